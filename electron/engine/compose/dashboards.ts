// Wires the dashboards: the library over the record, and the values of variables over the active Prometheus.
import type { Dashboard, DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { readBundled } from '../dashboards/bundled.ts';
import { createDashboardLibrary, type DashboardLibrary } from '../dashboards/library.ts';
import { resolveVariables, type VariablesAsked } from '../dashboards/resolve-variables.ts';
import type { KeepableDashboard } from '../dashboards/panel-keeper.ts';
import { createValueReader } from '../dashboards/value-reader.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import { dashboardText, listDashboards } from '../store/dashboard-rows.ts';
import type { Recording } from './recording.ts';

export interface Dashboards {
  /** Made when it is first asked for: reading the bundled ones would hold up the start. */
  library: () => DashboardLibrary;
  variables: (dashboard: Dashboard, asked: VariablesAsked, signal?: AbortSignal) => Promise<VariableState[]>;
  /**
   * What is kept with an incident: those of the keys; without them those that were opened lately, the last first, then the
   * others that people imported, the newest first.
   */
  keepable: (keys?: readonly string[]) => KeepableDashboard[];
  close: () => void;
}

export interface DashboardsOptions {
  resourcesDir: string;
  reader: PrometheusReader;
}

export function createDashboards(
  { read, writer, journal, now }: Recording,
  { resourcesDir, reader }: DashboardsOptions,
): Dashboards {
  let made: DashboardLibrary | null = null;
  const library = (): DashboardLibrary =>
    (made ??= createDashboardLibrary({ read, writer, journal, now, bundled: readBundled(resourcesDir) }));
  const values = createValueReader(reader);
  const textOf = (key: string): string => dashboardText(read, key) ?? library().export(key).text;
  return {
    library,
    keepable: (keys) => {
      // Those of the program are read when somebody opens one; before that none of them was opened.
      const lately = made?.lately() ?? [];
      const opened = new Set(lately.map(({ key }) => key));
      const others = (): DashboardSummary[] => listDashboards(read).filter(({ key }) => !opened.has(key)).toReversed(); // prettier-ignore
      const chosen = keys === undefined ? [...lately, ...others()] : library().named(keys);
      return chosen.map((summary) => ({ summary, text: () => textOf(summary.key) }));
    },
    variables: (dashboard, asked, signal) => resolveVariables(dashboard, asked, { reader: values, signal }),
    close: () => undefined,
  };
}
