// Chance that repeats itself for a seed, and the words made of it. Not for secrets.

export interface Random {
  /** From 0 up to, not including, 1. */
  next: () => number;
  /** A whole number from 0 up to, not including, `below`. */
  below: (below: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** Letters and digits as Kubernetes uses them in generated names: no vowels, nothing to mistake. */
  suffix: (length: number) => string;
  uid: () => string;
}

const safeLetters = 'bcdfghjklmnpqrstvwxz2456789';

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const hex = (length: number): string =>
    Math.floor(next() * 16 ** length)
      .toString(16)
      .padStart(length, '0');
  return {
    next,
    below,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    suffix: (length) => {
      let word = '';
      for (let at = 0; at < length; at += 1) word += safeLetters[below(safeLetters.length)];
      return word;
    },
    uid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(6)}${hex(6)}`,
  };
}

/** FNV-1a: a steady number for a text. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The same as a word of names. */
export function hashWord(text: string, length: number): string {
  let word = '';
  for (let rest = hashOf(text) + 1; word.length < length; rest = hashOf(`${rest}`))
    word += safeLetters[rest % safeLetters.length];
  return word;
}
