// For tests: the operations of dashboards, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { DashboardDetail, DashboardSummary, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeDashboards {
  dashboards: FakeFeed<DashboardSummary>;
  dashboard: (key: string) => DashboardDetail;
  /** Given the whole text, from however many parts. */
  importDashboard: (name: string, text: string) => ImportResult;
  importReport: (key: string) => ImportResult;
  exportDashboard: (key: string) => string;
  dashboardVariables: (key: string, chosen: Record<string, string[]>) => VariableState[] | Promise<VariableState[]>;
}

const unasked = (name: string) => (): never => {
  throw new Error(`the test did not expect ${name}`);
};

export const noDashboards = (): FakeDashboards => ({
  dashboards: fakeFeed<DashboardSummary>(() => []),
  dashboard: unasked('dashboards.get'),
  importDashboard: unasked('dashboards.import'),
  importReport: unasked('dashboards.report'),
  exportDashboard: unasked('dashboards.export'),
  dashboardVariables: unasked('dashboards.variables'),
});

export function dashboardsRouter(engine: FakeEngine) {
  const os = implement(contract).dashboards;
  const parts = new Map<string, string[]>();
  const changed = async (name: string, input: unknown): Promise<void> => {
    engine.calls.push({ name, input });
    await engine.refuse(name);
  };
  return {
    dashboards: {
      feed: os.feed.handler(({ signal }) => engine.dashboards.listen(signal)),
      part: os.part.handler(({ input: { upload, text } }) => {
        parts.set(upload, [...(parts.get(upload) ?? []), text]);
      }),
      import: os.import.handler(async ({ input }) => {
        await changed('dashboards.import', input);
        const before = input.upload === null ? [] : (parts.get(input.upload) ?? []);
        return engine.importDashboard(input.name, [...before, input.text].join(''));
      }),
      get: os.get.handler(({ input }) => engine.dashboard(input.key)),
      report: os.report.handler(({ input }) => engine.importReport(input.key)),
      rename: os.rename.handler(({ input }) => changed('dashboards.rename', input)),
      remove: os.remove.handler(({ input }) => changed('dashboards.remove', input)),
      export: os.export.handler(({ input }) => ({
        fileName: `${input.key}.json`,
        mediaType: 'application/json',
        text: engine.exportDashboard(input.key),
      })),
      variables: os.variables.handler(({ input }) => engine.dashboardVariables(input.key, input.chosen)),
    },
  };
}
