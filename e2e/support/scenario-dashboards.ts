// Made-up states of dashboards, for looking at the screens.
import type { DashboardDetail, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import type { Scenario } from './scenario.ts';

export interface DashboardsScenario {
  dashboards: DashboardDetail[];
  variables: Record<string, VariableState[]>;
  /** What an import comes to, or why it is refused. */
  imported: ImportResult | string;
}

export const plainDashboards = (_now: number): DashboardsScenario => ({
  dashboards: [],
  variables: {},
  imported: 'A made-up engine keeps no dashboards.',
});

/** By name; each takes an ordinary scenario and makes it this one. */
export const dashboardsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {};
