// What a person can ask of the library of dashboards. Those that are shown where they were asked for throw; a removal's
// refusal goes into the list of troubles.
import { partLimitChars } from '#shared/contract/dashboards.ts';
import type { DashboardDetail, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { usualIntervalMs } from '#shared/model/usual-interval.ts';
import type { EngineClient } from '../client/link.ts';

// Views do not import the contract itself.
export { dashboardTextLimitBytes } from '#shared/contract/dashboards.ts';

type Done = (what: string, ask: (engine: EngineClient) => Promise<void>) => Promise<boolean>;

export function dashboardOperations(client: () => EngineClient, done: Done) {
  return {
    dashboard: async (key: string): Promise<DashboardDetail> => await client().dashboards.get({ key }),
    dashboardVariables: async (
      key: string,
      chosen: Record<string, string[]>,
      span: { fromMs: number; toMs: number },
    ): Promise<VariableState[]> => await client().dashboards.variables({ key, chosen, ...span }),
    /** What most targets have, in milliseconds; null where none tells. */
    scrapeInterval: async (): Promise<number | null> => usualIntervalMs((await client().metrics.targets()).targets),
    importDashboard: async (name: string, text: string): Promise<ImportResult> => {
      const engine = client();
      const upload = text.length > partLimitChars ? crypto.randomUUID() : null;
      let sent = 0;
      for (let index = 0; upload !== null && text.length - sent > partLimitChars; index++) {
        await engine.dashboards.part({ upload, index, text: text.slice(sent, sent + partLimitChars) });
        sent += partLimitChars;
      }
      return await engine.dashboards.import({ name: name.slice(0, 300), upload, text: text.slice(sent) });
    },
    dashboardReport: async (key: string): Promise<ImportResult> => await client().dashboards.report({ key }),
    dashboardText: async (key: string) => await client().dashboards.export({ key }),
    renameDashboard: (key: string, title: string) =>
      done(`Rename the dashboard to ${title}`, (engine) => engine.dashboards.rename({ key, title })),
    removeDashboard: (key: string, title: string) =>
      done(`Remove the dashboard ${title}`, (engine) => engine.dashboards.remove({ key })),
  };
}
