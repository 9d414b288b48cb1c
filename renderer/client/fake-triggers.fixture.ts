// For tests: the operations of triggers, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { ImportedRules, TriggerSample } from '#shared/contract/triggers.ts';
import type { Muted, TriggerDetail, WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeTriggers {
  triggers: FakeFeed<WatchedTrigger>;
  notices: FakeFeed<Muted>;
  triggerDetail: (key: string) => TriggerDetail;
  triggerSamples: () => TriggerSample[];
  importRules: (text: string) => ImportedRules;
}

export const noTriggers = (): FakeTriggers => ({
  triggers: fakeFeed<WatchedTrigger>(() => []),
  notices: fakeFeed<Muted>(() => [{ key: 'notices', muted: false, desktop: true, by: '', atMs: 0 }]),
  triggerDetail: () => {
    throw new Error('the test did not expect triggers.get');
  },
  triggerSamples: () => [],
  importRules: () => ({ added: [], updated: [], same: [], vanished: [], recording: [], notes: [], problems: [] }),
});

export function triggersRouter(engine: FakeEngine) {
  const { triggers } = implement(contract);
  const noted = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.calls.push({ name, input });
  };
  return {
    triggers: {
      feed: triggers.feed.handler(({ signal }) => engine.triggers.listen(signal)),
      notices: triggers.notices.handler(({ signal }) => engine.notices.listen(signal)),
      get: triggers.get.handler(({ input }) => engine.triggerDetail(input.key)),
      samples: triggers.samples.handler(() => engine.triggerSamples()),
      import: triggers.import.handler(async ({ input }) => {
        await noted('triggers.import', input);
        return engine.importRules(input.text);
      }),
      save: triggers.save.handler(async ({ input }) => {
        await noted('triggers.save', input);
        return { key: input.key ?? 'new' };
      }),
      remove: triggers.remove.handler(({ input }) => noted('triggers.remove', input)),
      enable: triggers.enable.handler(({ input }) => noted('triggers.enable', input)),
      acknowledge: triggers.acknowledge.handler(({ input }) => noted('triggers.acknowledge', input)),
      snooze: triggers.snooze.handler(({ input }) => noted('triggers.snooze', input)),
      unsnooze: triggers.unsnooze.handler(({ input }) => noted('triggers.unsnooze', input)),
      resolve: triggers.resolve.handler(({ input }) => noted('triggers.resolve', input)),
      mute: triggers.mute.handler(({ input }) => noted('triggers.mute', input)),
    },
  };
}
