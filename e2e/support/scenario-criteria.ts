// Made-up states of criteria, for looking at the screens.
import type { Scenario } from './scenario.ts';

export interface CriteriaScenario {}

export const plainCriteria = (_now: number): CriteriaScenario => ({});

/** By name; each takes an ordinary scenario and makes it this one. */
export const criteriaMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {};
