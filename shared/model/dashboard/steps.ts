// How fine a question is asked: the step that `$__interval` stands for, from the time shown and the pixels there are. Pure.
import { durationMs } from '../duration.ts';

/** Steps that people can read, in milliseconds; those that Grafana rounds to. */
const niceMs = [1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 604_800_000, 2_592_000_000, 31_536_000_000]; // prettier-ignore

export interface StepQuestion {
  fromMs: number;
  toMs: number;
  /** Samples that can be told apart: pixels, or fewer where the panel says so. */
  points: number;
  /** Neither of the least steps is undercut. */
  leastMs: number;
}

/** Prometheus answers at most this many samples of a series. */
const serverLimit = 11_000;

/** The nearest nice step that is about the time over the points; never under `leastMs`, never more samples than the server gives. */
export function stepMsOf({ fromMs, toMs, points, leastMs }: StepQuestion): number {
  const spanMs = Math.max(1, toMs - fromMs);
  const raw = spanMs / Math.max(1, Math.min(points, serverLimit));
  const at = niceMs.findIndex((nice, index) => raw < (nice + (niceMs[index + 1] ?? Infinity)) / 2);
  const nice = Math.max(niceMs[at] ?? raw, leastMs);
  return Math.max(nice, Math.ceil(spanMs / serverLimit));
}

/**
 * Milliseconds of a least step as panels write it: `30s`, `>30s`, `15` for seconds, `1.5m`. Null where it is none, for
 * example where a variable in it has no value.
 */
export function writtenStepMs(text: string): number | null {
  const plain = text.trim().replace(/^>\s*/, '');
  if (plain === '') return null;
  if (/^\d+(?:\.\d+)?$/.test(plain)) return Number(plain) * 1000;
  const broken = /^(\d+\.\d+)(ms|[smhdwy])$/.exec(plain);
  if (broken !== null) return Number(broken[1]) * (durationMs(`1${broken[2]}`) ?? 0);
  return durationMs(plain.replace(/M$/, 'm'));
}
