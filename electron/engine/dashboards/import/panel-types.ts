// Kinds of panels that are not drawn, each with its reason, and the settings of panels that are read or change nothing
// that is seen.
import { isBlank, isFields, numberOf, own, textOf } from './json-read.ts';
import { clipped } from './notes.ts';

const reasons: Record<string, string> = {
  logs: 'It shows log lines; only metrics are drawn here.',
  news: 'It shows news from the web, which is not fetched.',
  dashlist: 'It lists dashboards of Grafana.',
  pluginlist: 'It lists plugins of Grafana.',
  gettingstarted: 'It introduces Grafana.',
  welcome: 'It introduces Grafana.',
  annolist: 'It lists annotations of Grafana.',
  canvas: 'A canvas is not drawn here.',
  geomap: 'A map is not drawn here.',
  'grafana-worldmap-panel': 'A map is not drawn here.',
  candlestick: 'Candlesticks are not drawn here.',
  flamegraph: 'A flame graph is not drawn here.',
  nodeGraph: 'A node graph is not drawn here.',
  traces: 'It shows traces; only metrics are drawn here.',
  trend: 'A trend over another axis than time is not drawn here.',
  xychart: 'A chart of one value over another is not drawn here.',
  datagrid: 'A data grid is not drawn here.',
  debug: 'It shows the inner state of Grafana.',
  live: 'It shows a live stream of Grafana.',
};

/** Why the panel is not drawn; null where it may be. */
export function reasonOf(json: unknown, type: string, ids: ReadonlySet<number>): string | null {
  if (!isFields(json)) return 'It is no panel: an object was expected.';
  const library = own(json, 'libraryPanel');
  if (isFields(library) && type === '') {
    const name = textOf(own(library, 'name')) || textOf(own(library, 'uid')) || 'without a name';
    return `It is the library panel “${clipped(name)}”, and its model is not in this file. Export the dashboard “for sharing externally” to include it.`; // prettier-ignore
  }
  if (type === 'library-panel-ref') return 'It refers to a library panel whose model is not in this file.';
  if (isSavedCopy(json, ids)) return `It is a copy of panel ${textOf(own(json, 'repeatPanelId'))} that was saved for one value; the repeat of that panel makes it anew.`; // prettier-ignore
  if (type === '') return 'It does not say of which kind it is.';
  if (Object.hasOwn(reasons, type)) return reasons[type] ?? null;
  if (drawn.has(type)) return null;
  return `It needs the plugin ${clipped(type)}, which is not part of this program.`;
}

/** Old exports hold what a repeat had made, beside the panel that is repeated. */
export function isSavedCopy(json: unknown, ids: ReadonlySet<number>): boolean {
  const of = numberOf(own(json, 'repeatPanelId'));
  return of !== null && ids.has(of) && of !== numberOf(own(json, 'id')) && isBlank(own(json, 'repeat'));
}

const drawn = new Set(['timeseries', 'graph', 'stat', 'singlestat', 'grafana-singlestat-panel', 'gauge', 'radialbar', 'bargauge', 'table', 'table-old', 'piechart', 'grafana-piechart-panel', 'heatmap', 'heatmap-new', 'state-timeline', 'status-history', 'barchart', 'histogram', 'text', 'alertlist']); // prettier-ignore

export const panelKeys = new Set(['id', 'title', 'type', 'description', 'gridPos', 'targets', 'datasource', 'options', 'fieldConfig', 'transformations', 'repeat', 'repeatDirection', 'maxPerRow', 'minSpan', 'maxDataPoints', 'interval', 'timeFrom', 'timeShift', 'transparent', 'links', 'alert', 'pluginVersion', 'libraryPanel', 'hideTimeOverride', 'cacheTimeout', 'queryCachingTTL', 'scopedVars', 'repeatIteration', 'repeatPanelId', 'repeatedByRow', 'span', 'height', 'editable', 'error', 'isNew', 'renderer', 'legend', 'tooltip', 'lines', 'fill', 'fillGradient', 'linewidth', 'points', 'pointradius', 'bars', 'stack', 'percentage', 'nullPointMode', 'steppedLine', 'dashes', 'dashLength', 'spaceLength', 'paceLength', 'seriesOverrides', 'aliasColors', 'thresholds', 'timeRegions', 'xaxis', 'yaxes', 'yaxis', 'y_formats', 'y-axis', 'x-axis', 'grid', 'decimals', 'hiddenSeries', 'format', 'valueName', 'prefix', 'postfix', 'prefixFontSize', 'postfixFontSize', 'valueFontSize', 'nullText', 'colorBackground', 'colorValue', 'colors', 'colorPostfix', 'colorPrefix', 'sparkline', 'gauge', 'mappingType', 'mappingTypes', 'valueMaps', 'rangeMaps', 'tableColumn', 'columns', 'styles', 'transform', 'sort', 'showHeader', 'scroll', 'fontSize', 'pageSize', 'color', 'cards', 'dataFormat', 'heatmap', 'hideZeroBuckets', 'highlightCards', 'reverseYBuckets', 'tooltipDecimals', 'xBucketNumber', 'xBucketSize', 'yAxis', 'xAxis', 'yBucketBound', 'yBucketNumber', 'yBucketSize', 'mode', 'content', 'pieType', 'legendType', 'strokeWidth', 'breakPoint', 'combine', 'maxDataPoints', 'show', 'limit', 'sortOrder', 'stateFilter', 'onlyAlertsOnDashboard', 'nameFilter', 'dashboardFilter', 'folderId', 'dashboardTags', 'alertName', '$$hashKey', 'hashKey', 'plugin', 'version', 'style', 'tags', 'model', 'headings', 'collapsed', 'panels', 'showTitle', 'titleSize', 'leftYAxisLabel', 'rightYAxisLabel', 'zerofill', 'crosshair', 'annotate', 'resolution', 'scale', 'queryTimeout', 'snapshotData', 'hideFrom', 'savedLayouts', 'timeCompare', 'valueOptions', 'path', 'refId', 'cornerRadius', 'flipTime', 'fontFormat', 'displayName', 'flipCard', 'isGrayOnNoData', 'isIgnoreOKColors', 'isHideAlertsOnDisable', 'colorMode']); // prettier-ignore
