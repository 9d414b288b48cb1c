// Made-up states of dashboards, for looking at the screens.
import type { Scenario } from './scenario.ts';

export interface DashboardsScenario {}

export const plainDashboards = (_now: number): DashboardsScenario => ({});

/** By name; each takes an ordinary scenario and makes it this one. */
export const dashboardsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {};
