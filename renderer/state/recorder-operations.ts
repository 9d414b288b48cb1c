// What a person can ask of the engine about the recorder: how much is kept, of what, and whether it is whole.
import type { Budget } from '#shared/model/recorder/budget.ts';
import type { NamedQueryInput } from '#shared/model/recorder/named-query.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';
import type { Done } from './change-operations.ts';

export function recorderOperations(client: () => EngineClient, done: Done) {
  return {
    /** With the refusal itself, because it is shown in the dialog that asked. */
    saveQuery: async (query: NamedQueryInput, by: string): Promise<{ ok: true } | { ok: false; refusal: Refusal }> => {
      try {
        await client().recorder.queries.save({ query, by });
        return { ok: true };
      } catch (error) {
        return { ok: false, refusal: refusalOf(error) };
      }
    }, // prettier-ignore
    recordedObjects: () => client().recorder.objects(),
    removeQuery: (key: string, name: string, by: string) =>
      done(`Stop recording ${name}`, (engine) => engine.recorder.queries.remove({ key, by })),
    setBudget: (budget: Budget, by: string) =>
      done('Change how much is kept', (engine) => engine.recorder.keeping.setBudget({ budget, by })),
    evictNow: () => done('Evict what is too old', (engine) => engine.recorder.keeping.evict()),
    checkRecord: () => done('Check the record', async (engine) => void (await engine.recorder.keeping.check())),
    backUpRecord: () => done('Back up the record', async (engine) => void (await engine.recorder.keeping.backUp({}))),
    cancelKeeping: () => done('Cancel', (engine) => engine.recorder.keeping.cancel()),
  };
}
