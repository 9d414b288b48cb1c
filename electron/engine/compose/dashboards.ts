// Wires the dashboards: the library over the record, and the values of variables over the active Prometheus.
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { readBundled } from '../dashboards/bundled.ts';
import { createDashboardLibrary, type DashboardLibrary } from '../dashboards/library.ts';
import { resolveVariables, type VariablesAsked } from '../dashboards/resolve-variables.ts';
import { createValueReader } from '../dashboards/value-reader.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import type { Recording } from './recording.ts';

export interface Dashboards {
  /** Made when it is first asked for: reading the bundled ones would hold up the start. */
  library: () => DashboardLibrary;
  variables: (dashboard: Dashboard, asked: VariablesAsked, signal?: AbortSignal) => Promise<VariableState[]>;
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
  return {
    library,
    variables: (dashboard, asked, signal) => resolveVariables(dashboard, asked, { reader: values, signal }),
    close: () => undefined,
  };
}
