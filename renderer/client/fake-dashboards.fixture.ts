// For tests: the operations of dashboards, answered by what the test gives.
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeDashboards {}

export const noDashboards = (): FakeDashboards => ({});

export function dashboardsRouter(_engine: FakeEngine) {
  return { dashboards: {} };
}
