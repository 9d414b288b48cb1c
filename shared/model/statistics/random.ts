// Random numbers that anyone can draw again. Every bootstrap takes a seed: the same data gives the same verdict.
import { requireCount } from './preconditions.ts';

/** The next number, uniform in [0, 1), in steps of 2^-32. */
export type Random = () => number;

/**
 * The generator sfc32 (Chris Doty-Humphrey, PractRand 0.93, "small fast counting", 128 bits of state, a period of at least
 * 2^32). The same seed gives the same numbers on every machine: it uses 32-bit integers only.
 *
 * @param seed Any whole number from 0; its low 53 bits count.
 * @throws OpsError bad_input for another seed.
 */
export function seededRandom(seed: number): Random {
  requireCount(seed, 'seed');
  let a = 0;
  let b = seed | 0;
  let c = Math.floor(seed / 2 ** 32) | 0;
  let counter = 1;
  const next: Random = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first draws of near seeds are alike; the author's own seeding throws away 12 to 15.
  for (let draw = 0; draw < 15; draw++) next();
  return next;
}

/** A whole number from 0 to `count` - 1, each as likely as the others but for a part in 2^32 / count. */
export function randomIndex(random: Random, count: number): number {
  return Math.floor(random() * count);
}
