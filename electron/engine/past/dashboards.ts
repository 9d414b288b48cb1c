// Dashboards that were imported or kept with an incident, as a record holds them: what they ask is no fact of a moment, so that
// they are as they are today. What their variables may be is.
import type { Dashboard, DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SpanMs } from '#shared/model/span.ts';
import { importInSlices } from '../dashboards/import-in-slices.ts';
import { keptVariables } from '../dashboards/kept-variables.ts';
import { reportLines } from '../dashboards/report-lines.ts';
import { resolveVariables } from '../dashboards/resolve-variables.ts';
import { createValueReader, type ValueReader } from '../dashboards/value-reader.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import { dashboardText, listDashboards } from '../store/dashboard-rows.ts';
import type { ReadDb } from '../store/database.ts';
import { keptDashboards, keptDashboardText, keptSummaries, type KeptDashboardRow } from '../store/kept-panel-rows.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers } from './past.ts';

/** The library of the live record, which holds those of the program too. */
export type LiveDashboards = ((key: string) => Promise<Dashboard>) | null;

const notRecorded = async (): Promise<never> => {
  throw new OpsError('unavailable', 'Not recorded: what it may be is asked of Prometheus, and is not known of then.');
};
/** Nobody can be asked about then. */
const nobody: ValueReader = { place: () => null, labelValues: notRecorded, labelNames: notRecorded, series: notRecorded, result: notRecorded }; // prettier-ignore

export function dashboardsPast(
  read: ReadDb,
  library: LiveDashboards,
  live: PrometheusReader | null,
): NonNullable<PastAnswers['dashboards']> {
  const listed = (): DashboardSummary[] => {
    const imported = listDashboards(read);
    const known = new Set(imported.map(({ key }) => key));
    return [...imported, ...keptSummaries(read).filter(({ key }) => !known.has(key))];
  };
  const find = (key: string): DashboardSummary => {
    const found = listed().find((one) => one.key === key);
    if (!found) throw new OpsError('not_found', 'There is no such dashboard in this record.');
    return found;
  };
  const textOf = (key: string): string => dashboardText(read, key) ?? keptDashboardText(read, key) ?? '';
  const open = library ?? (async (key: string) => importInSlices(textOf(find(key).key)));
  return {
    feed: (_nothing, _moment, signal) => heldFeed(listed(), signal),
    get: async ({ key }) => {
      const summary = find(key);
      return { summary, dashboard: { ...(await importInSlices(textOf(key))), title: summary.title } };
    },
    report: async ({ key }) => {
      const dashboard = await importInSlices(textOf(find(key).key));
      return { key, title: find(key).title, known: true, counts: dashboard.counts, lines: reportLines(dashboard) };
    },
    export: ({ key }) => ({ fileName: find(key).fileName, mediaType: 'application/json', text: textOf(key) }),
    variables: async ({ key, ...asked }, { at, known }, signal) => {
      const clipped = { ...asked, fromMs: Math.min(asked.fromMs, at), toMs: Math.min(asked.toMs, at) };
      const dashboard = await open(key);
      const asks = known === 'now' && live !== null && live.place() !== null;
      const states = asks
        ? await resolveVariables(dashboard, clipped, { reader: createValueReader(live), signal })
        : null;
      // One without a value keeps its panels from asking; where it cannot be read any more, what it was will do.
      if (states?.every(({ problem, value }) => problem === null || value.values.length > 0 || value.allAs !== null))
        return states;
      const kept = nearestOf(keptDashboards(read, key, known === 'then' ? at : Number.MAX_SAFE_INTEGER), clipped);
      if (kept !== null) return keptVariables(dashboard, asked.chosen, kept.variables);
      return states ?? (await resolveVariables(dashboard, clipped, { reader: nobody, signal }));
    },
  };
}

/**
 * Of those that reach into the time shown the newest whose variables could be read; else the newest of all, whose panels then
 * say how far they reach.
 */
function nearestOf(kept: readonly KeptDashboardRow[], { fromMs, toMs }: SpanMs): KeptDashboardRow | null {
  const whole = ({ variables }: KeptDashboardRow): boolean => variables.every(({ problem, value }) => problem === null || value.values.length > 0); // prettier-ignore
  const reaching = kept.filter((one) => one.fromMs <= toMs && one.toMs >= fromMs);
  return reaching.find(whole) ?? reaching[0] ?? kept.find(whole) ?? kept[0] ?? null;
}
