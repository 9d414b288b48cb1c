// Whether what was sampled after each cycle stays flat. Pure.

export interface Slope {
  perHour: number;
  /** Half the width of the interval that holds the true slope in 19 of 20 such runs, were the noise independent. */
  uncertainty: number;
  samples: number;
}

export interface Judged {
  what: string;
  ok: boolean;
  words: string;
}

/** Fewer points than this show nothing. */
export const leastSamples = 4;

/** A straight line by least squares through the second half: the first half warms caches up. null where there are too few. */
export function slopeOf(samples: readonly { atMs: number; value: number }[]): Slope | null {
  const half = samples.slice(Math.floor(samples.length / 2));
  if (half.length < leastSamples) return null;
  const hours = half.map(({ atMs }) => atMs / 3_600_000);
  const values = half.map(({ value }) => value);
  const [meanHour, meanValue] = [mean(hours), mean(values)];
  const spread = sum(hours.map((hour) => (hour - meanHour) ** 2));
  const perHour = sum(hours.map((hour, at) => (hour - meanHour) * ((values[at] ?? 0) - meanValue))) / spread;
  const left = sum(values.map((value, at) => (value - meanValue - perHour * ((hours[at] ?? 0) - meanHour)) ** 2));
  const error = Math.sqrt(left / (half.length - 2) / spread);
  return { perHour, uncertainty: studentOf(half.length - 2) * error, samples: half.length };
}

/** Student's t at 97.5 %, from as many degrees of freedom as the least samples leave on. */
const student = [4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
const studentOf = (degrees: number): number => student[degrees - 2] ?? (degrees < 30 ? 2.2 : 2.04);

/** Growth is held against it only where it is more than the noise; how much a run of this length could hide is said. */
export function judgeSlope(what: string, slope: Slope | null, limitMiBPerHour: number): Judged {
  if (slope === null) return { what, ok: false, words: `not enough evidence: fewer than ${2 * leastSamples} cycles` };
  const { perHour, uncertainty, samples } = slope;
  const figures = `${perHour.toFixed(1)} ± ${uncertainty.toFixed(1)} MiB/h over ${samples} cycles`;
  if (perHour - uncertainty > limitMiBPerHour) return { what, ok: false, words: `grows by ${figures}` };
  if (perHour + uncertainty <= limitMiBPerHour) return { what, ok: true, words: `flat: ${figures}` };
  const hidden = (perHour + uncertainty).toFixed(1);
  return {
    what,
    ok: true,
    words: `flat within the noise: ${figures}; a growth of up to ${hidden} MiB/h would not be seen`,
  };
}

/** Nothing that is kept open may be more than it was after the first cycle. */
export function judgeOpen(what: string, first: Record<string, number>, last: Record<string, number>): Judged {
  const more = Object.entries(last).filter(([kind, count]) => count > (first[kind] ?? 0));
  const words = more.map(([kind, count]) => `${kind} ${first[kind] ?? 0} -> ${count}`).join(', ');
  const total = sum(Object.values(last));
  return {
    what,
    ok: more.length === 0,
    words: more.length === 0 ? `${total}, as after the first cycle` : `more: ${words}`,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
