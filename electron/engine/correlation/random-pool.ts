// Random bytes for ids, drawn from the system in bulk: a call costs more than the bytes.
import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(16_384);
let used = pool.length;

/** `length` bytes, at most 64, that nobody else is given. They stay as they are until the next call: copy what is to last. */
export function takeRandom(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}
