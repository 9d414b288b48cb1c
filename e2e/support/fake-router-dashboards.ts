// The operations of dashboards over a scenario.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { DashboardsScenario } from './scenario-dashboards.ts';

const implemented = implement(contract);
type Implemented = typeof implemented;

export function dashboardsHandlers(_os: Implemented['dashboards'], _scenario: DashboardsScenario) {
  return {};
}
