// For tests: the operations of triggers, answered by what the test gives.
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeTriggers {}

export const noTriggers = (): FakeTriggers => ({});

export function triggersRouter(_engine: FakeEngine) {
  return { triggers: {} };
}
