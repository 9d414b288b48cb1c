// Made-up states of errors, read for operators: groups, health, trends, and what belongs together.
import type { Scenario } from './scenario.ts';

export interface ErrorsScenario {
  now: number;
}

export const plainErrors = (now: number): ErrorsScenario => ({ now });

export const errorsMakers: Record<string, (now: number) => Scenario> = {};
