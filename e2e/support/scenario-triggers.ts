// Made-up states of triggers, for looking at the screens.
import type { Scenario } from './scenario.ts';

export interface TriggersScenario {}

export const plainTriggers = (_now: number): TriggersScenario => ({});

/** By name; each takes an ordinary scenario and makes it this one. */
export const triggersMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {};
