// How many of all pairs of points are in falling order when there is no trend: Kendall's distribution.

/**
 * The chances that a random order of `n` values without ties has 0, 1 ... n(n-1)/2 pairs out of order (Kendall, Rank
 * Correlation Methods, 5.2). n^3 steps: at once for 50.
 */
export function chancesOfInversions(n: number): Float64Array {
  let chances = Float64Array.of(1);
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array(chances.length + size - 1);
    // The value put in last is out of order with 0 to size - 1 of the others, each as likely.
    let window = 0;
    for (let count = 0; count < next.length; count++) {
      window += (chances[count] ?? 0) - (chances[count - size] ?? 0);
      next[count] = window / size;
    }
    chances = next;
  }
  return chances;
}

/**
 * The variance of Kendall's S = pairs in rising less pairs in falling order, without a trend, for `n` points of which groups
 * of these sizes are tied in time or in value (Kendall, 4.6; Sen, JASA 63, 1968, 2.6).
 */
export function varianceOfS(n: number, tieSizes: readonly number[]): number {
  const part = (size: number) => size * (size - 1) * (2 * size + 5);
  return Math.max(0, part(n) - tieSizes.reduce((sum, size) => sum + part(size), 0)) / 18;
}
