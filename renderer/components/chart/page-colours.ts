// The page's colours and font for a canvas, which knows no CSS variables, and word of it when they change.
import { useSyncExternalStore } from 'react';
import type { ColourOf } from './draw-series.ts';

/** Reading one makes the browser work all styles out, for every chart anew; they change with the theme alone. */
const kept = { theme: '', colours: new Map<string, string>() };

/** Colours are variables of the whole page. */
export function pageColours(): ColourOf {
  const theme = root().dataset['theme'] ?? '';
  if (kept.theme !== theme) Object.assign(kept, { theme, colours: new Map() });
  return (colour) => {
    const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
    if (name === undefined) return colour;
    const known = kept.colours.get(name);
    if (known !== undefined) return known;
    const found = getComputedStyle(root()).getPropertyValue(name).trim();
    // Before the styles are there nothing is kept.
    if (found !== '') kept.colours.set(name, found);
    return found || '#888';
  };
}

let font = '';

/** The family of the page's texts; asking for it anew costs as much as a colour. */
export function pageFont(): string {
  font ||= getComputedStyle(document.body).fontFamily;
  return font;
}

const root = (): HTMLElement => document.documentElement;
const subscribe = (onChange: () => void): (() => void) => {
  const observer = new MutationObserver(onChange);
  observer.observe(root(), { attributes: true, attributeFilter: ['data-theme'] });
  // What was drawn before a font had come is in another; where nothing is laid out, as in tests, there are no fonts.
  const fonts = fontsOf();
  fonts?.addEventListener('loadingdone', onChange);
  return () => {
    observer.disconnect();
    fonts?.removeEventListener('loadingdone', onChange);
  };
};
const fontsOf = (): FontFaceSet | undefined => document.fonts as FontFaceSet | undefined;

/** Changes when the colours do. */
export const useTheme = (): string => useSyncExternalStore(subscribe, () => root().dataset['theme'] ?? '');

/** Changes when the colours do, or when a font has come: for what draws texts. */
export const usePageLook = (): string =>
  useSyncExternalStore(subscribe, () => `${root().dataset['theme'] ?? ''} ${fontsOf()?.status ?? ''}`);
