// For tests: the operations on the recorder, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { RecordedObjects } from '#shared/model/recorder/recorded-objects.ts';
import type { RecordedQuery } from '#shared/model/recorder/named-query.ts';
import type { RecordBackup, RecordCheck, RecordKeeping } from '#shared/model/recorder/keeping.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeRecorder {
  keeping: FakeFeed<RecordKeeping>;
  recordedQueries: FakeFeed<RecordedQuery>;
  recordedObjects: () => RecordedObjects[];
  checkRecord: () => RecordCheck;
  backUpRecord: (file: string | null) => RecordBackup;
}

const unasked = (name: string) => (): never => {
  throw new Error(`the test did not expect ${name}`);
};

export const noRecorder = (): FakeRecorder => ({
  keeping: fakeFeed<RecordKeeping>(() => []),
  recordedQueries: fakeFeed<RecordedQuery>(() => []),
  recordedObjects: () => [],
  checkRecord: unasked('recorder.keeping.check'),
  backUpRecord: unasked('recorder.keeping.backUp'),
});

export function recorderRouter(engine: FakeEngine) {
  const { recorder } = implement(contract);
  const { keeping, queries } = recorder;
  const called = (name: string, input: unknown): void => void engine.calls.push({ name: `recorder.keeping.${name}`, input }); // prettier-ignore
  return {
    recorder: recorder.router({
      keeping: {
        feed: keeping.feed.handler(({ signal }) => engine.keeping.listen(signal)),
        setBudget: keeping.setBudget.handler(({ input }) => called('setBudget', input)),
        evict: keeping.evict.handler(() => called('evict', undefined)),
        check: keeping.check.handler(() => engine.checkRecord()),
        backUp: keeping.backUp.handler(({ input }) => engine.backUpRecord(input.file)),
        cancel: keeping.cancel.handler(() => called('cancel', undefined)),
      },
      queries: {
        feed: queries.feed.handler(({ signal }) => engine.recordedQueries.listen(signal)),
        save: queries.save.handler(({ input }) => {
          engine.calls.push({ name: 'recorder.queries.save', input });
          return { key: 'q' };
        }),
        remove: queries.remove.handler(
          ({ input }) => void engine.calls.push({ name: 'recorder.queries.remove', input }),
        ),
      },
      objects: recorder.objects.handler(() => engine.recordedObjects()),
    }),
  };
}
