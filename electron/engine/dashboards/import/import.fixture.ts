// Dashboards as people write and export them, made here: in the manner of the well-known ones, and short.

const prometheus = { type: 'prometheus', uid: '${DS_PROMETHEUS}' };
const target = (expr: string, refId = 'A', more: object = {}) => ({ datasource: prometheus, editorMode: 'code', expr, format: 'time_series', intervalFactor: 1, legendFormat: '', range: true, refId, step: 240, ...more }); // prettier-ignore

/** In the manner of a host overview of a hundred panels: gauges, old style overrides, mirrored transfers. */
export const hostOverview = {
  __inputs: [{ name: 'DS_PROMETHEUS', label: 'Prometheus', description: '', type: 'datasource', pluginId: 'prometheus', pluginName: 'Prometheus' }], // prettier-ignore
  __elements: {},
  __requires: [{ type: 'grafana', id: 'grafana', name: 'Grafana', version: '11.6.1' }],
  annotations: { list: [{ builtIn: 1, datasource: { type: 'datasource', uid: 'grafana' }, enable: true, hide: true, iconColor: 'rgba(0, 211, 255, 1)', name: 'Annotations & Alerts', target: { limit: 100, matchAny: false, tags: [], type: 'dashboard' }, type: 'dashboard' }] }, // prettier-ignore
  editable: true,
  graphTooltip: 1,
  id: null,
  links: [],
  liveNow: false,
  panels: [
    { collapsed: false, gridPos: { h: 1, w: 24, x: 0, y: 0 }, id: 261, panels: [], title: 'Quick look', type: 'row' },
    {
      datasource: prometheus,
      description: 'Time in which work waited',
      fieldConfig: { defaults: { decimals: 1, links: [], mappings: [], max: 1, min: 0, thresholds: { mode: 'percentage', steps: [{ color: 'green', value: null }, { color: 'dark-yellow', value: 70 }, { color: 'dark-red', value: 90 }] }, unit: 'percentunit' }, overrides: [] }, // prettier-ignore
      gridPos: { h: 4, w: 3, x: 0, y: 1 },
      id: 323,
      options: { displayMode: 'basic', legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: false }, maxVizHeight: 300, minVizHeight: 10, minVizWidth: 0, namePlacement: 'auto', orientation: 'horizontal', reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, showUnfilled: true, sizing: 'auto', text: {}, valueMode: 'color' }, // prettier-ignore
      pluginVersion: '11.6.1',
      targets: [target('irate(node_pressure_cpu_waiting_seconds_total{instance="$node",job="$job"}[$__rate_interval])', 'CPU some', { exemplar: false, instant: true, range: false, legendFormat: 'CPU' })], // prettier-ignore
      title: 'Pressure',
      type: 'bargauge',
    },
    {
      datasource: prometheus,
      fieldConfig: { defaults: { color: { mode: 'thresholds' }, decimals: 1, mappings: [{ options: { match: 'null', result: { text: 'N/A' } }, type: 'special' }], max: 100, min: 0, thresholds: { mode: 'absolute', steps: [{ color: 'rgba(50, 172, 45, 0.97)' }, { color: 'rgba(237, 129, 40, 0.89)', value: 85 }, { color: 'rgba(245, 54, 54, 0.9)', value: 95 }] }, unit: 'percent' }, overrides: [] }, // prettier-ignore
      gridPos: { h: 4, w: 3, x: 3, y: 1 },
      id: 20,
      options: { minVizHeight: 75, minVizWidth: 75, orientation: 'auto', reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, showThresholdLabels: false, showThresholdMarkers: true, sizing: 'auto' }, // prettier-ignore
      targets: [target('100 * (1 - avg(rate(node_cpu_seconds_total{mode="idle", instance="$node"}[$__rate_interval])))', 'A', { instant: true, range: false })], // prettier-ignore
      title: 'CPU busy',
      type: 'gauge',
    },
    {
      collapsed: true,
      gridPos: { h: 1, w: 24, x: 0, y: 5 },
      id: 263,
      panels: [
        {
          datasource: prometheus,
          fieldConfig: {
            defaults: { color: { mode: 'palette-classic' }, custom: { axisBorderShow: false, axisCenteredZero: false, axisColorMode: 'text', axisLabel: 'out (-) / in (+)', axisPlacement: 'auto', barAlignment: 0, drawStyle: 'line', fillOpacity: 40, gradientMode: 'none', hideFrom: { legend: false, tooltip: false, viz: false }, insertNulls: false, lineInterpolation: 'linear', lineWidth: 1, pointSize: 5, scaleDistribution: { type: 'linear' }, showPoints: 'never', spanNulls: false, stacking: { group: 'A', mode: 'none' }, thresholdsStyle: { mode: 'off' } }, links: [], mappings: [], thresholds: { mode: 'absolute', steps: [{ color: 'green' }, { color: 'red', value: 80 }] }, unit: 'bps' }, // prettier-ignore
            overrides: [
              { matcher: { id: 'byRegexp', options: '/.*Trans.*/' }, properties: [{ id: 'custom.transform', value: 'negative-Y' }] }, // prettier-ignore
              { matcher: { id: 'byName', options: 'receive_packets_eth0' }, properties: [{ id: 'color', value: { fixedColor: '#7EB26D', mode: 'fixed' } }] }, // prettier-ignore
              { matcher: { id: 'byRegexp', options: '.*- Max$' }, properties: [{ id: 'custom.lineStyle', value: { dash: [10, 10], fill: 'dash' } }, { id: 'custom.fillOpacity', value: 0 }, { id: 'unit', value: 'bps' }] }, // prettier-ignore
            ],
          },
          gridPos: { h: 10, w: 12, x: 0, y: 6 },
          id: 84,
          options: { legend: { calcs: ['mean', 'lastNotNull', 'max', 'min'], displayMode: 'table', placement: 'bottom', showLegend: true, width: 300 }, tooltip: { hideZeros: false, mode: 'multi', sort: 'none' } }, // prettier-ignore
          targets: [target('rate(node_network_receive_bytes_total{instance="$node",job="$job"}[$__rate_interval])*8', 'A', { legendFormat: '{{device}} - Receive' }), target('rate(node_network_transmit_bytes_total{instance="$node",job="$job"}[$__rate_interval])*8', 'B', { legendFormat: '{{device}} - Transmit' })], // prettier-ignore
          title: 'Network traffic',
          type: 'timeseries',
        },
      ],
      title: 'Network',
      type: 'row',
    },
  ],
  refresh: '1m',
  schemaVersion: 41,
  tags: ['linux'],
  templating: {
    list: [
      { current: {}, includeAll: false, label: 'Datasource', name: 'ds_prometheus', options: [], query: 'prometheus', refresh: 1, regex: '', type: 'datasource' }, // prettier-ignore
      { current: {}, datasource: prometheus, definition: '', includeAll: false, label: 'Job', name: 'job', options: [], query: { query: 'label_values(node_uname_info, job)', refId: 'Prometheus-job-Variable-Query' }, refresh: 1, regex: '', sort: 1, type: 'query' }, // prettier-ignore
      { current: {}, datasource: prometheus, definition: 'label_values(node_uname_info{job="$job"}, nodename)', includeAll: false, label: 'Nodename', name: 'nodename', options: [], query: { query: 'label_values(node_uname_info{job="$job"}, nodename)', refId: 'x' }, refresh: 1, regex: '', sort: 1, type: 'query' }, // prettier-ignore
      { current: {}, datasource: prometheus, definition: 'label_values(node_uname_info{job="$job", nodename="$nodename"}, instance)', includeAll: false, label: 'Instance', name: 'node', options: [], query: { query: 'label_values(node_uname_info{job="$job", nodename="$nodename"}, instance)', refId: 'x' }, refresh: 1, regex: '', sort: 1, type: 'query' }, // prettier-ignore
      { current: { text: '[a-z]+|nvme[0-9]+n[0-9]+', value: '[a-z]+|nvme[0-9]+n[0-9]+' }, hide: 2, includeAll: false, name: 'diskdevices', options: [{ selected: true, text: 'x', value: 'x' }], query: '[a-z]+|nvme[0-9]+n[0-9]+', type: 'custom' }, // prettier-ignore
    ],
  },
  time: { from: 'now-24h', to: 'now' },
  timepicker: {},
  timezone: 'browser',
  title: 'Host overview',
  uid: 'host-overview',
  version: 98,
  weekStart: '',
};

const mixin = (expr: string, refId: string, more: object = {}) => ({ datasource: { type: 'prometheus', uid: '${datasource}' }, expr, format: 'table', instant: true, refId, ...more }); // prettier-ignore

/** In the manner of a generated set for clusters: chained variables, stacks, tables with an override for each column. */
export const clusterWorkloads = {
  editable: true,
  links: [{ asDropdown: true, includeVars: true, keepTime: true, tags: ['kubernetes-mixin'], targetBlank: false, title: 'Kubernetes', type: 'dashboards' }], // prettier-ignore
  panels: [
    {
      datasource: { type: 'datasource', uid: '-- Mixed --' },
      fieldConfig: { defaults: { custom: { fillOpacity: 10, showPoints: 'never', spanNulls: true, stacking: { mode: 'normal' } } }, overrides: [{ matcher: { id: 'byFrameRefID', options: 'B' }, properties: [{ id: 'custom.lineStyle', value: { fill: 'dash' } }, { id: 'custom.lineWidth', value: 2 }, { id: 'color', value: { fixedColor: 'red', mode: 'fixed' } }] }] }, // prettier-ignore
      gridPos: { h: 7, w: 24, x: 0, y: 0 },
      id: 1,
      interval: '1m',
      options: { legend: { asTable: true, calcs: ['lastNotNull'], displayMode: 'table', placement: 'right', showLegend: true }, tooltip: { mode: 'single' } }, // prettier-ignore
      targets: [
        mixin('sum(node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m{cluster="$cluster", namespace="$namespace"}) by (pod)', 'A', { format: 'time_series', instant: false, legendFormat: '__auto' }), // prettier-ignore
        mixin('scalar(max(kube_resourcequota{cluster="$cluster", namespace="$namespace", type="hard",resource=~"requests.cpu|cpu"}))', 'B', { format: 'time_series', instant: false, legendFormat: 'quota - requests' }), // prettier-ignore
      ],
      title: 'CPU usage',
      type: 'timeseries',
    },
    {
      datasource: { type: 'datasource', uid: '-- Mixed --' },
      fieldConfig: {
        defaults: { unit: 'short' },
        overrides: [
          { matcher: { id: 'byRegexp', options: '/%/' }, properties: [{ id: 'unit', value: 'percentunit' }] },
          { matcher: { id: 'byName', options: 'Pod' }, properties: [{ id: 'links', value: [{ title: 'Drill down', url: '/d/x?${datasource:queryparam}&var-pod=${__data.fields.Pod}' }] }] }, // prettier-ignore
        ],
      },
      gridPos: { h: 7, w: 24, x: 0, y: 7 },
      id: 2,
      options: {
        cellHeight: 'sm',
        footer: { countRows: false, fields: '', reducer: ['sum'], show: false },
        showHeader: true,
      },
      targets: [
        mixin('sum(a{namespace="$namespace"}) by (pod)', 'A'),
        mixin('sum(b{namespace="$namespace"}) by (pod)', 'B'),
      ],
      title: 'CPU quota',
      transformations: [
        { id: 'joinByField', options: { byField: 'pod', mode: 'outer' } },
        { id: 'organize', options: { excludeByName: { Time: true, 'Time 1': true, 'Time 2': true }, indexByName: { Time: 0, pod: 2, 'Value #A': 3, 'Value #B': 4 }, renameByName: { pod: 'Pod', 'Value #A': 'CPU Usage', 'Value #B': 'CPU Requests %' } } }, // prettier-ignore
      ],
      type: 'table',
    },
  ],
  refresh: '10s',
  schemaVersion: 39,
  tags: ['kubernetes-mixin'],
  templating: {
    list: [
      { current: { selected: true, text: 'default', value: 'default' }, hide: 0, label: 'Data source', name: 'datasource', query: 'prometheus', regex: '', type: 'datasource' }, // prettier-ignore
      { allValue: '.*', datasource: { type: 'prometheus', uid: '${datasource}' }, hide: 2, label: 'cluster', name: 'cluster', query: 'label_values(up{job="cadvisor"}, cluster)', refresh: 2, sort: 1, type: 'query' }, // prettier-ignore
      { datasource: { type: 'prometheus', uid: '${datasource}' }, hide: 0, label: 'namespace', name: 'namespace', query: 'label_values(kube_namespace_status_phase{job="kube-state-metrics", cluster="$cluster"}, namespace)', refresh: 2, sort: 1, type: 'query' }, // prettier-ignore
    ],
  },
  time: { from: 'now-1h', to: 'now' },
  timezone: 'UTC',
  title: 'Kubernetes / Compute resources / Namespace',
  uid: '85a562078cdf77779eaa1add43ccec1e',
};

/** As written for Grafana 4: rows, spans, and a panel of every old kind. */
export const oldRows = {
  title: 'Old service',
  schemaVersion: 14,
  rows: [
    {
      title: 'Overview',
      showTitle: true,
      height: '150px',
      panels: [
        { id: 1, type: 'singlestat', title: 'Up', span: 2, datasource: 'Prometheus', format: 'none', valueName: 'current', colorBackground: true, thresholds: '1,2', colors: ['#d44a3a', 'rgba(237, 129, 40, 0.89)', '#299c46'], valueMaps: [{ op: '=', text: 'N/A', value: 'null' }, { op: '=', text: 'DOWN', value: '0' }], mappingType: 1, nullText: 'no data', prefix: '#', sparkline: { show: true }, targets: [{ expr: 'sum(up{job="$job"})', refId: 'A', intervalFactor: 2, step: 60 }] }, // prettier-ignore
        { id: 2, type: 'singlestat', title: 'Busy', span: 2, gauge: { show: true, minValue: 0, maxValue: 100, thresholdMarkers: true }, format: 'percent', valueName: 'avg', thresholds: '80,90', targets: [{ expr: 'busy', refId: 'A' }] }, // prettier-ignore
        { id: 3, type: 'graph', title: 'Traffic', span: 8, lines: true, fill: 2, linewidth: 2, stack: true, percentage: false, nullPointMode: 'null as zero', legend: { show: true, alignAsTable: true, rightSide: true, values: true, current: true, avg: true, sort: 'current', sortDesc: true }, yaxes: [{ format: 'Bps', min: '0', logBase: 1, show: true }, { format: 'percent', max: 100, show: true }], aliasColors: { in: '#7EB26D' }, seriesOverrides: [{ alias: '/out/', transform: 'negative-Y', stack: 'B' }, { alias: 'errors', yaxis: 2, lines: false, points: true, color: '#BF1B00' }], thresholds: [{ value: 80, op: 'gt', colorMode: 'critical', fill: true, line: true }], targets: [{ expr: 'in', refId: 'A', legendFormat: 'in' }, { expr: 'out', refId: 'B' }, { expr: 'old', refId: 'C', hide: true }] }, // prettier-ignore
      ],
    },
    {
      title: 'Details',
      collapse: true,
      repeat: 'job',
      panels: [
        { id: 4, type: 'table', title: 'Aggregates', span: 12, transform: 'timeseries_aggregations', columns: [{ text: 'Avg', value: 'avg' }, { text: 'Max', value: 'max' }], styles: [{ pattern: 'Time', type: 'date', dateFormat: 'YYYY-MM-DD' }, { pattern: '/.*/', type: 'number', unit: 'short', decimals: 2, colorMode: 'cell', thresholds: ['1', '2'], colors: ['green', 'orange', 'red'] }], sort: { col: 0, desc: true }, targets: [{ expr: 'x', refId: 'A' }] }, // prettier-ignore
        { id: 5, type: 'grafana-piechart-panel', title: 'Parts', span: 4, format: 'bytes', pieType: 'donut', valueName: 'current', legendType: 'Right side', legend: { show: true, values: true, percentage: true }, targets: [{ expr: 'sum by (a) (x)', legendFormat: '{{a}}' }] }, // prettier-ignore
        { id: 6, type: 'text', title: '', span: 4, mode: 'html', content: '<h2>Hello</h2><script>alert(1)</script><p>See <a href="https://example.org/x" onclick="x()">the page</a> &amp; more</p><img src="http://x/y.png">' }, // prettier-ignore
        { id: 7, type: 'graph', title: 'Histogram', span: 4, xaxis: { mode: 'histogram' }, targets: [{ expr: 'x' }] },
        { id: 8, type: 'heatmap', title: 'Latency', span: 6, dataFormat: 'tsbuckets', color: { mode: 'spectrum', colorScheme: 'interpolateSpectral', exponent: 0.5 }, yAxis: { format: 's', decimals: 1, logBase: 1, show: true }, hideZeroBuckets: true, yBucketBound: 'auto', heatmap: {}, cards: {}, legend: { show: true }, targets: [{ expr: 'sum by (le) (rate(x_bucket[5m]))', format: 'heatmap', legendFormat: '{{le}}' }] }, // prettier-ignore
        { id: 9, type: 'alertlist', title: 'Alerts', span: 6, show: 'current', limit: 10, sortOrder: 1, stateFilter: [], onlyAlertsOnDashboard: true }, // prettier-ignore
      ],
    },
  ],
  templating: { list: [{ name: 'job', type: 'query', datasource: 'Prometheus', query: 'label_values(up, job)', multi: true, includeAll: true, current: { text: 'All', value: ['$__all'] }, regex: '/.*(api|web).*/', refresh: 1, sort: 3 }] }, // prettier-ignore
};
