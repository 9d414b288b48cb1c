// Random bytes and digits for ids, drawn from the system in bulk: a call costs more than the bytes.
import { randomBytes, randomFillSync } from 'node:crypto';

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

let digits = '';
let digitsUsed = 0;

/** `count` hexadecimal digits, at most 64, that nobody else is given. */
export function takeHex(count: number): string {
  if (digitsUsed + count > digits.length) {
    digits = randomBytes(2048).toString('hex');
    digitsUsed = 0;
  }
  digitsUsed += count;
  return digits.slice(digitsUsed - count, digitsUsed);
}
