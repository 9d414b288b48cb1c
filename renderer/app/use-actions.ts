// The actions of this moment: rebuilt when anything changes that decides whether one can be done.
import { useMemo } from 'react';
import type { Action } from '../components/button.tsx';
import { useConsole, useFeed, useWhole } from '../state/use-console.ts';
import { frameActions } from './actions-frame.ts';
import { readinessActions } from './actions-readiness.ts';

export function useActions(): Map<string, Action> {
  const stores = useConsole();
  const depends = [
    useWhole(stores.place.store),
    useFeed(stores.plans).entries,
    useFeed(stores.checklist).entries,
    useWhole(stores.detail.store),
    useWhole(stores.settings.store),
    useWhole(stores.link.store).state,
  ];
  return useMemo(
    () => new Map([...readinessActions(stores), ...frameActions(stores)].map((action) => [action.id, action])),
    // The actions read the stores themselves; these are the parts of them that matter.
    // oxlint-disable-next-line react/exhaustive-deps
    [stores, ...depends],
  );
}
