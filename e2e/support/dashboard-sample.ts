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

function panelOf(draft: PanelDraft, index: number): Record<string, unknown> {
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
  { type: 'heatmap', title: 'Latency, all requests', at: [0, 12, 12, 8], expr: 'sum by (le) (increase(app_seconds_bucket{job=~"$job"}[$__rate_interval]))', legend: '{{le}}', format: 'heatmap', unit: 's' },
  { type: 'bargauge', title: 'Queue by worker', at: [12, 12, 6, 8], expr: 'sum by (worker) (app_queue{job=~"$job"})', legend: '{{worker}}', instant: true, defaults: { min: 0, max: 100, thresholds: byShare }, rest: { options: { displayMode: 'lcd', orientation: 'horizontal' } } },
  { type: 'piechart', title: 'Requests by code, share', at: [18, 12, 6, 8], expr: 'sum by (code) (increase(app_requests_total{job=~"$job"}[$__range]))', legend: '{{code}}', instant: true, rest: { options: { pieType: 'donut', legend: { displayMode: 'list', placement: 'right', values: ['value', 'percent'] }, reduceOptions: { calcs: ['lastNotNull'] } } } },
  { type: 'table', title: 'Workers', at: [0, 20, 14, 8], expr: 'app_queue{job=~"$job"}', instant: true, format: 'table', defaults: { thresholds: byShare }, rest: { transformations: [{ id: 'organize', options: { excludeByName: { Time: true, __name__: true }, renameByName: { Value: 'Queued', worker: 'Worker' } } }] } },
  { type: 'text', title: 'What to do', at: [14, 20, 5, 8], rest: { options: { mode: 'markdown', content: '### When the queue grows\n\n1. Look at **Latency** first.\n2. Then at the [runbook](https://runbook.invalid/queue).\n\n`kubectl -n shop get pods`' } } },
  { type: 'nodeGraph', title: 'Who calls whom', at: [19, 20, 5, 8], expr: 'up' },
]; // prettier-ignore

/** JSON as Grafana writes it. */
export function sampleDashboard(): Record<string, unknown> {
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
      ...drafts.map(panelOf),
      { id: 40, type: 'row', title: 'Worker $worker', collapsed: true, gridPos: { x: 0, y: 28, w: 24, h: 1 }, panels: [panelOf({ type: 'timeseries', title: 'Queue of $worker', at: [0, 29, 24, 8], expr: 'app_queue{worker="$worker",job=~"$job"}' }, 40)] },
    ],
  }; // prettier-ignore
}
