// For tests of the dashboards: one of the library, its panels and variables, patched as the test wants, and answers.
import type { Dashboard, DashboardDetail, DashboardSummary, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import type { Panel, PanelQuery, Shape } from '#shared/model/dashboard/panel.ts';
import type { Variable, VariableState } from '#shared/model/dashboard/variable.ts';
import { pack } from '#shared/model/pack.ts';
import type { Frame } from '#shared/model/series.ts';
import { someNow } from '../readiness/readiness.fixture.ts';

export const someSummary = (patch: Partial<DashboardSummary> = {}): DashboardSummary => ({
  key: 'import-1',
  title: 'Checkout',
  description: '',
  tags: ['shop'],
  origin: 'import',
  fileName: 'checkout.json',
  hash: 'abc',
  counts: { panels: 12, whole: 9, noted: 2, placeholders: 1 },
  importedAt: someNow - 60_000,
  ...patch,
});

export const someResult = (patch: Partial<ImportResult> = {}): ImportResult => ({
  key: 'import-1',
  title: 'Checkout',
  known: false,
  counts: { panels: 12, whole: 9, noted: 2, placeholders: 1 },
  lines: [
    { kind: 'placeholder', of: 'Who calls whom', path: '$.panels[3]', words: 'a node graph is not drawn here' },
    { kind: 'note', of: 'Requests', path: '$.panels[0].options', words: 'a smooth line is drawn straight' },
    { kind: 'note', of: 'Errors', path: '$.panels[1].options', words: 'a smooth line is drawn straight' },
  ],
  ...patch,
});

const legend = { as: 'list', side: 'bottom', calcs: [], sort: null } as const;
export const lastValue = { calc: 'lastNotNull', values: false, limit: null, fields: '' } as const;
export const statShape: Shape = { kind: 'stat', reduce: lastValue, direction: 'auto', colourMode: 'value', textMode: 'auto', course: false, centred: false, prefix: '', postfix: '', valuePx: null, namePx: null }; // prettier-ignore
export const chartShape: Shape = { kind: 'timeseries', legend: { ...legend, calcs: [] }, tooltip: 'all' };

export const someQuery = (query: string, patch: Partial<PanelQuery> = {}): PanelQuery => ({ refId: 'A', query, legend: '', ask: 'range', format: 'series', minStep: '', stepFactor: 1, hidden: false, ...patch }); // prettier-ignore

export const somePanel = (patch: Partial<Panel> & { title: string }): Panel => ({
  key: patch.title,
  id: null,
  path: '$.panels[0]',
  description: '',
  place: { x: 0, y: 0, w: 6, h: 4 },
  repeat: null,
  shape: statShape,
  queries: [someQuery(`${patch.title.toLowerCase()}_total`)],
  transformations: [],
  style: {},
  overrides: [],
  minStep: '',
  mostPoints: null,
  span: '',
  shift: '',
  frameless: false,
  notes: [],
  ...patch,
});

export const someVariable = (name: string, patch: Partial<Variable> = {}): Variable => ({
  name,
  label: '',
  description: '',
  hide: 'no',
  multi: true,
  includeAll: true,
  allAs: null,
  chosen: [],
  source: { kind: 'custom', options: [] },
  needs: [],
  problem: null,
  ...patch,
});

export const someState = (name: string, values: string[], patch: Partial<VariableState> = {}): VariableState => ({
  name,
  value: { name, values, texts: values, all: false, allAs: null, multi: true },
  options: values.map((value) => ({ value, text: value })),
  totalOptions: values.length,
  problem: null,
  ...patch,
});

export function someDetail(panels: Panel[], patch: Partial<Dashboard> = {}): DashboardDetail {
  const summary = someSummary();
  return {
    summary,
    dashboard: {
      title: summary.title,
      description: '',
      tags: [],
      uid: 'checkout',
      schemaVersion: 39,
      time: { from: 'now-1h', to: 'now' },
      refresh: '',
      timeZone: '',
      sections: [{ key: 'top', title: null, collapsed: false, repeat: null, panels }],
      variables: [],
      annotations: [],
      notes: [],
      counts: { panels: panels.length, whole: panels.length, noted: 0, placeholders: 0 },
      ...patch,
    },
  };
}

/** One frame: a series for each name, with these values up to the end. */
export function someFrame(question: { fromMs: number; toMs: number }, series: Record<string, number[]>): Frame {
  const stepMs = 60_000;
  return {
    ...question,
    stepMs,
    series: Object.entries(series).map(([name, values]) => ({
      labels: { name },
      times: pack(Float64Array.from(values, (_, at) => question.toMs - stepMs * (values.length - 1 - at))),
      values: pack(Float64Array.from(values)),
    })),
    totalSeries: Object.keys(series).length,
    totalSamples: Object.values(series).flat().length,
    reduced: false,
    warnings: [],
    infos: [],
  };
}
