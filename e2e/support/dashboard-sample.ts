// A dashboard as Grafana exports it, with a panel of every kind that is drawn and one that is not; made here, for flows and
// pictures. Its metrics are those of metric-target.ts.

interface PanelDraft {
  type: string;
  title: string;
  at: [x: number, y: number, w: number, h: number];
  expr?: string | string[];
  legend?: string;
  instant?: boolean;
  format?: string;
  unit?: string;
  rest?: Record<string, unknown>;
  defaults?: Record<string, unknown>;
}

const source = { type: 'prometheus', uid: '${datasource}' };

function panelOf(draft: PanelDraft, index: number, minStep = ''): Record<string, unknown> {
  const [x, y, w, h] = draft.at;
  const exprs = draft.expr === undefined ? [] : [draft.expr].flat();
  const { defaults = {}, rest = {} } = draft;
  return {
    id: index + 1,
    type: draft.type,
    title: draft.title,
    gridPos: { x, y, w, h },
    datasource: source,
    targets: exprs.map((expr, at) => ({
      refId: String.fromCharCode(65 + at),
      expr,
      datasource: source,
      interval: minStep,
      legendFormat: draft.legend ?? '__auto',
      instant: draft.instant === true,
      range: draft.instant !== true,
      format: draft.format ?? 'time_series',
    })),
    fieldConfig: { defaults: { unit: draft.unit ?? 'short', ...defaults }, overrides: [] },
    options: {},
    ...rest,
  };
}

const steps = (...pairs: [number | null, string][]) => ({
  mode: 'absolute',
  steps: pairs.map(([value, color]) => ({ value, color })),
});
const byShare = steps([null, 'green'], [70, 'orange'], [90, 'red']);
const byErrors = steps([null, 'green'], [0.01, 'yellow'], [0.05, 'red']);

const drafts: PanelDraft[] = [
  { type: 'stat', title: 'Targets up', at: [0, 0, 4, 4], expr: 'sum(up{job=~"$job"})', instant: true, defaults: { thresholds: steps([null, 'red'], [1, 'green']) }, rest: { description: 'How many targets of the chosen jobs answered their **last** scrape.' } },
  { type: 'stat', title: 'Requests', at: [4, 0, 5, 4], expr: 'sum(rate(app_requests_total{job=~"$job"}[$__rate_interval]))', unit: 'reqps', rest: { options: { graphMode: 'area', colorMode: 'value', reduceOptions: { calcs: ['lastNotNull'] } } }, defaults: { thresholds: steps([null, 'blue']) } },
  { type: 'stat', title: 'Error ratio', at: [9, 0, 5, 4], expr: 'sum(rate(app_requests_total{job=~"$job",code="500"}[$__rate_interval])) / sum(rate(app_requests_total{job=~"$job"}[$__rate_interval]))', unit: 'percentunit', rest: { options: { graphMode: 'none', colorMode: 'background', reduceOptions: { calcs: ['lastNotNull'] } } }, defaults: { thresholds: byErrors } },
  { type: 'gauge', title: 'Disk used', at: [14, 0, 5, 4], expr: 'max by (mount) (app_disk_used_percent{job=~"$job"})', unit: 'percent', legend: '{{mount}}', defaults: { min: 0, max: 100, thresholds: byShare }, rest: { options: { showThresholdMarkers: true, reduceOptions: { calcs: ['lastNotNull'] } } } },
  { type: 'stat', title: 'State', at: [19, 0, 5, 4], expr: 'max(app_state{job=~"$job"})', defaults: { mappings: [{ type: 'value', options: { 0: { text: 'idle', color: 'blue' }, 1: { text: 'serving', color: 'green' }, 2: { text: 'draining', color: 'orange' } } }] }, rest: { options: { graphMode: 'none', reduceOptions: { calcs: ['lastNotNull'] } } } },
  { type: 'timeseries', title: 'Requests by code', at: [0, 4, 12, 8], expr: 'sum by (code) (rate(app_requests_total{job=~"$job"}[$__rate_interval]))', legend: 'status {{code}}', unit: 'reqps', defaults: { custom: { fillOpacity: 30, stacking: { mode: 'normal' } } }, rest: { options: { legend: { displayMode: 'table', placement: 'bottom', calcs: ['lastNotNull', 'max'] } } } },
  { type: 'timeseries', title: 'Latency', at: [12, 4, 12, 8], expr: ['histogram_quantile(0.50, sum by (le) (rate(app_seconds_bucket{job=~"$job"}[$__rate_interval])))', 'histogram_quantile(0.99, sum by (le) (rate(app_seconds_bucket{job=~"$job"}[$__rate_interval])))'], unit: 's', defaults: { thresholds: steps([null, 'transparent'], [0.5, 'red']), custom: { thresholdsStyle: { mode: 'line' } } } },
  { type: 'heatmap', title: 'Latency, all requests', at: [0, 12, 12, 8], expr: 'sum by (le) (increase(app_seconds_bucket{job=~"$job"}[$__rate_interval]))', legend: '{{le}}', format: 'heatmap', rest: { options: { yAxis: { unit: 's' } } } },
  { type: 'bargauge', title: 'Queue by worker', at: [12, 12, 6, 8], expr: 'sum by (worker) (app_queue{job=~"$job"})', legend: '{{worker}}', instant: true, defaults: { min: 0, max: 100, thresholds: byShare }, rest: { options: { displayMode: 'lcd', orientation: 'horizontal' } } },
  { type: 'piechart', title: 'Requests by code, share', at: [18, 12, 6, 8], expr: 'sum by (code) (increase(app_requests_total{job=~"$job"}[$__range]))', legend: '{{code}}', instant: true, rest: { options: { pieType: 'donut', legend: { displayMode: 'list', placement: 'right', values: ['value', 'percent'] }, reduceOptions: { calcs: ['lastNotNull'] } } } },
  { type: 'table', title: 'Workers', at: [0, 20, 14, 8], expr: 'app_queue{job=~"$job"}', instant: true, format: 'table', defaults: { thresholds: byShare }, rest: { transformations: [{ id: 'organize', options: { excludeByName: { Time: true, __name__: true }, renameByName: { Value: 'Queued', worker: 'Worker' } } }] } },
  { type: 'text', title: 'What to do', at: [14, 20, 5, 8], rest: { options: { mode: 'markdown', content: '### When the queue grows\n\n1. Look at **Latency** first.\n2. Then at the [runbook](https://runbook.invalid/queue).\n\n`kubectl -n shop get pods`' } } },
  { type: 'nodeGraph', title: 'Who calls whom', at: [19, 20, 5, 8], expr: 'up' },
]; // prettier-ignore

/** JSON as Grafana writes it. @param minStep of all queries; `1s` where targets are scraped every second. */
export function sampleDashboard(minStep = ''): Record<string, unknown> {
  return {
    title: 'Checkout: requests and workers',
    uid: 'checkout-sample',
    schemaVersion: 39,
    tags: ['checkout'],
    time: { from: 'now-15m', to: 'now' },
    refresh: '5s',
    templating: {
      list: [
        { type: 'datasource', name: 'datasource', query: 'prometheus', label: 'Source' },
        { type: 'query', name: 'job', label: 'Job', query: { query: 'label_values(up, job)', refId: 'A' }, multi: true, includeAll: true, refresh: 1, sort: 1, current: { text: 'All', value: '$__all' } },
        { type: 'query', name: 'worker', label: 'Worker', query: 'label_values(app_queue{job=~"$job"}, worker)', refresh: 1, sort: 3 },
      ],
    },
    panels: [
      ...drafts.map((draft, at) => panelOf(draft, at, minStep)),
      { id: 40, type: 'row', title: 'Worker $worker', collapsed: true, gridPos: { x: 0, y: 28, w: 24, h: 1 }, panels: [panelOf({ type: 'timeseries', title: 'Queue of $worker', at: [0, 29, 24, 8], expr: 'app_queue{worker="$worker",job=~"$job"}' }, 40)] },
    ],
  }; // prettier-ignore
}

/** Single values in every mode: one, three, twelve and many; dials, bars and pies. */
export function tilesDashboard(): Record<string, unknown> {
  const last = { reduceOptions: { calcs: ['lastNotNull'] } };
  const stat = (title: string, at: PanelDraft['at'], expr: string, options: object, rest: Partial<PanelDraft> = {}): PanelDraft => ({ type: 'stat', title, at, expr, legend: '{{worker}}', rest: { options: { ...last, ...options } }, defaults: { thresholds: byShare }, ...rest });
  const gauge = (title: string, at: PanelDraft['at'], expr: string, legend: string, options: object = {}): PanelDraft => ({ type: 'gauge', title, at, expr, legend, unit: 'percent', rest: { options: { ...last, showThresholdMarkers: true, ...options } }, defaults: { min: 0, max: 100, thresholds: byShare } });
  const bars = (title: string, at: PanelDraft['at'], displayMode: string, orientation: string): PanelDraft => ({ type: 'bargauge', title, at, expr: 'sum by (worker) (app_queue)', legend: '{{worker}}', rest: { options: { ...last, displayMode, orientation } }, defaults: { min: 0, max: 100, thresholds: byShare } });
  const tiles = [
    stat('One value', [0, 0, 4, 4], 'sum(app_queue{worker="x"})', { graphMode: 'none' }),
    stat('With its course', [4, 0, 5, 4], 'sum(app_queue{worker="x"})', { graphMode: 'area' }),
    stat('On its colour', [9, 0, 5, 4], 'sum(app_queue{worker="x"})', { graphMode: 'area', colorMode: 'background' }),
    stat('Bytes', [14, 0, 5, 4], 'sum(app_bytes)', { graphMode: 'none' }, { unit: 'bytes', defaults: { thresholds: steps([null, 'purple']) } }),
    stat('In words', [19, 0, 5, 4], 'sum(up)', { graphMode: 'none', colorMode: 'background_solid' }, { defaults: { mappings: [{ type: 'range', options: { from: 2, to: 5, result: { text: 'quorum', color: 'green' } } }] } }),
    stat('Eight workers', [0, 4, 12, 6], 'sum by (worker) (app_queue)', { graphMode: 'area' }),
    stat('Eight workers, filled', [12, 4, 12, 6], 'sum by (worker) (app_queue)', { graphMode: 'none', colorMode: 'background' }),
    gauge('A dial', [0, 10, 4, 6], 'max(app_disk_used_percent)', '', { showThresholdLabels: true }),
    gauge('Two dials', [4, 10, 8, 6], 'max by (mount) (app_disk_used_percent)', '{{mount}}'),
    gauge('Eight dials', [12, 10, 12, 6], 'sum by (worker) (app_queue)', '{{worker}}'),
    bars('Plain bars', [0, 16, 6, 7], 'basic', 'horizontal'),
    bars('Gradient', [6, 16, 6, 7], 'gradient', 'horizontal'),
    bars('Cells', [12, 16, 6, 7], 'lcd', 'horizontal'),
    bars('Standing', [18, 16, 6, 7], 'gradient', 'vertical'),
    { type: 'piechart', title: 'Pie', at: [0, 23, 8, 7], expr: 'sum by (worker) (app_queue)', legend: '{{worker}}', rest: { options: { ...last, pieType: 'pie', displayLabels: ['percent'], legend: { displayMode: 'table', placement: 'right', values: ['value', 'percent'] } } } },
    { type: 'piechart', title: 'Ring', at: [8, 23, 6, 7], expr: 'sum by (code) (app_requests)', legend: '{{code}}', unit: 'reqps', rest: { options: { ...last, pieType: 'donut', legend: { displayMode: 'list', placement: 'bottom', values: ['percent'] } } } },
    { type: 'timeseries', title: 'Stacked parts', at: [14, 23, 10, 7], expr: 'sum by (code) (app_requests)', legend: '{{code}}', defaults: { custom: { stacking: { mode: 'percent' }, fillOpacity: 60 } } },
  ];
  return { title: 'Single values', uid: 'tiles', schemaVersion: 39, description: 'Every way in which one value is shown.', time: { from: 'now-1h', to: 'now' }, panels: (tiles as PanelDraft[]).map((draft, at) => panelOf(draft, at)) };
} // prettier-ignore

export function manyPanels(count: number): Record<string, unknown> {
  const panels = Array.from({ length: count }, (_, at) => panelOf({ type: at % 5 === 0 ? 'stat' : 'timeseries', title: `Requests of service ${at}`, at: [(at % 4) * 6, Math.floor(at / 4) * 6, 6, 6], expr: `sum by (code) (rate(service_${at}_requests_total[$__rate_interval]))`, legend: '{{code}}', unit: 'reqps' }, at)); // prettier-ignore
  return { title: 'Forty services', uid: 'forty', schemaVersion: 39, time: { from: 'now-6h', to: 'now' }, panels };
}

/** Much that is not drawn, under long names. */
export function hostileDashboard(): Record<string, unknown> {
  const long = 'the-internal-settlement-reconciliation-gateway.prod.eu-central-1.svc.cluster.local:8443';
  const kinds = ['nodeGraph', 'geomap', 'canvas', 'flamegraph', 'grafana-worldmap-panel', 'xychart', 'candlestick'];
  const panels = [
    ...kinds.map((type, at) => panelOf({ type, title: `${type} of ${long}`, at: [(at % 3) * 8, Math.floor(at / 3) * 6, 8, 6], expr: 'up' }, at)), // prettier-ignore
    panelOf({ type: 'timeseries', title: `Requests through ${long}, by code and by everything else that there is`, at: [0, 18, 12, 8], expr: 'sum by (code) (rate(x_total[5m]))', defaults: { custom: { lineInterpolation: 'smooth', axisBorderShow: true } }, rest: { alert: {}, libraryPanel: { uid: 'x' }, links: [{ title: 'runbook', url: 'https://runbook.invalid' }] } }, 20), // prettier-ignore
  ];
  return { title: `Quarter-end settlement, reconciliation and regulatory reporting: ${long}`, uid: 'hostile', schemaVersion: 41, tags: ['settlement', 'quarter-end'], annotations: { list: [{ name: 'Deploys', datasource: { type: 'loki' }, enable: true }] }, panels }; // prettier-ignore
}
