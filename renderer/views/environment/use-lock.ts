// How the locks stand now, for views and for actions. Without a live engine nobody knows, and nothing may be changed.
import { lockState, type LockState } from '../../components/lock-words.ts';
import { useClock } from '../../components/clock-context.tsx';
import type { Lock, LockKey } from '#shared/model/environment.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';

export interface LockView {
  lock: Lock | undefined;
  state: LockState;
}

export function lockNow({ environment, link }: ConsoleStores, key: LockKey, now: number): LockView {
  const { state, entries } = environment.locks.store.getState();
  const lock = entries.get(key);
  const told = state === 'live' && link.store.getState().state === 'live';
  return { lock, state: told ? lockState(lock, now) : 'unknown' };
}

export function useLock(key: LockKey): LockView {
  const stores = useConsole();
  useFeed(stores.environment.locks);
  const { now } = useClock();
  return lockNow(stores, key, now);
}
