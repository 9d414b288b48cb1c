// Series as parts of their sum at each moment. Pure.
import type { ShownSeries } from './shown-series.ts';

/** Values of one stack become parts of one, 0 to 1; where the sum is nothing or unknown there is none. */
export function percentStacked(all: readonly ShownSeries[]): ShownSeries[] {
  const sums = new Map<string, Map<number, number>>();
  const stackOf = ({ style }: ShownSeries): string | null =>
    style.stack === 'percent' ? style.stackGroup || 'A' : null;
  for (const one of all) {
    const stack = stackOf(one);
    if (stack === null) continue;
    const sum = sums.get(stack) ?? new Map<number, number>();
    sums.set(stack, sum);
    one.times.forEach((time, at) => {
      const value = one.values[at] ?? Number.NaN;
      if (Number.isFinite(value)) sum.set(time, (sum.get(time) ?? 0) + value);
    });
  }
  return all.map((one) => {
    const sum = sums.get(stackOf(one) ?? '');
    if (sum === undefined) return one;
    return { ...one, values: one.values.map((value, at) => part(value, sum.get(one.times[at] ?? 0))) };
  });
}

const part = (value: number, sum: number | undefined): number =>
  sum === undefined || sum === 0 || !Number.isFinite(value) ? Number.NaN : value / sum;
