// A chart worked out to pixels, before anything is drawn: axes, scales, what each series comes to, who draws it.
// The frame, the canvas, the crosshair and the picture for export all read this one model, so that they agree.
import type { Zone } from '../times.ts';
import type { ChartOptions, ChartSeries, DrawMode, SeriesStyle, Span } from './chart-types.ts';
import { drawnSamples, stairsOf } from './drawn-samples.ts';
import { gapFactor, segmentsOf, type Segments } from './segments.ts';
import { dashes, type Look } from './series-colours.ts';
import { stackSeries, type Sampled } from './stack-series.ts';
import { timeTicks, type TimeTick } from './time-ticks.ts';
import type { AxisUnit } from './units.ts';
import { linearAxis, logAxis, type ValueAxis } from './value-ticks.ts';

/** More points than these are drawn on a canvas: Recharts takes over 50 ms for them. */
export const mostSvgPoints = 2000;
/**
 * As wide as lines are where nobody says. Many points get the line of one pixel: without a graphics card a browser takes
 * twenty times as long for any wider one, 12 ms for 20 series of 290 samples in place of 0.6. A few lines keep theirs when
 * every sample of them is drawn in the place of some.
 */
const usualWidthPx = { wide: 1.5, thin: 1 };
const mostWide = { series: 3, points: 7000 };
export const axisHeightPx = 22;

export interface PlotBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Scale {
  axis: ValueAxis;
  unit: AxisUnit;
  kind: 'linear' | 'log';
  /** Without figures. */
  hidden: boolean;
  /** Pixels from the top of the chart. */
  y: (value: number) => number;
}

export interface DrawnSeries {
  series: ChartSeries;
  look: Look;
  /** A CSS colour, of a variable where it is one of the eight. */
  colour: string;
  mode: DrawMode;
  fill: number;
  lineWidthPx: number;
  /** Strokes and gaps; empty for an unbroken line. */
  dash: readonly number[];
  /** How wide the dot at every sample is; 0 for none. */
  pointPx: number;
  /** Stairs have two points for each sample, of which the second is its own. */
  stairs: boolean;
  axis: 'left' | 'right';
  times: Float64Array;
  /** What is drawn: the sum up to here in a stack. */
  tops: Float64Array;
  /** What it stands on; null for the foot of the axis. */
  bases: Float64Array | null;
  segments: Segments;
}

export interface PlotModel {
  widthPx: number;
  heightPx: number;
  box: PlotBox;
  span: Span;
  stepMs: number;
  x: (atMs: number) => number;
  timeOf: (xPx: number) => number;
  ticks: readonly TimeTick[];
  left: Scale;
  /** Null where nothing is drawn against it. */
  right: Scale | null;
  drawn: DrawnSeries[];
  /** Samples that a logarithmic axis cannot show: zero and below. */
  leftOut: number;
  points: number;
  renderer: 'svg' | 'canvas';
}

export interface PlotWish {
  series: readonly ChartSeries[];
  looks: ReadonlyMap<string, Look>;
  /** Keys that are not drawn. */
  hidden: ReadonlySet<string>;
  options: ChartOptions;
  span: Span;
  stepMs: number;
  widthPx: number;
  heightPx: number;
  zone: Zone;
  /** Room above the plot, for flags. */
  topPx: number;
}

export function plotModel(wish: PlotWish): PlotModel {
  const { options, span, stepMs, widthPx, heightPx, zone, topPx } = wish;
  const { drawn: parts, leftOut } = drawnSeries(wish);
  const points = parts.reduce((sum, one) => sum + one.times.length * (one.fill > 0 ? 2 : 1), 0);
  const renderer =
    parts.every(({ mode, pointPx }) => mode === 'line' && pointPx === 0) && points <= mostSvgPoints ? 'svg' : 'canvas';
  const wide = renderer === 'svg' || (parts.length <= mostWide.series && points <= mostWide.points);
  const drawn = parts.map((one): DrawnSeries => ({ ...one, lineWidthPx: one.series.style?.lineWidthPx ?? options.lineWidthPx ?? usualWidthPx[wide ? 'wide' : 'thin'] })); // prettier-ignore
  const height = Math.max(10, heightPx - topPx - axisHeightPx);
  const most = Math.max(1, Math.floor(height / 34));
  const leftAxis = axisOf(drawn, 'left', options, span, most);
  const hasRight = drawn.some(({ axis }) => axis === 'right');
  const rightAxis = hasRight ? axisOf(drawn, 'right', options, span, most) : null;
  const leftPx = (options.axisHidden === true ? 8 : labelWidth(leftAxis, options.unit)) + (options.axisLabel ? 16 : 0);
  const rightPx =
    rightAxis === null || options.rightAxisHidden === true
      ? 16
      : labelWidth(rightAxis, options.rightUnit ?? options.unit);
  const box = { left: leftPx, top: topPx, width: Math.max(10, widthPx - leftPx - rightPx), height };
  const perMs = box.width / (span.toMs - span.fromMs);
  const kind = options.scale ?? 'linear';
  return {
    widthPx,
    heightPx,
    box,
    span,
    stepMs,
    x: (atMs) => box.left + (atMs - span.fromMs) * perMs,
    timeOf: (xPx) => span.fromMs + (xPx - box.left) / perMs,
    ticks: timeTicks(span, Math.floor(box.width / 88), zone),
    left: {
      axis: leftAxis,
      unit: options.unit,
      kind,
      hidden: options.axisHidden === true,
      y: scaleOf(leftAxis, kind, box),
    },
    right: rightAxis && { axis: rightAxis, unit: options.rightUnit ?? options.unit, kind, hidden: options.rightAxisHidden === true, y: scaleOf(rightAxis, kind, box) }, // prettier-ignore
    drawn,
    leftOut,
    points,
    renderer,
  };
}

export const scaleFor = (model: PlotModel, { axis }: Pick<DrawnSeries, 'axis'>): Scale =>
  axis === 'right' && model.right !== null ? model.right : model.left;

function drawnSeries({ series, looks, hidden, options, stepMs }: PlotWish) {
  const log = options.scale === 'log';
  const shown = series.filter(({ key }) => !hidden.has(key));
  const bands = log ? new Map<string, never>() : bandsOf(shown, options, stepMs);
  let leftOut = 0;
  const drawn = shown.map((one): Omit<DrawnSeries, 'lineWidthPx'> => {
    const look = looks.get(one.key) ?? { colour: 0, dash: 0 };
    const band = bands.get(one.key);
    const style: SeriesStyle = one.style ?? {};
    const { times, tops, bases } = layoutOf(one, band, stepMs);
    const segments = segmentsOf(times, tops, stepMs, log ? (value) => value > 0 : undefined, style.bridgeMs);
    if (log) for (const value of one.values) if (value <= 0) leftOut++;
    const mode = style.mode ?? options.mode ?? 'line';
    return {
      series: one,
      look,
      colour: style.colour ?? `var(--series-${look.colour})`,
      mode,
      fill: style.fill ?? options.fill ?? (band === undefined ? 0 : 0.25),
      dash: style.dash ?? dashes[look.dash] ?? [],
      pointPx: mode === 'bars' ? 0 : (style.pointPx ?? (mode === 'points' ? 4 : 0)),
      stairs: isStairs(style),
      axis: style.axis ?? 'left',
      times,
      tops,
      bases,
      segments,
    };
  });
  return { drawn, leftOut };
}

type Band = ReturnType<typeof stackSeries>[number];

const isStairs = ({ step, mode = 'line' }: SeriesStyle): boolean => step !== undefined && mode === 'line';

/** A stack is made of samples, and its bands become stairs. */
function layoutOf(
  one: ChartSeries,
  band: Band | undefined,
  stepMs: number,
): Pick<DrawnSeries, 'times' | 'tops' | 'bases'> {
  const style = one.style ?? {};
  const widestMs = Math.max(stepMs * gapFactor, style.bridgeMs ?? 0);
  const laid = (samples: Sampled): Sampled =>
    style.step !== undefined && isStairs(style) ? stairsOf(samples, style.step, widestMs) : samples;
  if (band === undefined) {
    const { times, values } = laid(drawnSamples(one, style));
    return { times, tops: values, bases: null };
  }
  const top = laid({ times: band.times, values: band.top });
  return { times: top.times, tops: top.values, bases: laid({ times: band.times, values: band.base }).values };
}

/** The bands of stacked series by key; each named stack and each axis apart. */
function bandsOf(shown: readonly ChartSeries[], options: ChartOptions, stepMs: number) {
  const stacks = new Map<string, ChartSeries[]>();
  for (const one of shown) {
    const stack = one.style?.stack === undefined ? (options.stacked === true ? '' : null) : one.style.stack;
    if (stack === null) continue;
    const name = `${one.style?.axis ?? 'left'} ${stack}`;
    stacks.set(name, [...(stacks.get(name) ?? []), one]);
  }
  const bands = new Map<string, Band>();
  for (const members of stacks.values())
    stackSeries(
      members.map((one) => ({ ...drawnSamples(one, one.style ?? {}), bridgeMs: one.style?.bridgeMs ?? 0 })),
      stepMs,
    ).forEach((band, place) => bands.set(members[place]?.key ?? '', band));
  return bands;
}

function axisOf(drawn: DrawnSeries[], which: 'left' | 'right', options: ChartOptions, span: Span, most: number) {
  const own = drawn.filter(({ axis }) => axis === which);
  const log = options.scale === 'log';
  const unit = which === 'right' ? (options.rightUnit ?? options.unit) : options.unit;
  const wish = {
    extent: extentOf(own, span, log),
    min: which === 'right' ? options.rightMin : options.min,
    max: which === 'right' ? options.rightMax : options.max,
    most,
    steps: unit.steps,
    fromZero: own.some(({ bases, mode, fill }) => bases !== null || mode === 'bars' || fill > 0),
  };
  return log ? logAxis(wish) : linearAxis(wish);
}

function extentOf(drawn: readonly DrawnSeries[], { fromMs, toMs }: Span, log: boolean): [number, number] | null {
  let min = Infinity;
  let max = -Infinity;
  for (const { times, tops } of drawn)
    for (let at = 0; at < tops.length; at++) {
      const value = tops[at] ?? Number.NaN;
      const time = times[at] ?? Number.NaN;
      if (!Number.isFinite(value) || (log && value <= 0) || time < fromMs || time > toMs) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  return min > max ? null : [min, max];
}

/** Figures of 11 px are close to 6.4 px wide; too wide does no harm, too narrow cuts them off. */
function labelWidth(axis: ValueAxis, unit: AxisUnit): number {
  const longest = axis.ticks.reduce((most, tick) => Math.max(most, tickText(axis, unit, tick).length), 1);
  return Math.min(120, Math.max(26, Math.ceil(longest * 6.4) + 12));
}

export const tickText = (axis: ValueAxis, unit: AxisUnit, tick: number): string =>
  unit.format(tick, axis.step === 0 ? undefined : axis.step);

function scaleOf({ min, max }: ValueAxis, kind: Scale['kind'], { top, height }: PlotBox): (value: number) => number {
  if (kind === 'linear') return (value) => top + height - ((value - min) / (max - min)) * height;
  const low = Math.log(min);
  const spread = Math.log(max) - low;
  return (value) => top + height - ((Math.log(value) - low) / spread) * height;
}
