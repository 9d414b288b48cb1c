// Whether failures go with one of two sides more than chance would have it. Fisher's exact test (R. A. Fisher, 1935), which
// holds for small numbers; the p-value is the sum of all tables that are no likelier than the one seen.

export interface Split {
  badWith: number;
  goodWith: number;
  badWithout: number;
  goodWithout: number;
}

/** Logarithms of factorials, made as far as they are needed. */
const logFactorials: number[] = [0];
function logFactorial(n: number): number {
  for (let at = logFactorials.length; at <= n; at++) logFactorials.push((logFactorials[at - 1] ?? 0) + Math.log(at));
  return logFactorials[n] ?? 0;
}
const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Beyond it counts are scaled down, which only makes the answer more careful. */
const mostCounted = 20_000;
/** Tables are equally likely within the error of the sums. */
const slack = 1e-7;

/** Two-sided p-value, 0 to 1; 1 where a side has nothing. Counts are whole and not negative. */
export function fisherExact(split: Split): number {
  const { badWith, goodWith, badWithout, goodWithout } = scaled(split);
  const withSide = badWith + goodWith;
  const withoutSide = badWithout + goodWithout;
  const bad = badWith + badWithout;
  if (withSide === 0 || withoutSide === 0 || bad === 0 || bad === withSide + withoutSide) return 1;
  const total = logChoose(withSide + withoutSide, bad);
  const likelihood = (k: number): number => Math.exp(logChoose(withSide, k) + logChoose(withoutSide, bad - k) - total);
  const seen = likelihood(badWith);
  let sum = 0;
  for (let k = Math.max(0, bad - withoutSide); k <= Math.min(bad, withSide); k++) {
    const one = likelihood(k);
    if (one <= seen * (1 + slack)) sum += one;
  }
  return Math.min(1, sum);
}

/** How many times greater the odds of failure are on the side with; half a count is added to each, so that it is finite. */
export const oddsRatio = ({ badWith, goodWith, badWithout, goodWithout }: Split): number =>
  ((badWith + 0.5) * (goodWithout + 0.5)) / ((goodWith + 0.5) * (badWithout + 0.5));

function scaled(split: Split): Split {
  const total = split.badWith + split.goodWith + split.badWithout + split.goodWithout;
  if (total <= mostCounted) return split;
  const part = (count: number): number => Math.floor((count * mostCounted) / total);
  return { badWith: part(split.badWith), goodWith: part(split.goodWith), badWithout: part(split.badWithout), goodWithout: part(split.goodWithout) }; // prettier-ignore
}
