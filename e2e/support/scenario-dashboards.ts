// Made-up states of dashboards, for looking at the screens.
import { importDashboard } from '#engine/dashboards/import/import-dashboard.ts';
import { reportLines } from '#engine/dashboards/report-lines.ts';
import type { DashboardDetail, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { madeUp, madeUpFrame, madeUpRows, type MadeUp } from './dashboard-frames.ts';
import { hostileDashboard, manyPanels, sampleDashboard, tilesDashboard } from './dashboard-sample.ts';
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

function detailOf(key: string, json: unknown, origin: 'bundled' | 'import', fileName: string, now: number): DashboardDetail {
  const dashboard = importDashboard(JSON.stringify(json));
  const { title, description, tags, counts } = dashboard;
  const importedAt = origin === 'import' ? now - 26 * 3_600_000 : null;
  return { dashboard, summary: { key, title, description, tags, origin, fileName, hash: key, counts, importedAt } };
} // prettier-ignore

const state = (name: string, values: string[], options: string[], all = false, problem: string | null = null): VariableState => ({
  name,
  value: { name, values, texts: values, all, allAs: null, multi: name === 'job' },
  options: options.map((value) => ({ value, text: value })),
  totalOptions: options.length,
  problem,
}); // prettier-ignore

const workers = Array.from({ length: 24 }, (_, at) => `worker-${at}`);
const variables = [state('datasource', ['prometheus'], ['prometheus']), state('job', ['api', 'worker'], ['api', 'worker'], true), state('worker', ['worker-0'], workers)]; // prettier-ignore

interface Given {
  made?: MadeUp;
  states?: VariableState[];
  /** How many questions are answered before Prometheus is gone. */
  answers?: number;
}

function withDashboards(scenario: Scenario, now: number, { made = madeUp, states = variables, answers = Infinity }: Given = {}): Scenario {
  const checkout = detailOf('checkout', sampleDashboard(), 'import', 'checkout-1730.json', now);
  const hostile = detailOf('hostile', hostileDashboard(), 'import', 'the-internal-settlement-reconciliation-gateway-export-2026-11-19T14-02-07.json', now);
  const tiles = detailOf('tiles', tilesDashboard(), 'bundled', 'tiles.json', now);
  const many = detailOf('many', manyPanels(40), 'import', 'forty.json', now);
  const all = [checkout, hostile, many, tiles];
  let left = answers;
  const answering = <A>(answer: A): A => {
    if (left-- <= 0) throw new Error('connect ECONNREFUSED 127.0.0.1:9090');
    return answer;
  };
  scenario.dashboards = {
    dashboards: all,
    variables: Object.fromEntries(all.map(({ summary }) => [summary.key, summary.key === 'checkout' ? states : []])),
    imported: { key: 'hostile', title: hostile.summary.title, known: false, counts: hostile.summary.counts, lines: reportLines(hostile.dashboard) },
  };
  const since = now - 3 * 3_600_000;
  const other = scenario.sources.filter(({ key }) => key !== 'prom');
  scenario.sources = [...other, { key: 'prometheus', name: 'Prometheus', state: answers < Infinity ? 'stale' : 'live', since: answers < Infinity ? now - 40_000 : since, reason: answers < Infinity ? 'connect ECONNREFUSED 127.0.0.1:9090' : '', seenAt: answers < Infinity ? now - 40_000 : now - 1_200 }]; // prettier-ignore
  scenario.metrics = {
    ...scenario.metrics,
    answers: Infinity,
    range: (asked) => answering(madeUpFrame(asked, made)),
    instant: (query, atMs) => answering(madeUpRows(query, atMs, made)),
  };
  return scenario;
} // prettier-ignore

const longWorkers = Array.from({ length: 60 }, (_, at) => `the-internal-settlement-reconciliation-gateway-worker-${at}.prod.eu-central-1.svc.cluster.local`); // prettier-ignore

/** By name; each takes an ordinary scenario and makes it this one. */
export const dashboardsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  dash: (scenario, now) => withDashboards(scenario, now),
  'dash-none': (scenario) => scenario,
  'dash-empty': (scenario, now) => withDashboards(scenario, now, { made: { labels: { code: [], le: [], mount: [], worker: [], job: [] } } }),
  'dash-red': (scenario, now) => withDashboards(scenario, now, { answers: 0 }),
  'dash-stale': (scenario, now) => withDashboards(scenario, now, { answers: 13 }),
  'dash-long': (scenario, now) => withDashboards(scenario, now, { made: { labels: { ...madeUp.labels, worker: longWorkers, code: ['200', '301', '400', '401', '404', '409', '429', '499', '500', '502', '503', '504'] }, total: 7488 } }),
  'dash-waiting': (scenario, now) => withDashboards(scenario, now, { states: [variables[0], state('job', [], [], false, 'connect ECONNREFUSED 127.0.0.1:9090'), state('worker', [], [], false, 'it needs $job, which could not be read')].flatMap((one) => one ?? []) }),
}; // prettier-ignore
