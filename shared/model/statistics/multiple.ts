// Many tests at once: 20 metrics at 5 % give a false alarm in 64 of 100 comparisons. Adjusted p values are compared with
// alpha as they are.
import { requireFinite } from './preconditions.ts';

/**
 * Holm's adjusted p values (Scandinavian Journal of Statistics 6, 1979): the chance of even one false alarm among all is at
 * most alpha, however the tests depend on each other. For gates. In the order given; n log n.
 *
 * @param ps From 0 to 1 each.
 * @throws OpsError bad_input for what is not finite.
 */
export function holm(ps: readonly number[]): number[] {
  const n = ps.length;
  let worst = 0;
  return adjusted(
    ps,
    (a, b) => a - b,
    (p, place) => (worst = Math.max(worst, Math.min(1, p * (n - place)))),
  );
}

/**
 * Benjamini & Hochberg's adjusted p values (JRSS B 57, 1995): of the alarms raised, at most alpha are false on average, for
 * tests that are independent or rise together. For screening, not for gates. In the order given; n log n.
 *
 * @param ps From 0 to 1 each.
 * @throws OpsError bad_input for what is not finite.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const n = ps.length;
  let best = 1;
  return adjusted(
    ps,
    (a, b) => b - a,
    (p, place) => (best = Math.min(best, (p * n) / (n - place))),
  );
}

function adjusted(
  ps: readonly number[],
  byP: (a: number, b: number) => number,
  adjust: (p: number, place: number) => number,
): number[] {
  requireFinite(ps, 'ps', 0);
  const result = ps.slice();
  const sorted = ps.map((p, index) => ({ p, index })).sort((a, b) => byP(a.p, b.p));
  for (const [place, { p, index }] of sorted.entries()) result[index] = adjust(p, place);
  return result;
}
