// Dashboards that nobody would write: fields missing, of another kind, huge, nested, circular. For tests of the importer.
import fc from 'fast-check';

const names = ['a', 'b', 'c', '__proto__', 'constructor', 'toString', '__all'];
const types = ['timeseries', 'graph', 'stat', 'singlestat', 'gauge', 'bargauge', 'table', 'table-old', 'piechart', 'grafana-piechart-panel', 'heatmap', 'text', 'alertlist', 'row', 'logs', 'canvas', 'my-plugin', 'constructor', '__proto__', '']; // prettier-ignore

/** Anything at all that JSON can hold. */
const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;
const odd = fc.oneof({ weight: 1, arbitrary: anything }, { weight: 2, arbitrary: fc.constantFrom<unknown>(null, '', 0, -1, 1e308, 1e-308, true, [], {}, 'x', '$a', '${b:regex}', '[[c]]', '$__all', ['x'], '/(a+)+$/') }); // prettier-ignore

/** The field as it should be, or missing, or something odd. */
const maybe = <T>(good: fc.Arbitrary<T>): fc.Arbitrary<unknown> => fc.oneof({ weight: 4, arbitrary: good as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: fc.constant(undefined) }); // prettier-ignore
const fields = (of: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(of).map(([key, good]) => [key, maybe(good)])));

const number = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(0, 12, 24, 1e15));
const text = fc.oneof(fc.constantFrom('up', 'rate(x{job="$a"}[$__rate_interval])', 'label_values($a, b)', 'a,b : c\\,d', '<b>x<script>'), fc.string()); // prettier-ignore
const source = fc.constantFrom<unknown>('Prometheus', null, { type: 'prometheus', uid: 'x' }, { type: 'loki' }, '-- Mixed --', '-- Dashboard --', '$a', { uid: '${DS_X}' }); // prettier-ignore
const target = fields({ expr: text, refId: fc.constantFrom('A', 'B'), datasource: source, format: fc.constantFrom('table', 'heatmap', 'x'), instant: fc.boolean(), legendFormat: text, panelId: fc.nat(5), interval: text, intervalFactor: number, hide: fc.boolean() }); // prettier-ignore
const step = fields({ color: text, value: number });
const defaults = fields({ unit: fc.constantFrom('bytes', 'furlongs', 'currencyconstructor'), decimals: number, min: number, thresholds: fields({ mode: text, steps: fc.array(step, { maxLength: 3 }) }), mappings: fc.array(fields({ type: fc.constantFrom<unknown>('value', 'range', 'regex', 'special', 1, 2), options: anything, value: text, from: number }), { maxLength: 2 }), color: fields({ mode: text, fixedColor: text }), custom: fields({ lineWidth: number, fillOpacity: number, stacking: anything, lineStyle: anything, hideFrom: anything, spanNulls: anything }) }); // prettier-ignore
const property = fields({ id: fc.constantFrom('unit', 'custom.__proto__.polluted', '__proto__.polluted', 'custom.hideFrom.viz', 'constructor.prototype.polluted', 'color'), value: anything }); // prettier-ignore
const override = fields({ matcher: fields({ id: fc.constantFrom('byName', 'byRegexp', 'byType', 'byValue'), options: text }), properties: fc.array(property, { maxLength: 3 }) }); // prettier-ignore
const plain = { id: fc.oneof(fc.nat(5), number), title: text, datasource: source, targets: fc.array(target, { maxLength: 3 }), gridPos: fields({ x: number, y: number, w: number, h: number }), fieldConfig: fields({ defaults, overrides: fc.array(override, { maxLength: 2 }) }), options: fields({ legend: anything, reduceOptions: anything, content: text, mode: text }), transformations: fc.array(fields({ id: fc.constantFrom('organize', 'merge', 'reduce', 'groupBy', 'toString', 'calculateField', 'filterByValue'), options: anything }), { maxLength: 2 }), repeat: fc.constantFrom(...names), span: number, height: text, styles: anything, seriesOverrides: anything, yaxes: anything, thresholds: anything, libraryPanel: anything, xaxis: anything, gauge: anything, valueMaps: anything, stateFilter: anything, alert: anything }; // prettier-ignore
const panelOf = (nested: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fields({ ...plain, type: fc.constantFrom(...types), panels: nested }); // prettier-ignore
const leaf = panelOf(fc.constant([]));
const panel = panelOf(fc.array(leaf, { maxLength: 3 }));
const variable = fields({ name: fc.constantFrom(...names), type: fc.constantFrom('query', 'custom', 'interval', 'constant', 'textbox', 'datasource', 'adhoc', 'x'), query: fc.oneof(text, fields({ query: text, qryType: fc.nat(6), label: text })), current: anything, options: anything, regex: text, multi: fc.boolean(), includeAll: fc.boolean(), allValue: text, sort: number, datasource: source, auto: fc.boolean(), auto_count: number }); // prettier-ignore

export const hostileDashboard: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.record({ panels: fc.array(fc.oneof({ weight: 6, arbitrary: panel }, { weight: 1, arbitrary: odd }), { maxLength: 6 }) }), // prettier-ignore
    fields({ title: text, schemaVersion: number, rows: fc.array(fields({ title: text, panels: fc.array(leaf, { maxLength: 3 }), collapse: fc.boolean(), height: text, repeat: text }), { maxLength: 3 }), templating: fields({ list: fc.array(variable, { maxLength: 5 }) }), annotations: anything, time: anything, refresh: anything, tags: anything, __inputs: anything, __elements: anything, links: anything }), // prettier-ignore
  )
  .map(([sound, rest]) => ({
    ...(typeof rest === 'object' && rest !== null && !Array.isArray(rest) ? rest : {}),
    ...sound,
  }));

/** Panels of the JSON, counted by another way than the importer's: everything in `panels` and `rows` that is no row. */
export function countPanels(json: unknown): number {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const field = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  const inPanels = (panels: unknown): number => list(panels).reduce<number>((sum, one) => sum + (field(one, 'type') === 'row' ? inPanels(field(one, 'panels')) : 1), 0); // prettier-ignore
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
  const inRows = list(field(json, 'rows')).reduce<number>((sum, row) => sum + (isObject(row) ? list(field(row, 'panels')).length : 1), 0); // prettier-ignore
  return inPanels(field(json, 'panels')) + inRows;
}
