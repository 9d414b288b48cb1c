// Which sample a moment means: the nearest, unless nothing is there.

/** Index of the first time that is not before `atMs`; the length where all are. */
export function firstAtOrAfter(times: Float64Array, atMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @returns the index of the sample nearest to a moment; -1 where none is within `withinMs`. */
export function nearestPoint(times: Float64Array, atMs: number, withinMs: number): number {
  const after = firstAtOrAfter(times, atMs);
  const toAfter = (times[after] ?? Infinity) - atMs;
  const toBefore = atMs - (times[after - 1] ?? -Infinity);
  const [index, distance] = toAfter <= toBefore ? [after, toAfter] : [after - 1, toBefore];
  return distance <= withinMs ? index : -1;
}
