// The moment that is pointed at, shared by all charts of a view. Charts listen to it without being drawn anew.
import { createContext, useContext, useState } from 'react';

export interface Pointed {
  atMs: number;
  /** Which chart is pointed at; the others only follow. */
  by: string;
}

export interface Crosshair {
  get: () => Pointed | null;
  set: (pointed: Pointed | null) => void;
  subscribe: (onChange: () => void) => () => void;
}

export function createCrosshair(): Crosshair {
  let now: Pointed | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => now,
    set: (pointed) => {
      if (pointed?.atMs === now?.atMs && pointed?.by === now?.by) return;
      now = pointed;
      for (const listener of listeners) listener();
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

/** Around all charts that share one; a chart without it has its own. */
export const CrosshairContext = createContext<Crosshair | null>(null);

export function useCrosshair(): Crosshair {
  const [own] = useState(createCrosshair);
  return useContext(CrosshairContext) ?? own;
}
