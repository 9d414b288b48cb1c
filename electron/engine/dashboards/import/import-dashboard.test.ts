// Dashboards in the manner of the well-known ones, and every form in which they are exported.
import { describe, expect, test } from 'vitest';
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import type { Panel } from '#shared/model/dashboard/panel.ts';
import { stylesOf } from '#shared/model/dashboard/style-of.ts';
import { importDashboard } from './import-dashboard.ts';
import { clusterWorkloads, hostOverview, oldRows } from './import.fixture.ts';

const read = (json: unknown): Dashboard => importDashboard(JSON.stringify(json));
const panelsOf = ({ sections }: Dashboard): Panel[] => sections.flatMap(({ panels }) => panels);
const one = (panel: object, rest: object = {}): Panel => {
  const [first] = panelsOf(read({ title: 'x', panels: [panel], ...rest }));
  if (first === undefined) throw new Error('no panel');
  return first;
};
const reasonOf = (panel: Panel): string => (panel.shape.kind === 'placeholder' ? panel.shape.reason : 'drawn');
const ask = [{ expr: 'up', refId: 'A' }];

test('an overview of hosts: bars, dials, folded rows, overrides by pattern, chained variables', () => {
  const made = read(hostOverview);
  expect(made.counts).toEqual({ panels: 3, whole: 3, noted: 0, placeholders: 0 });
  expect(made.sections.map(({ title, collapsed }) => [title, collapsed])).toEqual([['Quick look', false], ['Network', true]]); // prettier-ignore
  const [pressure, busy, network] = panelsOf(made);
  expect(pressure).toMatchObject({ shape: { kind: 'bargauge', mode: 'basic', direction: 'down' }, style: { unit: 'percentunit', max: 1, thresholds: { mode: 'percentage' } }, queries: [{ ask: 'instant', legend: 'CPU' }] }); // prettier-ignore
  expect(busy).toMatchObject({ shape: { kind: 'gauge' }, style: { colour: { kind: 'thresholds' }, mappings: [{ kind: 'special', match: 'null', text: 'N/A' }] } }); // prettier-ignore
  expect(network?.overrides).toMatchObject([
    { matcher: { kind: 'regexp', pattern: '.*Trans.*' }, style: { mirrored: true } },
    { matcher: { kind: 'names', names: ['receive_packets_eth0'] }, style: { colour: { kind: 'fixed', colour: '#7EB26D' } } }, // prettier-ignore
    { matcher: { kind: 'regexp', pattern: '.*- Max$' }, style: { dash: [10, 10], fill: 0, unit: 'bps' } },
  ]);
  expect(network?.shape).toMatchObject({ legend: { as: 'table', calcs: ['mean', 'lastNotNull', 'max', 'min'] }, tooltip: 'all' }); // prettier-ignore
  expect(made.variables.map(({ name, needs }) => [name, needs])).toEqual([['ds_prometheus', []], ['job', []], ['nodename', ['job']], ['node', ['job', 'nodename']], ['diskdevices', []]]); // prettier-ignore
  expect(made.variables[2]?.source).toMatchObject({ ask: { kind: 'label_values', label: 'nodename', selector: 'node_uname_info{job="$job"}' }, order: 'alpha' }); // prettier-ignore
  expect(made).toMatchObject({ refresh: '1m', time: { from: 'now-24h', to: 'now' }, timeZone: '', notes: [] });
});

test('a set for clusters: stacks, quotas by query, tables that are joined and organized', () => {
  const made = read(clusterWorkloads);
  const [usage, quota] = panelsOf(made);
  expect(usage).toMatchObject({ minStep: '1m', style: { stack: 'normal', bridge: 'always' }, overrides: [{ matcher: { kind: 'query', refId: 'B' }, style: { lineWidthPx: 2, dash: [10, 10] } }] }); // prettier-ignore
  expect(quota?.queries.map(({ ask: how, format }) => [how, format])).toEqual([['instant', 'table'], ['instant', 'table']]); // prettier-ignore
  expect(quota?.transformations).toMatchObject([{ kind: 'join', column: 'pod' }, { kind: 'organize', columns: expect.arrayContaining([{ name: 'Value #B', at: 4, to: 'CPU Requests %', hidden: false }, { name: 'Time 1', at: null, to: '', hidden: true }]) }]); // prettier-ignore
  expect(quota?.notes).toEqual([{ path: '$.panels[1].fieldConfig.overrides[1].links', words: 'links of values are not shown' }]); // prettier-ignore
  expect(made.variables.map(({ name, hide, allAs, source }) => [name, hide, allAs, source.kind])).toEqual([['datasource', 'no', null, 'datasource'], ['cluster', 'whole', '.*', 'query'], ['namespace', 'no', null, 'query']]); // prettier-ignore
});

test('rows and panels of Grafana 4: spans, thresholds as text, axes, styles of columns, HTML', () => {
  const made = read(oldRows);
  const [up, busy, traffic, aggregates, parts, text, , latency] = panelsOf(made);
  expect(made.sections.map(({ title, collapsed, repeat }) => [title, collapsed, repeat?.variable])).toEqual([['Overview', false, undefined], ['Details', true, 'job']]); // prettier-ignore
  expect(up).toMatchObject({ place: { x: 0, w: 4, h: 4 }, shape: { kind: 'stat', colourMode: 'background', course: true, prefix: '#' }, style: { noValue: 'no data', mappings: [{ kind: 'special', match: 'null+nan', text: 'N/A' }, { kind: 'value', value: '0', text: 'DOWN' }], thresholds: { steps: [{ at: null, colour: '#d44a3a' }, { at: 1 }, { at: 2, colour: '#299c46' }] } }, queries: [{ stepFactor: 2 }] }); // prettier-ignore
  expect(busy).toMatchObject({ shape: { kind: 'gauge', reduce: { calc: 'mean' } }, style: { min: 0, max: 100, unit: 'percent' } }); // prettier-ignore
  expect(traffic).toMatchObject({ place: { x: 8, w: 16 }, style: { unit: 'Bps', min: 0, fill: 0.2, stack: 'normal', bridge: 'as_zero', showThresholds: 'both' }, shape: { legend: { as: 'table', side: 'right', calcs: ['mean', 'lastNotNull'], sort: { by: 'lastNotNull', down: true } } } }); // prettier-ignore
  expect(traffic?.queries.map(({ hidden }) => hidden)).toEqual([false, false, true]);
  expect(traffic?.overrides).toMatchObject([
    { style: { colour: { colour: '#7EB26D' } } },
    { matcher: { pattern: 'out' }, style: { mirrored: true, stackGroup: 'B' } },
    { matcher: { names: ['errors'] }, style: { axis: 'right', unit: 'percent', max: 100, draw: 'points' } },
  ]);
  expect(aggregates).toMatchObject({ transformations: [{ kind: 'reduce', calcs: ['mean', 'max'] }], overrides: [{ matcher: { kind: 'regexp' }, style: { cell: 'fill', decimals: 2 } }, { matcher: { names: ['Time'] }, style: { unit: 'time:YYYY-MM-DD' } }] }); // prettier-ignore
  expect(parts?.shape).toMatchObject({ kind: 'pie', form: 'donut', legend: { values: ['value', 'percent'], side: 'right' } }); // prettier-ignore
  expect(text?.shape).toEqual({ kind: 'text', mode: 'markdown', text: '## Hello\n\nSee [the page](https://example.org/x) & more' }); // prettier-ignore
  expect(latency).toMatchObject({ shape: { kind: 'heatmap', buckets: 'given', yUnit: 's', hideBelow: 1e-9 }, queries: [{ format: 'heatmap' }] }); // prettier-ignore
  expect(made.variables[0]).toMatchObject({ multi: true, chosen: [{ value: '$__all' }], source: { regex: '/.*(api|web).*/', order: 'number' } }); // prettier-ignore
});

describe('what is not drawn is named', () => {
  test.each([
    [{ type: 'nodeGraph' }, 'A node graph is not drawn here.'],
    [{ type: 'my-company-panel' }, 'It needs the plugin my-company-panel, which is not part of this program.'],
    [{ type: 'xychart', targets: ask }, 'A chart of one value over another is not drawn here.'],
    [
      { libraryPanel: { uid: 'u', name: 'Shared' } },
      'It is the library panel “Shared”, and its model is not in this file.',
    ],
    [{ type: 'timeseries', datasource: { type: 'loki', uid: 'l' }, targets: ask }, 'It asks loki; only Prometheus is asked here.'], // prettier-ignore
    [{ type: 'timeseries', datasource: 'My Loki', targets: ask }, 'It asks My Loki;'],
    [{ type: 'stat', datasource: '-- Grafana --', targets: [{ queryType: 'randomWalk' }] }, 'It asks Grafana itself;'],
    [{ type: 'timeseries', datasource: { uid: '${DS_LOGS}' }, targets: ask }, 'It asks elasticsearch;'],
    [{ type: 'stat', datasource: '-- Dashboard --', targets: [{ panelId: 77, refId: 'A' }] }, 'It shows the answer of panel 77, which is not in this dashboard.'], // prettier-ignore
    [{ title: 'no type' }, 'It does not say of which kind it is.'],
  ])('%j', (panel, words) => {
    const inputs = [{ name: 'DS_LOGS', type: 'datasource', pluginId: 'elasticsearch' }];
    expect(reasonOf(one({ id: 1, ...panel }, { __inputs: inputs }))).toContain(words);
  });

  test('of a mixed panel the queries to Prometheus are asked and the others noted', () => {
    const panel = one({ type: 'timeseries', datasource: { uid: '-- Mixed --' }, targets: [{ ...ask[0], datasource: { type: 'prometheus' } }, { expr: '{a="b"}', refId: 'B', datasource: { type: 'loki' } }, { refId: 'C', type: 'math', datasource: { type: '__expr__', uid: '__expr__' } }] }); // prettier-ignore
    expect(panel.queries.map(({ refId }) => refId)).toEqual(['A']);
    expect(panel.notes.map(({ path }) => path)).toEqual(['$.panels[0].targets[1]', '$.panels[0].targets[2]']);
  });

  test('a setting that has no effect is noted with its place; an unknown unit is shown and noted', () => {
    const panel = one({ type: 'timeseries', targets: ask, mystery: 3, fieldConfig: { defaults: { unit: 'furlongs', custom: { fillBelowTo: 'max', wobble: 1 } }, overrides: [{ matcher: { id: 'byValue' }, properties: [] }] }, options: { legend: { calcs: ['entropy'] } }, transformations: [{ id: 'groupingToMatrix' }] }); // prettier-ignore
    expect(panel.notes.map(({ path }) => path.replace('$.panels[0]', ''))).toEqual(['.options.legend.calcs', '.fieldConfig.defaults.unit', '.fieldConfig.defaults.custom.wobble', '.fieldConfig.defaults.custom.fillBelowTo', '.fieldConfig.overrides[0].matcher', '.mystery', '.transformations[0]']); // prettier-ignore
  });

  test('a name in a query that is no variable is noted, and so is a variable that goes round', () => {
    const list = [{ name: 'a', type: 'query', query: 'label_values(x{b="$b"}, a)' }, { name: 'b', type: 'query', query: 'label_values(x{a="$a"}, b)' }]; // prettier-ignore
    const made = read({ title: 'x', panels: [{ type: 'stat', targets: [{ expr: 'x{a="$a", c="$nobody"}' }] }], templating: { list } }); // prettier-ignore
    expect(made.variables.map(({ problem }) => problem)).toEqual(['Its values depend on themselves: $a needs $b needs $a.', 'Its values depend on themselves: $b needs $a needs $b.']); // prettier-ignore
    expect(panelsOf(made)[0]?.notes.map(({ words }) => words)).toEqual(['$nobody is nothing that is known here; it stays in the query as it is', '$a has no values, so its queries are not asked']); // prettier-ignore
  });
});

describe('however it was exported', () => {
  const plain = { title: 'T', panels: [{ id: 1, type: 'stat', targets: ask }] };
  test.each([
    ['bare', plain],
    ['from the API', { meta: { slug: 't' }, dashboard: plain }],
    ['to be posted', { dashboard: plain, overwrite: true, folderUid: 'x' }],
    [
      'as a resource',
      { apiVersion: 'dashboard.grafana.app/v1beta1', kind: 'Dashboard', metadata: { name: 't' }, spec: plain },
    ],
    ['for the operator', { apiVersion: 'grafana.integreatly.org/v1beta1', kind: 'GrafanaDashboard', spec: { json: JSON.stringify(plain) } }], // prettier-ignore
    ['as a list of one', [plain]],
    ['from the catalogue', { id: 1860, revision: 37, json: plain }],
  ])('%s', (_, json) => {
    expect(read(json)).toMatchObject({ title: 'T', counts: { panels: 1, whole: 1 } });
  });

  test('with library panels, whose models come with it', () => {
    const made = one({ id: 4, gridPos: { x: 2, y: 0, w: 5, h: 5 }, libraryPanel: { uid: 'u', name: 'Shared' } }, { __elements: { u: { name: 'Shared', uid: 'u', kind: 1, model: { type: 'gauge', title: 'From the library', targets: ask } } } }); // prettier-ignore
    expect(made).toMatchObject({ id: 4, title: 'From the library', place: { x: 2, w: 5 }, shape: { kind: 'gauge' } });
  });

  test('in the second schema: elements, rows, tabs, automatic grids', () => {
    const element = (id: number, group: string) => ({ kind: 'Panel', spec: { id, title: `P${id}`, data: { kind: 'QueryGroup', spec: { queries: [{ kind: 'PanelQuery', spec: { refId: 'A', hidden: false, query: { kind: 'DataQuery', group: 'prometheus', version: 'v0', datasource: { name: 'ds' }, spec: { expr: 'up{job="$job"}' } } } }], transformations: [{ kind: 'merge', spec: { id: 'merge', options: {} } }], queryOptions: { interval: '30s' } } }, vizConfig: { kind: 'VizConfig', group, version: '12', spec: { options: {}, fieldConfig: { defaults: { unit: 'bytes' }, overrides: [] } } } } }); // prettier-ignore
    const item = (name: string, x: number, y: number) => ({ kind: 'GridLayoutItem', spec: { x, y, width: 12, height: 6, element: { kind: 'ElementReference', name } } }); // prettier-ignore
    const spec = {
      title: 'Second',
      elements: { 'panel-1': element(1, 'timeseries'), 'panel-2': element(2, 'table'), 'panel-3': { kind: 'Panel', spec: { id: 3, vizConfig: { kind: 'geomap', spec: {} } } }, 'panel-4': { kind: 'LibraryPanel', spec: { id: 4, title: 'L', libraryPanel: { uid: 'l', name: 'Shared' } } } }, // prettier-ignore
      layout: { kind: 'RowsLayout', spec: { rows: [{ kind: 'RowsLayoutRow', spec: { title: 'One', collapse: false, layout: { kind: 'GridLayout', spec: { items: [item('panel-1', 0, 0), item('panel-2', 12, 0)] } } } }, { kind: 'RowsLayoutRow', spec: { title: 'Two', collapse: true, layout: { kind: 'AutoGridLayout', spec: { maxColumnCount: 2, items: [{ kind: 'AutoGridLayoutItem', spec: { element: { name: 'panel-3' } } }] } } } }] } }, // prettier-ignore
      variables: [{ kind: 'QueryVariable', spec: { name: 'job', query: { kind: 'DataQuery', group: 'prometheus', spec: { query: 'label_values(up, job)' } }, multi: true, sort: 'alphabeticalAsc', refresh: 'onTimeRangeChanged', current: { text: ['a'], value: ['a'] }, hide: 'hideLabel' } }], // prettier-ignore
      timeSettings: { from: 'now-3h', to: 'now', autoRefresh: '10s', timezone: 'utc' },
      annotations: [],
    };
    const made = read({
      apiVersion: 'dashboard.grafana.app/v2beta1',
      kind: 'Dashboard',
      metadata: { name: 's' },
      spec,
    });
    expect(made).toMatchObject({ title: 'Second', time: { from: 'now-3h' }, refresh: '10s', timeZone: 'utc', counts: { panels: 4, whole: 2, placeholders: 2 } }); // prettier-ignore
    expect(made.sections.map(({ title, collapsed, panels }) => [title, collapsed, panels.length])).toEqual([['One', false, 2], ['Two', true, 2]]); // prettier-ignore
    const [first, second, third] = panelsOf(made);
    expect(first).toMatchObject({ path: '$.spec.elements["panel-1"]', style: { unit: 'bytes' }, queries: [{ query: 'up{job="$job"}' }], minStep: '30s', transformations: [{ kind: 'merge' }], place: { x: 0, y: 0, w: 12, h: 6 } }); // prettier-ignore
    expect(second?.place).toEqual({ x: 12, y: 0, w: 12, h: 6 });
    expect(third && reasonOf(third)).toBe('A map is not drawn here.');
    expect(made.variables).toMatchObject([{ name: 'job', multi: true, hide: 'label', chosen: [{ value: 'a' }], source: { order: 'alpha', refresh: 'range', ask: { kind: 'label_values', label: 'job' } } }]); // prettier-ignore
    expect(made.notes.map(({ words }) => words)).toEqual([
      'a panel stands nowhere in the layout and is put at the end',
    ]);
  });
});

test('a panel that shows the answer of another has its queries, through as many as there are', () => {
  const shared = (id: number, panelId: number) => ({ id, type: 'stat', datasource: { uid: '-- Dashboard --', type: 'datasource' }, targets: [{ panelId, refId: 'A' }] }); // prettier-ignore
  const panels = panelsOf(read({ title: 'x', panels: [shared(1, 2), shared(2, 3), { id: 3, type: 'timeseries', targets: ask }, shared(4, 5), shared(5, 4)] })); // prettier-ignore
  expect(panels.map((panel) => panel.queries[0]?.query ?? reasonOf(panel))).toEqual(['up', 'up', 'up', 'It shows the answer of a panel that shows its own.', 'It shows the answer of a panel that shows its own.']); // prettier-ignore
});

test('copies that a repeat had made are named, not drawn twice; a copy of nothing is a panel like others', () => {
  const copy = (id: number, repeatPanelId: number) => ({ id, type: 'stat', repeatPanelId, repeatIteration: 15, repeat: null, scopedVars: { a: { value: 'x' } }, targets: ask }); // prettier-ignore
  const panels = panelsOf(read({ title: 'x', panels: [{ id: 1, type: 'stat', repeat: 'a', targets: ask }, copy(2, 1), copy(3, 99)] })); // prettier-ignore
  expect(panels.map(reasonOf)).toEqual(['drawn', 'It is a copy of panel 1 that was saved for one value; the repeat of that panel makes it anew.', 'drawn']); // prettier-ignore
});

test('panels without places stand side by side in their order', () => {
  const panels = panelsOf(read({ title: 'x', panels: [1, 2, 3].map((id) => ({ id, type: 'stat', targets: ask })) }));
  expect(panels.map(({ place: { x, y } }) => [x, y])).toEqual([[0, 0], [12, 0], [0, 8]]); // prettier-ignore
});

test('what changes the look alone is noted where it stands; an old table keeps its order by the place of the column', () => {
  const custom = { lineInterpolation: 'smooth', gradientMode: 'opacity', spanNulls: true, showPoints: 'always', axisPlacement: 'hidden' }; // prettier-ignore
  const smooth = one({ type: 'timeseries', targets: ask, fieldConfig: { defaults: { custom } } });
  expect(smooth.notes.map(({ path }) => path)).toEqual(['$.panels[0].fieldConfig.defaults.custom.lineInterpolation', '$.panels[0].fieldConfig.defaults.custom.gradientMode']); // prettier-ignore
  const old = one({ type: 'table', targets: ask, styles: [{ pattern: 'Value', alias: 'Slow' }], sort: { col: 2, desc: true } }); // prettier-ignore
  expect([old.shape, old.notes]).toMatchObject([{ kind: 'table', sort: [{ place: 2, down: true }] }, []]);
  const shades = one({ type: 'heatmap', targets: ask, options: { color: { mode: 'opacity', fill: 'dark-blue', exponent: 0.5 }, yAxis: { max: '9', reverse: true } }, fieldConfig: { defaults: {} } }); // prettier-ignore
  expect(shades.shape).toMatchObject({ colours: ['transparent', '#1F60C4'], exponent: 0.5, yReverse: true });
  expect(shades.notes.map(({ path }) => path)).toEqual(['$.panels[0].options.yAxis']);
  const scheme = one({ type: 'heatmap', targets: ask, options: { color: { mode: 'scheme', scheme: 'Blues', exponent: 0.5 }, cellValues: { unit: 'reqps' } }, fieldConfig: { defaults: { unit: 's' } } }); // prettier-ignore
  expect(scheme).toMatchObject({ shape: { exponent: 1, yUnit: 's' }, style: { unit: 'reqps' } });
});

test('a scheme with a middle goes from cold to warm, whichever version wrote it; its reverse the other way', () => {
  const colours = (color: object, more: object = {}): string[] => {
    const { shape } = one({
      type: 'heatmap',
      targets: ask,
      options: { color },
      fieldConfig: { defaults: {} },
      ...more,
    });
    return shape.kind === 'heatmap' ? shape.colours : [];
  };
  expect(colours({ mode: 'scheme', scheme: 'Spectral' })[0]).toBe('#5e4fa2');
  expect(colours({ mode: 'scheme', scheme: 'RdYlGn', reverse: true })[0]).toBe('#a50026');
  const old = one({ type: 'heatmap', targets: ask, color: { mode: 'spectrum', colorScheme: 'interpolateSpectral' } });
  expect(old.shape).toMatchObject({ kind: 'heatmap', colours: ['#5e4fa2', '#abdda4', '#fee08b', '#9e0142'] });
});

test('states, bars over rows and how often values come are drawn, also where an old graph counted them', () => {
  const made = (type: string, options: object, more: object = {}) => one({ type, options, targets: ask, fieldConfig: { defaults: {} }, ...more }); // prettier-ignore
  const legend = { displayMode: 'list', placement: 'bottom', showLegend: true };
  const timeline = made('state-timeline', { alignValue: 'left', legend, mergeValues: true, rowHeight: 0.85, showValue: 'never', perPage: 20, tooltip: { mode: 'single' } }); // prettier-ignore
  expect(timeline).toMatchObject({ shape: { kind: 'states', joined: true, words: false, rowShare: 0.85 }, style: { colour: { kind: 'thresholds' } }, notes: [] }); // prettier-ignore
  expect(made('status-history', { colWidth: 0.9, rowHeight: 0.9, showValue: 'auto', legend })).toMatchObject({ shape: { kind: 'states', joined: false, words: true }, notes: [] }); // prettier-ignore
  const bars = made('barchart', { barRadius: 0, barWidth: 0.97, fullHighlight: false, groupWidth: 0.7, legend, orientation: 'horizontal', showValue: 'auto', stacking: 'percent', xField: 'namespace', xTickLabelRotation: 0, xTickLabelSpacing: 100 }); // prettier-ignore
  expect(bars).toMatchObject({ shape: { kind: 'barchart', category: 'namespace', direction: 'down', stack: 'percent' }, style: { colour: { kind: 'palette' } }, notes: [] }); // prettier-ignore
  expect(made('histogram', { bucketCount: 10, bucketOffset: 0, combine: true, legend })).toMatchObject({ shape: { kind: 'histogram', size: null, buckets: 10, combined: true }, notes: [] }); // prettier-ignore
  expect(made('histogram', { bucketSize: 5, bucketOffset: 2 })).toMatchObject({ shape: { size: 5, combined: false }, notes: [{ words: 'buckets begin at whole multiples of their size' }] }); // prettier-ignore
  const rest = made('barchart', { colorByField: 'code', legend: { ...legend, displayMode: 'table', calcs: ['max'] } }, { fieldConfig: { defaults: { custom: { axisLabel: 'requests', scaleDistribution: { type: 'log', log: 10 }, thresholdsStyle: { mode: 'line' } } } } }); // prettier-ignore
  expect(rest.notes.map(({ words }) => words)).toEqual(['nothing is written along the axis', 'the axis is linear', 'thresholds are not drawn behind the bars', 'bars do not take their colours from the column code', 'the legend is a list of names, without figures']); // prettier-ignore
  const old = one({ type: 'graph', bars: true, lines: false, xaxis: { mode: 'histogram', buckets: 20 }, legend: { show: false }, yaxes: [{ format: 'short' }], targets: ask }); // prettier-ignore
  expect(old.shape).toMatchObject({ kind: 'histogram', buckets: 20, combined: true, legend: { as: 'hidden' } });
});

describe('what a set of dashboards is delivered in', () => {
  const board = { title: 'Etcd', panels: [{ type: 'stat', targets: ask }] };

  test('a map of file names, as a mixin makes it, is opened where it holds one dashboard', () => {
    expect(read({ 'etcd.json': board })).toMatchObject({ title: 'Etcd', counts: { panels: 1 } });
    expect(() => read({ 'etcd.json': board, 'node.json': { ...board, title: 'Nodes' } })).toThrow('It holds 2 dashboards: etcd.json, node.json. Import them one by one.'); // prettier-ignore
    expect(() => read({ 'etcd.json': board, note: 'x' })).toThrow('it has neither panels nor rows');
  });

  test('so is a ConfigMap with the text of one', () => {
    const map = (data: object) => read({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'grafana-dashboard-etcd' }, data }); // prettier-ignore
    expect(map({ 'etcd.json': JSON.stringify(board) })).toMatchObject({ title: 'Etcd', counts: { panels: 1 } });
    expect(() => map({ 'a.json': '{}', 'b.json': '{}' })).toThrow('It holds 2 dashboards: a.json, b.json. Import them one by one.'); // prettier-ignore
    expect(() => map({})).toThrow('This ConfigMap holds no dashboard: nothing in its data ends in .json.');
  });

  test('YAML is told from JSON that is broken, with what to do', () => {
    expect(() => importDashboard('apiVersion: v1\nkind: ConfigMap\n')).toThrow('Line 1, column 1: this is YAML, not JSON. Take the dashboard itself out of it: in a ConfigMap it is a text under data.'); // prettier-ignore
  });
});

test('of the styles of an old table the first that fits is all that counts: the rest may be hidden, or written otherwise', () => {
  const styles = [
    { alias: 'OSD', pattern: 'ceph_daemon', type: 'string' },
    { alias: 'Latency', pattern: 'Value', type: 'number', unit: 'ms', decimals: 2 },
    { pattern: '/^p/', type: 'number', unit: 'percent', decimals: 1, colorMode: 'cell', thresholds: ['10'], colors: ['green', 'red', 'blue'] },
    { pattern: '/.*/', type: 'hidden' },
  ]; // prettier-ignore
  const styleOf = stylesOf(one({ type: 'table', transform: 'table', styles, targets: ask }));
  const of = (shownName: string) => styleOf({ name: shownName, shownName, type: 'number', refId: 'A' });
  expect(['ceph_daemon', 'Value', 'percent', 'job'].map((name) => of(name).hidden)).toEqual([false, false, false, true]); // prettier-ignore
  expect(of('Value')).toMatchObject({ displayName: 'Latency', unit: 'ms', cell: 'text' });
  const general = stylesOf(one({ type: 'table', transform: 'table', styles: [{ alias: 'When', pattern: 'Time', type: 'date' }, { ...styles[2], alias: 'Any', pattern: '/.*/' }], targets: ask })); // prettier-ignore
  expect(general({ name: 'Time', shownName: 'Time', type: 'time', refId: 'A' })).toMatchObject({ displayName: 'When', unit: 'time:YYYY-MM-DD HH:mm:ss', cell: 'text' }); // prettier-ignore
});
