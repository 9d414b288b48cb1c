// What a chart is given and what it tells: plain data, the same for dashboards, Explore and every other screen.
import type { CalcName } from '#shared/model/dashboard/calcs.ts';
import type { Figures } from './decode-frame.ts';
import type { AxisUnit } from './units.ts';

/** How one series is drawn, where that differs from the chart's own options. */
export interface SeriesStyle {
  /** A CSS colour; otherwise one of the eight, in order. */
  colour?: string;
  mode?: DrawMode;
  /** 0 for no fill, 1 for a full one. */
  fill?: number;
  lineWidthPx?: number;
  axis?: 'left' | 'right';
  /** Series of one name are stacked upon each other; null for one that is not stacked in a stacked chart. */
  stack?: string | null;
  /** Lengths of strokes and gaps in pixels, in place of those that tell series of one colour apart. */
  dash?: readonly number[];
  /** A dot at every sample, so wide; otherwise only at samples alone between gaps. */
  pointPx?: number;
  /** The value holds until the next sample, or since the one before. */
  step?: 'before' | 'after';
  /** Gaps of at most so long are bridged. */
  bridgeMs?: number;
  /** Drawn below zero; its figures stay as they are. */
  mirrored?: boolean;
  hideFromLegend?: boolean;
  hideFromTooltip?: boolean;
}

export interface ChartSeries {
  /** Says which series it is from one answer to the next. */
  key: string;
  name: string;
  /** Where the name says only what differs: all of it, for files and on hover. */
  fullName?: string;
  labels: Readonly<Record<string, string>>;
  /** Epoch milliseconds, ascending. */
  times: Float64Array;
  /** As many; NaN is a gap, infinities are marked at the edge. */
  values: Float64Array;
  /** Of all samples, where some of them were left out. */
  figures?: Figures | undefined;
  /** Whether samples were left out, so that lines look the same: a time without one may have had one. */
  reduced?: boolean;
  style?: SeriesStyle;
}

export type DrawMode = 'line' | 'bars' | 'points';
export interface Span {
  fromMs: number;
  toMs: number;
}

/** From `at` upward it is of this colour; the lowest step has no `at`. */
export interface ThresholdStep {
  at: number | null;
  colour: string;
}

export interface Annotation {
  key: string;
  atMs: number;
  /** Null for a moment; otherwise until when. */
  toMs: number | null;
  title: string;
  detail: string;
  tone: 'plain' | 'bad' | 'good' | 'gap';
}

/** The intervals in which something was watched; all the rest of the span was not. */
export interface CoverageRow {
  name: string;
  observed: readonly Span[];
  /** Before it nothing is known of whether anybody looked. */
  knownFromMs: number;
}

export interface ChartOptions {
  unit: AxisUnit;
  rightUnit?: AxisUnit;
  scale?: 'linear' | 'log';
  stacked?: boolean;
  mode?: DrawMode;
  fill?: number;
  lineWidthPx?: number;
  /** The axis begins or ends here; what lies outside is cut off. */
  min?: number | null;
  max?: number | null;
  rightMin?: number | null;
  rightMax?: number | null;
  thresholds?: { steps: readonly ThresholdStep[]; show: 'lines' | 'regions' | 'both' };
  /** Words along the left axis. */
  axisLabel?: string;
  legend?: 'list' | 'table' | 'hidden';
  calcs?: readonly CalcName[];
  /** The order of the legend; that of the series where it is absent. */
  legendSort?: { by: CalcName | 'name'; down: boolean };
  /** Axes without figures. */
  axisHidden?: boolean;
  rightAxisHidden?: boolean;
}

/** How much of it is to be believed. */
export type ChartState =
  | { kind: 'live' }
  /** It is being asked anew; what is drawn is the answer before. */
  | { kind: 'refreshing' }
  /** The last question failed; what is drawn is as of then. */
  | { kind: 'stale'; asOfMs: number; reason: string };
