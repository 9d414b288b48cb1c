// The normal distribution, and Student's t from it where few points carry an interval.
import { incompleteBeta } from './beta.ts';
import { requirePositive, requireShare } from './preconditions.ts';

const smallNumerator = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
];
const smallDenominator = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];

/** A polynomial, the coefficient of the highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

/**
 * The chance that a standard normal variable is at most `z`. To about 1e-15, in the far tails to 1e-8 of itself (Hart 1968,
 * algorithm 5666, as given by G. West, "Better approximations to cumulative normal functions", Wilmott 2005). Constant time.
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  let tail = 0;
  if (size <= 37) {
    const density = Math.exp((-size * size) / 2);
    if (size < 7.07106781186547) {
      tail = (density * polynomial(smallNumerator, size)) / polynomial(smallDenominator, size);
    } else {
      const fraction = size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))));
      tail = density / fraction / 2.506628274631;
    }
  }
  return z > 0 ? 1 - tail : tail;
}

const centreNumerator = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const centreDenominator = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const middleNumerator = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const middleDenominator = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const tailNumerator = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const tailDenominator = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];

/**
 * The z below which a standard normal variable is with chance `p`. To about 1e-16 (M. J. Wichura, algorithm AS 241, PPND16,
 * Applied Statistics 37, 1988). Constant time.
 *
 * @throws OpsError bad_input unless 0 < p < 1.
 */
export function normalQuantile(p: number): number {
  requireShare(p, 'p');
  const fromCentre = p - 0.5;
  if (Math.abs(fromCentre) <= 0.425) {
    const r = 0.180625 - fromCentre * fromCentre;
    return (fromCentre * polynomial(centreNumerator, r)) / polynomial(centreDenominator, r);
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const size =
    r <= 5
      ? polynomial(middleNumerator, r - 1.6) / polynomial(middleDenominator, r - 1.6)
      : polynomial(tailNumerator, r - 5) / polynomial(tailDenominator, r - 5);
  return fromCentre < 0 ? -size : size;
}

/**
 * The t below which a Student variable is with chance `p`. By bisection on the incomplete beta function, which gives its
 * distribution (Abramowitz & Stegun 26.7.1); to about 1e-10.
 *
 * @throws OpsError bad_input unless 0 < p < 1 and degreesOfFreedom > 0.
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  requireShare(p, 'p');
  requirePositive(degreesOfFreedom, 'degreesOfFreedom');
  if (p < 0.5) return -studentQuantile(1 - p, degreesOfFreedom);
  const above = (t: number) =>
    incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5) / 2;
  let low = 0;
  let high = 1;
  while (above(high) > 1 - p) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (above(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
