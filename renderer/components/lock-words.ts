// How a lock stands this moment, and how long it stays open. Pure.
import type { Lock, LockKey } from '#shared/model/environment.ts';

/** What can be changed once a lock is open. */
export const lockWords: Record<LockKey, string> = { docker: 'Docker', kubernetes: 'Kubernetes', alertmanager: 'silences of its Alertmanager' }; // prettier-ignore

/** `nothing`: nothing stands behind it. `unprotected`: it needs no unlocking. `unknown`: nobody tells now. */
export type LockState = 'unknown' | 'nothing' | 'locked' | 'unlocked' | 'unprotected';

/** What is open only until a moment is locked after it, whether or not that was told yet. */
export function lockState(lock: Lock | undefined, now: number): LockState {
  if (lock === undefined) return 'unknown';
  if (lock.name === null) return 'nothing';
  if (lock.locked) return 'locked';
  if (lock.unlockedUntil === null) return 'unprotected';
  return lock.unlockedUntil > now ? 'unlocked' : 'locked';
}

/** Only then may anything that changes a system be shown. */
export const mayChange = (state: LockState): boolean => state === 'unlocked' || state === 'unprotected';

/** `9:32`. */
export function leftInWords(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `9 min`, in its last minute `40 s`. */
export function aboutLeftInWords(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}
