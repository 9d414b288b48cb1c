// The page's colours for a canvas, which knows no CSS variables, and word of it when the theme changes.
import { useSyncExternalStore } from 'react';
import type { ColourOf } from './draw-series.ts';

/** @param element whose variables count. */
export function coloursOf(element: Element): ColourOf {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  return (colour) => {
    const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
    if (name === undefined) return colour;
    const found = known.get(name) ?? (style.getPropertyValue(name).trim() || '#888');
    known.set(name, found);
    return found;
  };
}

const root = (): HTMLElement => document.documentElement;
const subscribe = (onChange: () => void): (() => void) => {
  const observer = new MutationObserver(onChange);
  observer.observe(root(), { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
};

/** Changes when the colours do. */
export const useTheme = (): string => useSyncExternalStore(subscribe, () => root().dataset['theme'] ?? '');
