// For tests: the operations on what an incident teaches, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeLearning {
  /** Calls of the section, as they came. */
  learningCalls: { name: string; input: unknown }[];
}

export const noLearning = (): FakeLearning => ({ learningCalls: [] });

export function learningRouter(_engine: FakeEngine) {
  const { learning } = implement(contract);
  return { learning: learning.router({}) };
}
