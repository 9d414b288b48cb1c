// For tests: the operations of criteria, answered by what the test gives.
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeCriteria {}

export const noCriteria = (): FakeCriteria => ({});

export function criteriaRouter(_engine: FakeEngine) {
  return { criteria: {} };
}
