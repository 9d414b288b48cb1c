// Whether something changes to and fro so often that telling of each change would hide the rest. Pure.

/** Begins to fire and ceases to are a change each. */
export const flapWindowMs = 3_600_000;
const flapsFrom = 6;
const calmFrom = 2;

/**
 * Six changes within the hour begin it; it ends when no more than two are left, so that it does not flap itself.
 * @param changesMs ascending
 */
export function isFlapping(changesMs: readonly number[], was: boolean, nowMs: number): boolean {
  const count = changesMs.filter((at) => at > nowMs - flapWindowMs).length;
  return was ? count > calmFrom : count >= flapsFrom;
}
