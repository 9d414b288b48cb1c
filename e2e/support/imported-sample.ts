// A dashboard with what the well-known sets have and small ones seldom do: tables with long heads, calculations over series,
// names in place of values, states over time, bars over rows. Made here; its metrics are those of metric-target.ts.

const target = (expr: string, legendFormat: string, more: object = {}) => ({
  expr,
  legendFormat,
  interval: '1s',
  ...more,
});
const table = { format: 'table', instant: true, range: false };
const legend = { displayMode: 'list', placement: 'bottom', showLegend: true };
const reduce = { calcs: ['lastNotNull'], fields: '', values: false };
const steps = (...pairs: [number | null, string][]) => ({ mode: 'absolute', steps: pairs.map(([value, color]) => ({ value, color })) }); // prettier-ignore

interface Draft {
  type: string;
  title: string;
  at: [x: number, y: number, w: number, h: number];
  targets: object[];
  options?: object;
  defaults?: object;
  transformations?: object[];
}

const drafts: Draft[] = [
  {
    type: 'table', title: 'Queues', at: [0, 0, 24, 6], targets: [target('app_queue', '', table), target('app_queue / 100', '', table)],
    transformations: [
      { id: 'joinByField', options: { byField: 'worker', mode: 'outer' } },
      { id: 'organize', options: { excludeByName: { Time: true, 'Time 1': true, 'Time 2': true, __name__: true, instance: true, 'instance 1': true, 'instance 2': true, job: true, 'job 1': true, 'job 2': true }, renameByName: { worker: 'Worker', 'Value #A': 'What is waiting in the queue of that worker just now', 'Value #B': 'How much of its queue is used, of the whole of what it may hold' } } },
    ],
  },
  {
    type: 'bargauge', title: 'Used', at: [0, 6, 8, 6], targets: [target('avg(app_disk_used_percent)', 'Disks'), target('vector(50)', 'Half'), target('nothing_has_this_name', 'Nothing')],
    options: { displayMode: 'lcd', orientation: 'horizontal', reduceOptions: reduce }, defaults: { color: { mode: 'continuous-GrYlRd' }, min: 0, max: 100, unit: 'percent' },
    transformations: [{ id: 'calculateField', options: { alias: 'Mean', mode: 'reduceRow', reduce: { include: ['Disks', 'Half', 'Nothing'], reducer: 'mean' } } }, { id: 'organize', options: { excludeByName: { Time: true, Half: true }, indexByName: {}, renameByName: {} } }],
  },
  { type: 'stat', title: 'Fullest', at: [8, 6, 8, 6], targets: [target('topk(1, app_disk_used_percent)', '{{mount}}', { instant: true })], options: { textMode: 'name', graphMode: 'none', reduceOptions: reduce } },
  { type: 'histogram', title: 'How full disks are', at: [16, 6, 8, 6], targets: [target('app_disk_used_percent', '{{mount}}', { instant: true })], options: { bucketSize: 50, combine: true, legend } },
  {
    type: 'state-timeline', title: 'States', at: [0, 12, 12, 6], targets: [target('app_state', '{{job}}')], options: { mergeValues: true, rowHeight: 0.9, showValue: 'auto', legend },
    defaults: { color: { mode: 'thresholds' }, mappings: [{ type: 'value', options: { 1: { text: 'serving', color: 'green' } } }] },
  },
  { type: 'status-history', title: 'Answers', at: [12, 12, 12, 6], targets: [target('up', '{{job}}')], options: { rowHeight: 0.9, colWidth: 0.9, showValue: 'never', legend }, defaults: { thresholds: steps([null, 'red'], [1, 'green']) } },
  {
    type: 'barchart', title: 'Requests by code', at: [0, 18, 24, 6], targets: [target('sum by (code) (app_requests_total)', '', table), target('sum by (code) (app_requests_total) * 0 + 2', '', table)], options: { xField: 'code', stacking: 'none', showValue: 'auto', legend },
    transformations: [{ id: 'merge', options: {} }, { id: 'organize', options: { excludeByName: { Time: true }, renameByName: { 'Value #A': 'All', 'Value #B': 'Two' } } }],
  },
]; // prettier-ignore

/** JSON as Grafana writes it. */
export function importedSample(): Record<string, unknown> {
  const source = { type: 'prometheus', uid: '${datasource}' };
  return {
    title: 'Kinds of panels',
    uid: 'kinds-sample',
    schemaVersion: 39,
    time: { from: 'now-2m', to: 'now' },
    refresh: '5s',
    templating: { list: [{ type: 'datasource', name: 'datasource', query: 'prometheus' }] },
    panels: drafts.map(({ type, title, at: [x, y, w, h], targets, options = {}, defaults = {}, transformations }, index) => ({
      id: index + 1, type, title, gridPos: { x, y, w, h }, datasource: source,
      targets: targets.map((one, at) => ({ refId: String.fromCharCode(65 + at), datasource: source, ...one })),
      options, fieldConfig: { defaults, overrides: [] }, ...(transformations === undefined ? {} : { transformations }),
    })),
  }; // prettier-ignore
}
