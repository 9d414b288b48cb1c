// Made-up states of metrics, for looking at the screens.
import type { Scenario } from './scenario.ts';

export interface MetricsScenario {}

export const plainMetrics = (_now: number): MetricsScenario => ({});

/** By name; each takes an ordinary scenario and makes it this one. */
export const metricsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {};
