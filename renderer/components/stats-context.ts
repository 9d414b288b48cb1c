// What the containers in sight use, for the cells that show it: each is drawn anew for its own container only.
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ContainerStats } from '#shared/model/container-stats.ts';

export interface StatsSource {
  of: (key: string) => ContainerStats | undefined;
  /** Calls back when any of it changed; the answer ends that. */
  subscribe: (onChange: () => void) => () => void;
}

export const StatsContext = createContext<StatsSource>({ of: () => undefined, subscribe: () => () => undefined });

export function useContainerStats(key: string): ContainerStats | undefined {
  const source = useContext(StatsContext);
  return useSyncExternalStore(source.subscribe, () => source.of(key));
}
