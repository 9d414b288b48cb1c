// Whether errors come more often than before: counts a bucket, and the ratio of the later half's rate to the earlier one's.
import { rateRatio } from '../statistics/rate-ratio.ts';
import type { OpsTrendMetric } from './ops-models.ts';

const leastEvents = 6;
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** @param counts The oldest first; the later half is compared with the earlier one. */
export function trendMetric(key: string, counts: readonly number[], fromMs: number, bucketMs: number): OpsTrendMetric {
  const half = Math.floor(counts.length / 2);
  const sum = (part: readonly number[]): number => part.reduce((total, count) => total + count, 0);
  const early = { count: sum(counts.slice(0, half)), exposure: half };
  const late = { count: sum(counts.slice(half)), exposure: counts.length - half };
  const found = half === 0 ? null : rateRatio(late, early);
  const ratio = found && { value: finite(found.ratio), lower: found.lower, upper: finite(found.upper) };
  const total = early.count + late.count;
  const words = `${late.count} in the later half, ${early.count} in the earlier`;
  const told = (direction: OpsTrendMetric['direction'], reason: string): OpsTrendMetric => ({ key, fromMs, bucketMs, counts: [...counts], direction, reason, ratio }); // prettier-ignore
  if (found === null || total < leastEvents) return told('too_few', `${words}: too few to say (${leastEvents} are needed)`); // prettier-ignore
  if (found.lower > 1) return told('rising', `${words}: at least ${found.lower.toFixed(1)} times the rate`);
  if (found.upper < 1) return told('falling', `${words}: at most ${found.upper.toFixed(2)} times the rate`);
  return told('steady', `${words}: no difference is shown`);
}
