// One number of a series, where the shared rules have none yet. Pure.
import type { CalcName } from '#shared/model/dashboard/calcs.ts';

export function calcOf(values: Float64Array, calc: CalcName): number | null {
  const numbers = values.filter((value) => !Number.isNaN(value));
  if (numbers.length === 0) return null;
  if (calc === 'min') return numbers.reduce((a, b) => Math.min(a, b));
  if (calc === 'max') return numbers.reduce((a, b) => Math.max(a, b));
  if (calc === 'sum') return numbers.reduce((a, b) => a + b);
  if (calc === 'mean') return numbers.reduce((a, b) => a + b) / numbers.length;
  if (calc === 'count') return numbers.length;
  if (calc === 'first' || calc === 'firstNotNull') return numbers[0] ?? null;
  return numbers.at(-1) ?? null;
}
