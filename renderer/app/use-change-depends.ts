// What decides which actions that change a system there are: the locks, what is open, what was offered for it.
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { lockKeys } from '#shared/model/environment.ts';
import type { ConsoleStores } from '../state/console.ts';
import { useFeed, useWhole } from '../state/use-console.ts';
import { openObject } from '../views/changes/targets.ts';
import { lockNow } from '../views/environment/use-lock.ts';

export function useChangeDepends(stores: ConsoleStores): unknown[] {
  const { kind } = useWhole(stores.place.store);
  return [
    useFeed(stores.environment.environments).entries,
    useLockStates(stores),
    useWhole(stores.change.offers.open.store),
    useWhole(stores.change.offers.marked.store),
    useWhole(stores.table).marked,
    useStore(stores.kube.rows[kind].store, () => openObject(stores)?.key),
  ];
}

/** Changes with the locks, and at the moment when one of them is closed by its time; not with every second. */
function useLockStates(stores: ConsoleStores): string {
  const { entries } = useFeed(stores.environment.locks);
  const [, setRound] = useState(0);
  const now = stores.now();
  const next = Math.min(...[...entries.values()].map(({ unlockedUntil }) => unlockedUntil ?? Infinity).filter((until) => until > now)); // prettier-ignore
  useEffect(() => {
    if (!Number.isFinite(next)) return undefined;
    const timer = setTimeout(() => setRound((round) => round + 1), next - stores.now() + 1);
    return () => clearTimeout(timer);
  }, [next, stores]);
  return lockKeys.map((key) => `${key} ${entries.get(key)?.name} ${lockNow(stores, key, now).state}`).join();
}
