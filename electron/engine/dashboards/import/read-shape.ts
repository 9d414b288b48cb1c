// How a panel of the present kinds is drawn, from its `options`. The kinds of older versions are in old-*.ts.
import type { Shape, ShapeOf } from '#shared/model/dashboard/panel.ts';
import { at, fieldsOf, flagOf, intOf, isBlank, listOf, numberOf, own, textOf, wordOf } from './json-read.ts';
import { colourOf, heatColours, plainHeat } from './colours.ts';
import { clipped, noteUnknown, type Notes } from './notes.ts';
import { quiet, readCalcs, readDirection, readLegend, readReduce, readSizes } from './read-common.ts';
import { barchart, histogram } from './read-bars.ts';
import { stateTimeline, statusHistory } from './read-states.ts';
import { readText } from './read-text.ts';

/** @param notes at the panel. */
export type ReadShape = (panel: unknown, notes: Notes) => Shape;

const options = (panel: unknown): unknown => own(panel, 'options');

const timeseries: ReadShape = (panel, notes) => {
  const under = notes.within('.options');
  noteUnknown(
    under,
    options(panel),
    new Set(['legend', 'timezone', 'orientation', 'graph', 'alertThreshold', ...quiet]),
  );
  const mode = textOf(at(panel, 'options.tooltip.mode'));
  return {
    kind: 'timeseries',
    legend: readLegend(at(panel, 'options.legend'), under.within('.legend')),
    tooltip: mode === 'multi' ? 'all' : mode === 'none' ? 'none' : 'single',
  };
};

const stat: ReadShape = (panel, notes) => {
  const of = options(panel);
  const under = notes.within('.options');
  noteUnknown(under, of, new Set(['reduceOptions', 'fieldOptions', 'orientation', 'colorMode', 'graphMode', 'textMode', 'justifyMode', 'text', 'wideLayout', 'showPercentChange', 'percentChangeColorMode', ...quiet])); // prettier-ignore
  if (flagOf(own(of, 'showPercentChange'))) under.add('.showPercentChange', 'the change in percent is not shown');
  return {
    kind: 'stat',
    reduce: readReduce(of, under),
    direction: readDirection(of),
    colourMode: wordOf(own(of, 'colorMode'), ['none', 'value', 'background', 'background_solid'], 'value'),
    textMode: wordOf(own(of, 'textMode'), ['auto', 'value', 'value_and_name', 'name', 'none'], 'auto'),
    course: own(of, 'graphMode') !== 'none',
    centred: own(of, 'justifyMode') === 'center',
    prefix: '',
    postfix: '',
    ...readSizes(of),
  };
};

const gauge: ReadShape = (panel, notes) => {
  const of = options(panel);
  const under = notes.within('.options');
  noteUnknown(under, of, new Set(['reduceOptions', 'fieldOptions', 'orientation', 'showThresholdLabels', 'showThresholdMarkers', 'text', 'sizing', 'minVizWidth', 'minVizHeight', 'barShape', 'barWidthFactor', 'segmentCount', 'segmentSpacing', 'effects', 'shape', 'endpointMarker', 'glow', 'sparkline', 'textMode', 'neutral', ...quiet])); // prettier-ignore
  return {
    kind: 'gauge',
    reduce: readReduce(of, under),
    // Dials stand side by side, whatever way they are said to go.
    direction: readDirection(of),
    showLabels: flagOf(own(of, 'showThresholdLabels')),
    showMarkers: flagOf(own(of, 'showThresholdMarkers'), true),
    ...readSizes(of),
  };
};

const bargauge: ReadShape = (panel, notes) => {
  const of = options(panel);
  const under = notes.within('.options');
  noteUnknown(under, of, new Set(['reduceOptions', 'fieldOptions', 'orientation', 'displayMode', 'showUnfilled', 'valueMode', 'text', 'sizing', 'minVizWidth', 'minVizHeight', 'maxVizHeight', 'namePlacement', 'legend', ...quiet])); // prettier-ignore
  return {
    kind: 'bargauge',
    reduce: readReduce(of, under),
    direction: readDirection(of),
    mode: wordOf(own(of, 'displayMode'), ['basic', 'gradient', 'lcd'], 'gradient'),
    showUnfilled: flagOf(own(of, 'showUnfilled'), true),
    valueMode: own(of, 'valueMode') === 'hidden' ? 'hidden' : own(of, 'valueMode') === 'text' ? 'text' : 'colour',
    ...readSizes(of),
  };
};

const table: ReadShape = (panel, notes) => {
  const of = options(panel);
  const under = notes.within('.options');
  noteUnknown(under, of, new Set(['showHeader', 'sortBy', 'footer', 'cellHeight', 'frameIndex', 'showTypeIcons', 'enablePagination', 'frozenColumns', 'disableKeyboardEvents', 'maxRowHeight', ...quiet])); // prettier-ignore
  if (textOf(own(of, 'cellHeight'), 'sm') !== 'sm') under.add('.cellHeight', 'rows are as high as one line');
  if (flagOf(own(of, 'enablePagination'))) under.add('.enablePagination', 'the rows are scrolled, not shown by pages');
  if ((numberOf(at(of, 'frozenColumns.left')) ?? 0) > 0)
    under.add('.frozenColumns', 'columns do not stay in sight when the table is scrolled sideways');
  const footer = own(of, 'footer');
  if (flagOf(own(footer, 'enablePagination')))
    under.add('.footer.enablePagination', 'the rows are scrolled, not shown by pages');
  const sort = listOf(own(of, 'sortBy')).flatMap((one) => {
    const column = textOf(own(one, 'displayName')) || textOf(own(one, 'id'));
    return column === '' ? [] : [{ column, down: flagOf(own(one, 'desc')) }];
  });
  const calcs = readCalcs(own(footer, 'reducer'), under.within('.footer.reducer'));
  return {
    kind: 'table',
    showHeader: flagOf(own(of, 'showHeader'), true),
    sort,
    footer: flagOf(own(footer, 'show')) && calcs.length > 0 ? { calcs, columns: listOf(own(footer, 'fields')).map((one) => textOf(one)).filter((one) => one !== '') } : null, // prettier-ignore
    rowHeight: own(of, 'cellHeight') === 'md' ? 'medium' : own(of, 'cellHeight') === 'lg' ? 'large' : 'small',
    pageSize: null,
  };
};

const pie: ReadShape = (panel, notes) => {
  const of = options(panel);
  const under = notes.within('.options');
  noteUnknown(under, of, new Set(['reduceOptions', 'pieType', 'displayLabels', 'legend', 'orientation', 'sort', 'text', ...quiet])); // prettier-ignore
  const words = <T extends string>(value: unknown, known: readonly T[]): T[] => known.filter((word) => listOf(value).includes(word)); // prettier-ignore
  return {
    kind: 'pie',
    reduce: readReduce(of, under),
    form: own(of, 'pieType') === 'donut' ? 'donut' : 'pie',
    legend: { ...readLegend(own(of, 'legend'), under.within('.legend')), values: words(at(of, 'legend.values'), ['value', 'percent']) }, // prettier-ignore
    labels: words(own(of, 'displayLabels'), ['name', 'value', 'percent']),
  };
};

/** The colours of a heatmap, from the fewest to the most. */
export function heatScale(color: unknown, notes: Notes): string[] {
  const scheme = textOf(own(color, 'scheme')) || textOf(own(color, 'colorScheme')) || 'Oranges';
  const found = heatColours(scheme);
  if (found === null) notes.add('.color', `the colours ${clipped(scheme)} are not known here; orange ones are used`);
  const colours = found ?? [...plainHeat];
  return flagOf(own(color, 'reverse')) ? colours.toReversed() : colours;
}

const heatmap: ReadShape = (panel, notes) => {
  const of = fieldsOf(options(panel));
  const under = notes.within('.options');
  noteUnknown(under, of, new Set(['calculate', 'calculation', 'color', 'yAxis', 'rowsFrame', 'cellValues', 'filterValues', 'legend', 'cellGap', 'cellRadius', 'cellSize', 'exemplars', 'showValue', 'xAxis', 'selectionMode', ...quiet])); // prettier-ignore
  const layout = textOf(at(of, 'rowsFrame.layout'));
  const base = numberOf(at(panel, 'fieldConfig.defaults.custom.scaleDistribution.log'));
  const isLog = at(panel, 'fieldConfig.defaults.custom.scaleDistribution.type') === 'log';
  if (own(of, 'showValue') === 'always') under.add('.showValue', 'the numbers are not written into the cells');
  noteHeat(of, under);
  const shades = at(of, 'color.mode') === 'opacity';
  return {
    kind: 'heatmap',
    buckets: flagOf(own(of, 'calculate')) ? 'calculated' : 'given',
    bound: layout === 'le' ? 'upper' : layout === 'ge' ? 'lower' : layout === 'unknown' ? 'middle' : 'auto',
    colours: shades ? shadesOf(at(of, 'color.fill')) : heatScale(own(of, 'color'), under),
    // Of shades alone: a scheme is linear.
    exponent: !shades || at(of, 'color.scale') === 'linear' ? 1 : (positive(numberOf(at(of, 'color.exponent'))) ?? 0.5),
    colourMin: numberOf(at(of, 'color.min')),
    colourMax: numberOf(at(of, 'color.max')),
    hideBelow: numberOf(at(of, 'filterValues.le')) ?? 1e-9,
    hideAbove: numberOf(at(of, 'filterValues.ge')),
    yUnit: textOf(at(of, 'yAxis.unit')) || textOf(at(panel, 'fieldConfig.defaults.unit')),
    yDecimals: intOf(at(of, 'yAxis.decimals'), 0, 20),
    yMin: numberOf(at(of, 'yAxis.min')),
    yMax: numberOf(at(of, 'yAxis.max')),
    yReverse: flagOf(at(of, 'yAxis.reverse')),
    yLogBase: isLog ? (base ?? 2) : 0,
    showLegend: flagOf(at(of, 'legend.show'), true),
    calculatedRows: intOf(at(of, 'calculation.yBuckets.value'), 1, 500),
  };
};

/** From nothing to the whole colour. */
export function shadesOf(colour: unknown): string[] {
  const full = colourOf(colour) ?? '#FF780A';
  return ['transparent', full];
}

function noteHeat(of: unknown, under: Notes): void {
  if (numberOf(at(of, 'yAxis.min')) !== null || numberOf(at(of, 'yAxis.max')) !== null) under.add('.yAxis', 'every bucket with a count is shown, whatever the limits of the axis'); // prettier-ignore
  if (textOf(at(of, 'yAxis.axisPlacement')) === 'hidden') under.add('.yAxis.axisPlacement', 'the axis is shown');
  if (textOf(at(of, 'calculation.yBuckets.mode')) === 'size') under.add('.calculation.yBuckets', 'buckets are counted out by number, not by size'); // prettier-ignore
  if (textOf(at(of, 'calculation.xBuckets.value')) !== '') under.add('.calculation.xBuckets', 'buckets are as long as the step'); // prettier-ignore
}

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

const alerts: ReadShape = (panel, notes) => {
  // Before version 8 the options stood at the panel itself.
  const of = options(panel) === undefined || isBlank(options(panel)) ? panel : options(panel);
  const under = of === panel ? notes : notes.within('.options');
  return readAlerts(of, under);
};

function readAlerts(of: unknown, notes: Notes): ShapeOf<'alerts'> {
  const filter = own(of, 'stateFilter');
  const wanted = (key: string): boolean => Array.isArray(filter) ? filter.includes(key) : flagOf(own(filter, key)); // prettier-ignore
  const states = [
    ...(wanted('firing') || wanted('alerting') ? (['firing'] as const) : []),
    ...(wanted('pending') ? (['pending'] as const) : []),
    ...(wanted('normal') || wanted('inactive') || wanted('ok') ? (['inactive'] as const) : []),
  ];
  for (const key of [
    'folder',
    'folderId',
    'dashboardAlerts',
    'dashboardFilter',
    'dashboardTitle',
    'tags',
    'dashboardTags',
    'onlyAlertsOnDashboard',
    'alertmanager',
    'groupBy',
  ]) {
    // prettier-ignore
    if (!isBlank(own(of, key))) notes.add(`.${key}`, `${key} has no meaning for the rules of Prometheus and is not used`);
  }
  if (own(of, 'showOptions') === 'changes' || own(of, 'show') === 'changes') notes.add('', 'present states are listed, not recent changes'); // prettier-ignore
  return {
    kind: 'alerts',
    states: states.length > 0 ? states : ['firing', 'pending'],
    name: textOf(own(of, 'alertName')) || textOf(own(of, 'nameFilter')),
    selector: textOf(own(of, 'alertInstanceLabelFilter')),
    limit: intOf(own(of, 'maxItems') ?? own(of, 'limit'), 1, 1000) ?? 20,
    sort: numberOf(own(of, 'sortOrder')) === 1 || numberOf(own(of, 'sortOrder')) === 2 ? 'name' : 'importance',
  };
}

export const presentShapes: ReadonlyMap<string, ReadShape> = new Map<string, ReadShape>([
  ['timeseries', timeseries],
  ['stat', stat],
  ['gauge', gauge],
  ['radialbar', gauge],
  ['bargauge', bargauge],
  ['table', table],
  ['piechart', pie],
  ['heatmap', heatmap],
  ['heatmap-new', heatmap],
  ['state-timeline', stateTimeline],
  ['status-history', statusHistory],
  ['barchart', barchart],
  ['histogram', histogram],
  ['text', readText],
  ['alertlist', alerts],
]);
