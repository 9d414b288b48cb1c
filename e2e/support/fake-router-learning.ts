// The operations on what an incident teaches over a scenario.
import type { implement } from '@orpc/server';
import type { contract } from '#shared/contract/contract.ts';
import type { LearningScenario } from './scenario-learning.ts';

type Implemented = ReturnType<typeof implement<typeof contract>>;

export function learningHandlers(_os: Implemented['learning'], _scenario: LearningScenario) {
  return {};
}
