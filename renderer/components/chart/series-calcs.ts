// Figures of a series for legends and summaries, over the samples that are numbers.
export type Calcs = Record<'last' | 'min' | 'max' | 'mean' | 'total', number>;

/** NaN where there is nothing to say; `last` is the last sample whatever it is. Infinities count. */
export function calcsOf(values: Float64Array): Calcs {
  let min = Infinity;
  let max = -Infinity;
  let total = 0;
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    total += value;
    count++;
  }
  const last = values.at(-1) ?? Number.NaN;
  if (count === 0) return { last, min: Number.NaN, max: Number.NaN, mean: Number.NaN, total: Number.NaN };
  return { last, min, max, mean: total / count, total };
}
