// The actions of this moment: rebuilt when anything changes that decides whether one can be done.
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Action } from '../components/button.tsx';
import { useConsole, useFeed, useWhole } from '../state/use-console.ts';
import { containerActions } from './actions-containers.ts';
import { frameActions } from './actions-frame.ts';
import { readinessActions } from './actions-readiness.ts';

export function useActions(): Map<string, Action> {
  const stores = useConsole();
  const place = useWhole(stores.place.store);
  const depends = [
    place,
    useFeed(stores.plans).entries,
    useFeed(stores.checklist).entries,
    useFeed(stores.demo).entries,
    useWhole(stores.demoAsked),
    useWhole(stores.detail.store),
    useWhole(stores.settings.store),
    useWhole(stores.link.store).state,
    useFeed(stores.sources).entries,
    useStore(stores.containers.store, ({ entries }) => entries.get(place.container ?? '')),
  ];
  return useMemo(
    () =>
      new Map(
        [...readinessActions(stores), ...containerActions(stores), ...frameActions(stores)].map((one) => [one.id, one]),
      ),
    // The actions read the stores themselves; these are the parts of them that matter.
    // oxlint-disable-next-line react/exhaustive-deps
    [stores, ...depends],
  );
}
