// Ranks of two samples together, and how a rank sum is distributed when the samples do not differ.

/** Both samples together from at most so many values on are too many to count every split; see rank-test.ts. */
export const exactLimit = 50;

/** For each value the mean of the places it takes among all, from 1; ties share theirs. n log n. */
export function midranks(values: readonly number[]): { ranks: number[]; tieSizes: number[] } {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = values.map(() => 0);
  const tieSizes: number[] = [];
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end++;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    if (end - start > 1) tieSizes.push(end - start);
    start = end;
  }
  return { ranks, tieSizes };
}

/**
 * In how many ways `count` of these ranks can be taken so that twice their sum is the index: the exact distribution of the
 * rank sum given the ties (the shift algorithm of Streitberg & Röhmel, Statistical Software Newsletter 12, 1986). Counts are
 * whole numbers below 2^53 for up to 50 ranks. Time and space are of the order of ranks * count * sum, about 10 ms for 50.
 */
export function rankSumCounts(ranks: readonly number[], count: number): Float64Array {
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const limit = doubled
    .toSorted((a, b) => b - a)
    .slice(0, count)
    .reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: count + 1 }, () => new Float64Array(limit + 1));
  (ways[0] as Float64Array)[0] = 1;
  let taken = 0;
  for (const rank of doubled) {
    taken = Math.min(taken + 1, count);
    for (let size = taken; size >= 1; size--) {
      const from = ways[size - 1] as Float64Array;
      const to = ways[size] as Float64Array;
      for (let sum = limit; sum >= rank; sum--) to[sum] = (to[sum] as number) + (from[sum - rank] as number);
    }
  }
  return ways[count] as Float64Array;
}

/**
 * The chances that the Mann-Whitney U of samples of n1 and n2 values without ties is 0, 1 ... n1 * n2 (the recursion of
 * Mann & Whitney, Annals of Mathematical Statistics 18, 1947, for partitions in a box). n1 * n2 * (n1 + n2) steps.
 */
export function chancesOfU(n1: number, n2: number): Float64Array {
  // The coefficients of the Gaussian binomial: times (1 - q^(n2 + i)), through (1 - q^i), for each i up to n1.
  const ways = new Float64Array(n1 * n2 + 1);
  ways[0] = 1;
  for (let i = 1; i <= n1; i++) {
    for (let u = ways.length - 1; u >= n2 + i; u--) ways[u] = (ways[u] as number) - (ways[u - n2 - i] as number);
    for (let u = i; u < ways.length; u++) ways[u] = (ways[u] as number) + (ways[u - i] as number);
  }
  const total = ways.reduce((sum, count) => sum + count, 0);
  return ways.map((count) => count / total);
}
