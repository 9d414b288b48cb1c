// Series with their styles as a chart over time takes them: which axis, stack, colour, steps, and the limits of the axes.
// Pure.
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import { calcNames, calcTitles } from '#shared/model/dashboard/calcs.ts';
import type { Legend, ShapeOf } from '#shared/model/dashboard/panel.ts';
import { colourOf, limitsOf, stepsAt } from '#shared/model/dashboard/shown.ts';
import { axisText, formatValue, unitSteps } from '#shared/model/units/format-value.ts';
import type { ChartOptions, ChartSeries, SeriesStyle } from '../../components/chart/chart-types.ts';
import type { AxisUnit } from '../../components/chart/units.ts';
import { percentStacked } from './percent-stack.ts';
import type { ShownSeries } from './shown-series.ts';

export interface ShownChart {
  series: ChartSeries[];
  options: ChartOptions;
}

const mirrorUnit = (unit: AxisUnit): AxisUnit => ({
  ...unit,
  // What is drawn below zero keeps its figures at the axis; elsewhere values stand as they were answered.
  format: (value, step) => unit.format(step === undefined ? value : Math.abs(value), step),
});

export function chartUnit({ unit = '', decimals }: Pick<FieldStyle, 'unit' | 'decimals'>): AxisUnit {
  const options = { decimals: decimals ?? null };
  return {
    name: '',
    steps: unitSteps(unit),
    format: (value, step) =>
      step === undefined ? formatValue(value, unit, options) : axisText(value, unit, step, options),
  };
}

export function chartOf(all: readonly ShownSeries[], style: FieldStyle, shape: ShapeOf<'timeseries'>): ShownChart {
  const drawn = all.filter(({ style: own }) => own.hideFromChart !== true);
  const percent = drawn.some(({ style: own }) => own.stack === 'percent');
  const given = percent ? percentStacked(drawn) : drawn;
  const right = rightAxis(given);
  const mirrored = given.some(({ style: own }) => own.mirrored === true);
  const left = given.find((one) => !right(one))?.style ?? style;
  const other = given.find(right)?.style;
  const unitFor = (own: FieldStyle): AxisUnit => {
    const unit = chartUnit(percent && own.stack === 'percent' ? { unit: 'percentunit' } : own);
    return mirrored ? mirrorUnit(unit) : unit;
  };
  const leftLimits = axisLimits(given.filter((one) => !right(one)), left); // prettier-ignore
  const rightLimits = other === undefined ? null : axisLimits(given.filter(right), other);
  return {
    series: given.map((one) => ({
      key: one.key,
      name: one.name,
      labels: one.labels,
      times: one.times,
      values: valuesOf(one),
      // Parts of a sum have figures of their own.
      figures: percent ? undefined : one.figures,
      reduced: one.reduced,
      style: seriesStyle(one, right(one)),
    })),
    options: {
      unit: unitFor(left),
      min: leftLimits.min,
      max: leftLimits.max,
      ...(other === undefined ? {} : { rightUnit: unitFor(other), rightMin: rightLimits?.min ?? null, rightMax: rightLimits?.max ?? null }),
      scale: (left.logBase ?? 0) > 0 ? 'log' : 'linear',
      stacked: given.some(({ style: own }) => isStacked(own)),
      ...thresholdsOf(left, leftLimits),
      ...(left.axisLabel === undefined || left.axisLabel === '' ? {} : { axisLabel: left.axisLabel }),
      legend: shape.legend.as,
      ...legendOf(shape.legend),
      axisHidden: isHidden(given.filter((one) => !right(one))),
      rightAxisHidden: isHidden(given.filter(right)),
    },
  }; // prettier-ignore
}

/** Newer dashboards name the column to sort by as it is headed, older ones by its calculation. */
function legendOf({ calcs, sort }: Legend): Pick<ChartOptions, 'calcs' | 'legendSort'> {
  // A table without figures is one of names alone where the dashboard has it so.
  if (sort === null) return { calcs };
  const by =
    sort.by.toLowerCase() === 'name'
      ? 'name'
      : calcNames.find((calc) => calc === sort.by || calcTitles[calc] === sort.by);
  return by === undefined ? { calcs } : { calcs, legendSort: { by, down: sort.down } };
}

const isHidden = (all: readonly ShownSeries[]): boolean =>
  all.length > 0 && all.every(({ style }) => style.axis === 'hidden');

const plainPointPx = 4;

const isStacked = ({ stack }: FieldStyle): boolean => stack === 'normal' || stack === 'percent';

/** Asked for, or of another unit than the first: figures of two kinds do not share an axis. */
function rightAxis(all: readonly ShownSeries[]): (one: ShownSeries) => boolean {
  const first = all.find(({ style }) => style.axis !== 'right')?.style.unit ?? '';
  return ({ style }) => style.axis === 'right' || (style.axis !== 'left' && (style.unit ?? '') !== first);
}

function seriesStyle({ style, values }: ShownSeries, right: boolean): SeriesStyle {
  const made: SeriesStyle = { axis: right ? 'right' : 'left', stack: isStacked(style) ? (style.stackGroup || 'A') + (style.mirrored === true ? ' below' : '') : null }; // prettier-ignore
  const colour = seriesColour(style, values);
  if (colour !== null) made.colour = colour;
  if (style.draw !== undefined) made.mode = style.draw;
  if (style.fill !== undefined) made.fill = style.fill;
  if (style.lineWidthPx !== undefined) made.lineWidthPx = style.lineWidthPx;
  // Unbroken is what every line is said to be: the dashes that tell more than eight series apart stay.
  if (style.dash !== undefined && style.dash.length > 0) made.dash = style.dash.map((px) => Math.max(1, px));
  if (style.points === 'always' || style.draw === 'points')
    made.pointPx = Math.max(2, style.pointSizePx ?? plainPointPx);
  if (style.interpolation === 'step_after') made.step = 'after';
  if (style.interpolation === 'step_before') made.step = 'before';
  if (style.bridge === 'always') made.bridgeMs = Infinity;
  if (typeof style.bridge === 'number') made.bridgeMs = style.bridge;
  if (style.mirrored === true) made.mirrored = true;
  if (style.hideFromLegend === true) made.hideFromLegend = true;
  if (style.hideFromTooltip === true) made.hideFromTooltip = true;
  return made;
}

/** Null where the order of the series decides. Colours by value are those of the last one. */
export function seriesColour(style: FieldStyle, values: Float64Array): string | null {
  const kind = style.colour?.kind ?? 'palette';
  // Of most series nothing has to be read for that.
  const byValue = kind !== 'palette' && kind !== 'fixed';
  const last = byValue ? (values.findLast((value) => !Number.isNaN(value)) ?? Number.NaN) : Number.NaN;
  const colour = colourOf(last, style, byValue ? limitsOf(style, extent([values])) : null);
  return colour === 'text' ? 'var(--text)' : colour;
}

export function extent(all: readonly Float64Array[]): { min: number; max: number } | null {
  let [min, max] = [Infinity, -Infinity];
  for (const values of all) {
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : null;
}

/** Hard limits; and soft ones where nothing lies beyond them. */
function axisLimits(all: readonly ShownSeries[], style: FieldStyle): { min: number | null; max: number | null } {
  const bySamples = style.centredZero === true || style.softMin !== undefined || style.softMax !== undefined;
  const found = !bySamples
    ? null
    : extent(all.map(({ values, style: own }) => (own.mirrored === true ? values.map((value) => -value) : values)));
  const centre = style.centredZero === true && found !== null ? Math.max(Math.abs(found.min), Math.abs(found.max)) : null; // prettier-ignore
  const stacked = all.some(({ style: own }) => isStacked(own));
  const softMin = style.softMin !== undefined && found !== null && found.min >= style.softMin ? style.softMin : null;
  const softMax = style.softMax !== undefined && !stacked && found !== null && found.max <= style.softMax ? style.softMax : null; // prettier-ignore
  return {
    min: style.min ?? (centre === null ? softMin : -centre),
    max: style.max ?? centre ?? softMax,
  };
}

function thresholdsOf(style: FieldStyle, limits: { min: number | null; max: number | null }): Pick<ChartOptions, 'thresholds'> {
  const show = style.showThresholds ?? 'off';
  if (show === 'off' || style.thresholds === undefined) return {};
  const range = limits.min === null || limits.max === null ? null : { min: limits.min, max: limits.max };
  const steps = stepsAt(style.thresholds, range).map(({ at, colour }) => ({ at: at === -Infinity ? null : at, colour: colour === 'text' ? 'var(--text)' : colour }));
  return { thresholds: { steps, show } };
} // prettier-ignore

/** With zero where gaps are to be zero. */
const valuesOf = ({ values, style }: ShownSeries): Float64Array =>
  style.bridge === 'as_zero' && values.some(Number.isNaN)
    ? values.map((value) => (Number.isNaN(value) ? 0 : value))
    : values;
