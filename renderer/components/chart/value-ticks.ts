// Where an axis of values begins and ends and which figures stand at it: round ones, few enough not to touch.
import type { TickSteps } from './units.ts';

export interface ValueAxis {
  min: number;
  max: number;
  ticks: number[];
  /** What neighbouring ticks differ by; 0 on a logarithmic axis. */
  step: number;
}

const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** The smallest round step of at least `least` in that unit. */
export function roundStep(least: number, steps: TickSteps): number {
  if (!(least > 0) || !Number.isFinite(least)) return 1;
  if (steps === 'milliseconds') return roundStep(least / 1000, 'seconds') * 1000;
  if (steps === 'seconds' && least >= 1) {
    const found = secondSteps.find((step) => step >= least);
    return found ?? 86_400 * decimalStep(least / 86_400);
  }
  if (steps === 'binary' && least >= 1) return 2 ** Math.ceil(Math.log2(least) - 1e-9);
  return decimalStep(least);
}

function decimalStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const found = [1, 2, 2.5, 5, 10].find((step) => step * power >= least * (1 - 1e-9)) ?? 10;
  return found * power;
}

export interface AxisWish {
  /** Least and greatest of what is drawn; null where nothing is. */
  extent: readonly [number, number] | null;
  /** Given ends are kept as they are. */
  min?: number | null | undefined;
  max?: number | null | undefined;
  /** Figures there is room for. */
  most: number;
  steps: TickSteps;
  /** Zero belongs on the axis: bars and areas stand on it. */
  fromZero?: boolean;
}

/** A linear axis. Zero is on it where the values come near enough to it that leaving it out would mislead. */
export function linearAxis({ extent, most, steps, fromZero = false, ...ends }: AxisWish): ValueAxis {
  const { min, max } = soundEnds(ends);
  let [low, high] = extent ?? [0, 1];
  const spread = high - low;
  if (fromZero || (low > 0 && low <= spread)) low = Math.min(0, low);
  if (fromZero || (high < 0 && -high <= spread)) high = Math.max(0, high);
  low = min ?? low;
  high = max ?? high;
  if (!(high > low)) [low, high] = widened(low, high, min, max);
  const step = roundStep((high - low) / Math.max(1, most), steps);
  const from = min ?? Math.floor(low / step + 1e-9) * step;
  const to = max ?? Math.ceil(high / step - 1e-9) * step;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step - 1e-9); at * step <= to + step * 1e-9; at++) ticks.push(clean(at * step));
  return { min: from, max: to, ticks, step };
}

/** A pair of ends the wrong way round is taken as no wish. */
function soundEnds({ min, max }: Pick<AxisWish, 'min' | 'max'>): Pick<AxisWish, 'min' | 'max'> {
  const given = min !== null && min !== undefined && max !== null && max !== undefined;
  return given && min >= max ? {} : { min, max };
}

/** A single value gets room around it. */
function widened(low: number, high: number, min?: number | null, max?: number | null): [number, number] {
  const room = low === 0 ? 1 : Math.abs(low) * 0.1;
  if (min !== null && min !== undefined) return [low, low + room * 2];
  if (max !== null && max !== undefined) return [high - room * 2, high];
  return [low === 0 ? 0 : low - room, high + room];
}

/** 0.30000000000000004 is 0.3. */
const clean = (value: number): number => Number(value.toPrecision(12));

/**
 * A logarithmic axis over values above zero: whole powers of ten, and 2 and 5 between where there is room; durations from a
 * second on have whole seconds, minutes, hours and days.
 */
export function logAxis(wish: AxisWish): ValueAxis {
  const { extent, min, max, most, steps } = wish;
  const [least, greatest] = extent ?? [1, 10];
  if (steps === 'milliseconds') return timesThousand(logAxis({ ...wish, steps: 'seconds', extent: [least / 1000, greatest / 1000], min: thousandth(min), max: thousandth(max) })); // prettier-ignore
  if (steps === 'seconds' && (max ?? greatest) > 60) return durationAxis(wish, least, greatest);
  const low = min !== null && min !== undefined && min > 0 ? min : 10 ** Math.floor(Math.log10(least) + 1e-9);
  let high = max !== null && max !== undefined && max > 0 ? max : 10 ** Math.ceil(Math.log10(greatest) - 1e-9);
  if (!(high > low)) high = low * 10;
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const decades = last - first;
  const parts = decades * 3 <= most ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / Math.max(1, most)));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every)
    for (const part of parts) {
      const at = clean(part * 10 ** power);
      if (at >= low * (1 - 1e-9) && at <= high * (1 + 1e-9)) ticks.push(at);
    }
  return { min: low, max: high, ticks, step: 0 };
}

const thousandth = (value: number | null | undefined): number | null =>
  typeof value === 'number' ? value / 1000 : null;
const timesThousand = ({ min, max, ticks }: ValueAxis): ValueAxis => ({ min: min * 1000, max: max * 1000, ticks: ticks.map((tick) => clean(tick * 1000)), step: 0 }); // prettier-ignore

const wholeDurations = [1, 10, 60, 600, 3600, 36_000, 86_400, 864_000];
const moreDurations = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 18_000, 36_000, 86_400, 172_800, 432_000, 864_000]; // prettier-ignore

/** In seconds: decades below one and beyond ten days, and between them what a clock has. */
function durationAxis({ min, max, most }: AxisWish, least: number, greatest: number): ValueAxis {
  const decades = (from: number, to: number, unit: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, at) => clean(unit * 10 ** (from + at)));
  const whole = [...decades(-12, -1, 1), ...wholeDurations, ...decades(2, 9, 86_400)];
  const low = min !== null && min !== undefined && min > 0 ? min : (whole.findLast((at) => at <= least) ?? least);
  const wanted = max !== null && max !== undefined && max > 0 ? max : (whole.find((at) => at >= greatest) ?? greatest);
  const high = wanted > low ? wanted : low * 10;
  const inside = (all: readonly number[]): number[] => all.filter((at) => at >= low && at <= high);
  const more = inside([...decades(-12, -1, 1), ...moreDurations, ...decades(2, 9, 86_400)]);
  const fewer = inside(whole);
  const every = Math.max(1, Math.ceil(fewer.length / Math.max(1, most)));
  const ticks = more.length <= most ? more : fewer.filter((_, at) => at % every === 0);
  return { min: low, max: high, ticks, step: 0 };
}
