// What a person can ask of the engine about the recorder: how much is kept, of what, and whether it is whole.
import type { Budget } from '#shared/model/recorder/budget.ts';
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

export function recorderOperations(_client: () => EngineClient, done: Done) {
  return {
    setBudget: (budget: Budget, by: string) =>
      done('Change how much is kept', (engine) => engine.recorder.keeping.setBudget({ budget, by })),
    evictNow: () => done('Evict what is too old', (engine) => engine.recorder.keeping.evict()),
    checkRecord: () => done('Check the record', async (engine) => void (await engine.recorder.keeping.check())),
    backUpRecord: () => done('Back up the record', async (engine) => void (await engine.recorder.keeping.backUp({}))),
    cancelKeeping: () => done('Cancel', (engine) => engine.recorder.keeping.cancel()),
  };
}
