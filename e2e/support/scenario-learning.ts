// Made-up states of what an incident teaches: causes, actions, controls and playbooks.
import type { Scenario } from './scenario.ts';

export interface LearningScenario {
  now: number;
}

export const plainLearning = (now: number): LearningScenario => ({ now });

export const learningMakers: Record<string, (now: number) => Scenario> = {};
