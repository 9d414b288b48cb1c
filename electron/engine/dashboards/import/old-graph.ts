// The graph panel of Grafana before 8, as a time series: what was said of the panel and in seriesOverrides becomes style
// and overrides.
import type { FieldStyle, Override } from '#shared/model/dashboard/field-style.ts';
import type { Legend, Shape } from '#shared/model/dashboard/panel.ts';
import { patternParts, safePattern } from '#shared/model/dashboard/safe-pattern.ts';
import { isKnownUnit } from '#shared/model/units/format-value.ts';
import { colourOf } from './colours.ts';
import { at, fieldsOf, flagOf, intOf, isBlank, isFields, listOf, numberOf, own, textOf } from './json-read.ts';
import { clipped, noteUnknown, type Notes } from './notes.ts';
import { calcOf } from './read-common.ts';
import { readGraphThresholds } from './old-graph-thresholds.ts';
import { unitWords } from './read-style.ts';

export interface OldPanel {
  shape: Shape;
  style: FieldStyle;
  overrides: Override[];
}

export function readOldGraph(panel: unknown, notes: Notes): OldPanel {
  const percent = flagOf(own(panel, 'percentage')) && flagOf(own(panel, 'stack'));
  const left = readAxis(panel, 0, notes);
  const right = readAxis(panel, 1, notes);
  const decimals = intOf(own(panel, 'decimals'), 0, 20);
  const style: FieldStyle = {
    ...left,
    ...(decimals !== null && { decimals }),
    colour: { kind: 'palette', by: 'order' },
    ...readLines(panel),
    stack: flagOf(own(panel, 'stack')) ? (percent ? 'percent' : 'normal') : 'none',
    ...readGraphThresholds(own(panel, 'thresholds'), notes.within('.thresholds')),
  };
  if (!isBlank(own(panel, 'timeRegions'))) notes.add('.timeRegions', 'regions of the time of day are not drawn');
  const shown = textOf(at(panel, 'tooltip.shared')) === 'false' ? 'single' : 'all';
  const named = Object.entries(fieldsOf(own(panel, 'aliasColors'))).flatMap(([name, value]): Override[] => {
    const colour = colourOf(value);
    return colour === null ? [] : [{ matcher: { kind: 'names', names: [name], except: false }, style: { colour: { kind: 'fixed', colour } } }]; // prettier-ignore
  });
  const overrides = listOf(own(panel, 'seriesOverrides')).flatMap((one, index) => readSeries(one, right, notes.within(`.seriesOverrides[${index}]`))); // prettier-ignore
  if (at(panel, 'xaxis.mode') === 'series') return bySeries(panel, style, [...named, ...overrides]);
  if (at(panel, 'xaxis.mode') === 'histogram') return byFrequency(panel, style, [...named, ...overrides], notes);
  return {
    shape: { kind: 'timeseries', legend: readOldLegend(own(panel, 'legend'), notes.within('.legend')), tooltip: shown },
    style,
    overrides: [...named, ...overrides],
  };
}

/** One bar of one value for each series. */
function bySeries(panel: unknown, style: FieldStyle, overrides: Override[]): OldPanel {
  const calc = calcOf(listOf(at(panel, 'xaxis.values'))[0]) ?? 'sum';
  const reduce = { calc, values: false, limit: null, fields: '' };
  const sizes = { valuePx: null, namePx: null };
  const shape: Shape = { kind: 'bargauge', reduce, direction: 'across', mode: 'basic', showUnfilled: false, valueMode: 'colour', ...sizes }; // prettier-ignore
  return { shape, style, overrides };
}

/** How often each value came, of all samples of all series together. */
function byFrequency(panel: unknown, style: FieldStyle, overrides: Override[], notes: Notes): OldPanel {
  const shape: Shape = {
    kind: 'histogram',
    size: null,
    buckets: intOf(at(panel, 'xaxis.buckets'), 1, 500) ?? 30,
    combined: true,
    legend: readOldLegend(own(panel, 'legend'), notes.within('.legend')),
  };
  return { shape, style, overrides };
}

/** Axes since version 10 of the schema; before that the units alone stood in `y_formats`. */
function readAxis(panel: unknown, index: 0 | 1, notes: Notes): FieldStyle {
  const axis = listOf(own(panel, 'yaxes'))[index];
  const style: FieldStyle = {};
  const unit = textOf(own(axis, 'format')) || textOf(listOf(own(panel, 'y_formats'))[index]);
  if (unit !== '') style.unit = unit;
  if (unit !== '' && !isKnownUnit(unit) && index === 0) notes.add(`.yaxes[${index}].format`, unitWords(unit));
  const [least, most] = [numberOf(own(axis, 'min')), numberOf(own(axis, 'max'))];
  if (least !== null) style.min = least;
  if (most !== null) style.max = most;
  if (textOf(own(axis, 'label')) !== '') style.axisLabel = textOf(own(axis, 'label'));
  const base = numberOf(own(axis, 'logBase'));
  if (base !== null && base > 1) style.logBase = base;
  const decimals = intOf(own(axis, 'decimals'), 0, 20);
  if (decimals !== null) style.decimals = decimals;
  if (own(axis, 'show') === false) style.axis = 'hidden';
  return style;
}

function readLines(of: unknown): FieldStyle {
  const [lines, bars, points] = [flagOf(own(of, 'lines'), true), flagOf(own(of, 'bars')), flagOf(own(of, 'points'))];
  const fill = numberOf(own(of, 'fill'));
  const nulls = textOf(own(of, 'nullPointMode'));
  const radius = numberOf(own(of, 'pointradius'));
  return {
    draw: bars && !lines ? 'bars' : points && !lines ? 'points' : bars ? 'bars' : 'line',
    lineWidthPx: Math.min(20, Math.max(0, numberOf(own(of, 'linewidth')) ?? 1)),
    fill: Math.min(1, Math.max(0, (fill ?? 1) / 10)),
    points: points ? 'always' : 'never',
    ...(radius !== null && points && { pointSizePx: Math.min(40, Math.max(1, radius * 2)) }),
    bridge: nulls === 'connected' ? 'always' : nulls === 'null as zero' ? 'as_zero' : 'never',
    ...(flagOf(own(of, 'steppedLine')) && { interpolation: 'step_after' as const }),
    ...(flagOf(own(of, 'dashes')) && { dash: dashOf(of) }),
  };
}

const dashOf = (of: unknown): number[] => [Math.max(0, numberOf(own(of, 'dashLength')) ?? 10), Math.max(0, numberOf(own(of, 'spaceLength')) ?? 10)]; // prettier-ignore

const overrideKeys = new Set(['alias', 'yaxis', 'fill', 'linewidth', 'lines', 'bars', 'points', 'pointradius', 'stack', 'color', 'dashes', 'dashLength', 'spaceLength', 'transform', 'hideTooltip', 'legend', 'nullPointMode', 'zindex', 'steppedLine', 'fillBelowTo', 'hiddenSeries', 'fillGradient', '$$hashKey', 'hashKey', 'decimals']); // prettier-ignore

function readSeries(one: unknown, right: FieldStyle, notes: Notes): Override[] {
  const alias = textOf(own(one, 'alias'));
  if (!isFields(one) || alias === '') return [];
  noteUnknown(notes, one, overrideKeys);
  const style: FieldStyle = { ...(numberOf(own(one, 'yaxis')) === 2 && { ...right, axis: 'right' as const }), ...readSeriesLines(one) }; // prettier-ignore
  const stack = own(one, 'stack');
  if (stack === false || stack === 'false') style.stack = 'none';
  else if (stack !== undefined && stack !== null) {
    style.stack = 'normal';
    if (typeof stack === 'string' && stack !== 'true') style.stackGroup = stack;
  }
  const colour = colourOf(own(one, 'color'));
  if (colour !== null) style.colour = { kind: 'fixed', colour };
  const transform = textOf(own(one, 'transform'));
  if (transform === 'negative-Y') style.mirrored = true;
  else if (transform !== '' && transform !== 'false') notes.add('.transform', `the transform ${clipped(transform)} is not applied`); // prettier-ignore
  if (own(one, 'legend') === false) style.hideFromLegend = true;
  if (flagOf(own(one, 'hideTooltip'))) style.hideFromTooltip = true;
  if (flagOf(own(one, 'hiddenSeries'))) style.hideFromChart = true;
  if (!isBlank(own(one, 'fillBelowTo'))) notes.add('.fillBelowTo', 'the band between two series is not filled');
  if (!/^\/.*\/[a-z]*$/s.test(alias)) return [{ matcher: { kind: 'names', names: [alias], except: false }, style }];
  const { pattern, flags } = patternParts(alias);
  const ready = safePattern(pattern, flags);
  if (typeof ready !== 'string') return [{ matcher: { kind: 'regexp', pattern, flags }, style }];
  notes.add('.alias', `the override for ${clipped(alias)} is not used: ${ready}`);
  return [];
}

/** Only what is said: the rest stays as the panel has it. */
function readSeriesLines(one: unknown): FieldStyle {
  const style: FieldStyle = {};
  const all = readLines(one);
  if (own(one, 'fill') !== undefined && all.fill !== undefined) style.fill = all.fill;
  if (own(one, 'linewidth') !== undefined && all.lineWidthPx !== undefined) style.lineWidthPx = all.lineWidthPx;
  if (['lines', 'bars', 'points'].some((key) => own(one, key) !== undefined) && all.draw !== undefined) {
    style.draw = all.draw;
    // Without lines, bars and points nothing is drawn but a band or the fill.
    if (own(one, 'lines') === false && all.draw === 'line') style.lineWidthPx = 0;
  }
  if (own(one, 'points') !== undefined && all.points !== undefined) style.points = all.points;
  if (own(one, 'nullPointMode') !== undefined && all.bridge !== undefined) style.bridge = all.bridge;
  if (own(one, 'steppedLine') !== undefined) style.interpolation = flagOf(own(one, 'steppedLine')) ? 'step_after' : 'linear'; // prettier-ignore
  if (own(one, 'dashes') !== undefined) style.dash = flagOf(own(one, 'dashes')) ? dashOf(one) : [];
  return style;
}

/** Names, and which figures of each are shown. */
export function readOldLegend(legend: unknown, notes: Notes): Legend {
  const shown = isFields(legend) ? flagOf(own(legend, 'show'), true) : true;
  const values = flagOf(own(legend, 'values'));
  const figures = [['min', 'min'], ['max', 'max'], ['avg', 'mean'], ['current', 'lastNotNull'], ['total', 'sum']] as const; // prettier-ignore
  const calcs = values ? figures.filter(([key]) => flagOf(own(legend, key))).map(([, calc]) => calc) : [];
  // Only by a figure that is shown.
  const sort = calcs.find((calc) => calc === figures.find(([key]) => key === own(legend, 'sort'))?.[1]);
  if (shown && flagOf(own(legend, 'hideEmpty'))) notes.add('.hideEmpty', 'series without values are named too');
  if (shown && flagOf(own(legend, 'hideZero'))) notes.add('.hideZero', 'series of nothing but zeros are named too');
  return {
    as: shown ? (flagOf(own(legend, 'alignAsTable')) ? 'table' : 'list') : 'hidden',
    side: flagOf(own(legend, 'rightSide')) ? 'right' : 'bottom',
    calcs,
    sort: sort === undefined ? null : { by: sort, down: flagOf(own(legend, 'sortDesc')) },
  };
}
