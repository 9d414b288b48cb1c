// What has to be looked at again when time alone has passed: a pod that is given a minute to start, for one. Only what is
// due is touched.

export interface Rechecks {
  /** `at`: epoch milliseconds; null: no more. A later word about the same key replaces an earlier one. */
  set: (key: string, at: number | null) => void;
  /** Those that are due, each once. */
  due: (now: number) => string[];
}

const bucketMs = 1000;

export function createRechecks(): Rechecks {
  const buckets = new Map<number, Set<string>>();
  const bucketOf = new Map<string, number>();
  const remove = (key: string): void => {
    const bucket = bucketOf.get(key);
    if (bucket === undefined) return;
    bucketOf.delete(key);
    const keys = buckets.get(bucket);
    keys?.delete(key);
    if (keys?.size === 0) buckets.delete(bucket);
  };
  return {
    set: (key, at) => {
      const bucket = at === null ? null : Math.ceil(at / bucketMs);
      if (bucketOf.get(key) === bucket) return;
      remove(key);
      if (bucket === null) return;
      bucketOf.set(key, bucket);
      const keys = buckets.get(bucket) ?? new Set();
      keys.add(key);
      buckets.set(bucket, keys);
    },
    due: (now) => {
      const found: string[] = [];
      for (const [bucket, keys] of buckets) {
        if (bucket * bucketMs <= now) found.push(...keys);
      }
      for (const key of found) remove(key);
      return found;
    },
  };
}
