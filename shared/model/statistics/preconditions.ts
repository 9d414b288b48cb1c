// What the statistics ask of their arguments, refused in one way. What the data cannot answer is not refused here: that is
// an interval without an end, or an inconclusive verdict.
import { OpsError } from '../ops-error.ts';

/** @throws OpsError bad_input unless there are at least `least` values and each is finite. */
export function requireFinite(values: readonly number[], name: string, least = 1): void {
  if (values.length < least) {
    throw new OpsError('bad_input', `${name} has ${values.length} values, and at least ${least} are needed`);
  }
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) throw new OpsError('bad_input', `${name}[${odd}] is ${values[odd]}, not a finite number`);
}

/** @throws OpsError bad_input unless 0 < value < 1. */
export function requireShare(value: number, name: string): void {
  if (!(value > 0 && value < 1)) {
    throw new OpsError('bad_input', `${name} is ${value}; it is to be above 0 and below 1`);
  }
}

/** @throws OpsError bad_input unless the value is an integer of at least `least`. */
export function requireCount(value: number, name: string, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new OpsError('bad_input', `${name} is ${value}; it is to be a whole number of at least ${least}`);
  }
}

/** @throws OpsError bad_input unless the value is finite and above 0. */
export function requirePositive(value: number, name: string): void {
  if (!(value > 0 && value < Infinity)) {
    throw new OpsError('bad_input', `${name} is ${value}; it is to be above 0`);
  }
}

/** @throws OpsError too_large where the work asked for is beyond the documented bound. */
export function requireAtMost(value: number, limit: number, name: string): void {
  if (value > limit) throw new OpsError('too_large', `${name} is ${value}; at most ${limit} are taken`);
}
