// The quantile of a classic histogram out of its buckets, by the rules of Prometheus' histogram_quantile.

export interface Bucket {
  /** Inclusive; the last one has to be +Inf. */
  upperBound: number;
  /** Of all observations up to the bound. */
  count: number;
}

/**
 * Linear within the bucket that holds the rank: the lowest bucket begins at 0 where its bound is above 0 and is its bound
 * otherwise; a rank in the bucket to +Inf is the bound below it. NaN where there is no bucket to +Inf, none beside it, or no
 * observation; -Inf and +Inf for a q below 0 and above 1. Counts that fall from one bound to the next, as samples of one
 * moment need not be, are taken to stay.
 * Source: bucketQuantile, coalesceBuckets and ensureMonotonic in promql/quantile.go of Prometheus 2.42.
 */
export function bucketQuantile(q: number, given: readonly Bucket[]): number {
  if (Number.isNaN(q)) return NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const buckets = monotonic(given);
  const last = buckets.at(-1);
  if (last === undefined || last.upperBound !== Infinity || buckets.length < 2) return NaN;
  const observations = last.count;
  if (observations === 0) return NaN;
  const rank = q * observations;
  const at = lowest(buckets, rank);
  const bucket = buckets[at] ?? last;
  const below = buckets[at - 1];
  if (bucket === last) return below?.upperBound ?? NaN;
  if (below === undefined && bucket.upperBound <= 0) return bucket.upperBound;
  const start = below?.upperBound ?? 0;
  const before = below?.count ?? 0;
  return start + (bucket.upperBound - start) * ((rank - before) / (bucket.count - before));
}

/** The first of all but the last that reaches the rank, found as Go's sort.Search does: it matters where counts are NaN. */
function lowest(buckets: readonly Bucket[], rank: number): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((buckets[middle]?.count ?? NaN) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** In the order of their bounds, those of one bound together, never falling. */
function monotonic(given: readonly Bucket[]): Bucket[] {
  const buckets: Bucket[] = [];
  for (const { upperBound, count } of given.toSorted((a, b) => a.upperBound - b.upperBound)) {
    const before = buckets.at(-1);
    if (before?.upperBound === upperBound) before.count += count;
    else buckets.push({ upperBound, count });
  }
  let most = -Infinity;
  for (const bucket of buckets) {
    if (bucket.count > most) most = bucket.count;
    else if (bucket.count < most) bucket.count = most;
  }
  return buckets;
}
