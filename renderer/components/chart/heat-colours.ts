// The colour of a cell of a heat map: shades of the page's own, or a scale that somebody chose. Pure.
import { mixed } from '#shared/model/dashboard/colour-scale.ts';

export interface HeatScale {
  /** From the fewest to the most; `transparent` first for shades of the last. Meant for a dark page. */
  colours: readonly string[];
  /** Of the share that a count has of the greatest; 1 is linear. */
  exponent: number;
  /** Where the scale begins and ends; null for zero and for the greatest there is. */
  min: number | null;
  max: number | null;
  /** Cells with counts at or below the first, or at or above the second, are left empty; null for none. */
  hideBelow: number | null;
  hideAbove: number | null;
}

export interface Ink {
  colour: string;
  alpha: number;
}
/** Null for a cell that is left empty. */
export type InkOf = (count: number) => Ink | null;

/** Opacity of a cell: the square root, so that a few beside many are still seen. */
export const strengthOf = (count: number, greatest: number): number =>
  count > 0 && greatest > 0 ? 0.12 + 0.88 * Math.sqrt(count / greatest) : 0;

export const plainInk =
  (colour: string, greatest: number): InkOf =>
  (count) =>
    count > 0 && greatest > 0 ? { colour, alpha: strengthOf(count, greatest) } : null;

/** Colours between which two counts are not told apart. */
const steps = 64;
const least = 0.08;

/** @param light whether the page is light: the fewest are to be nearest to its ground. */
export function scaleInk(scale: HeatScale, greatest: number, light: boolean): InkOf {
  const { exponent, hideBelow, hideAbove } = scale;
  const { from, to } = scaleEnds(scale, greatest);
  const colours = light ? turnedForLight(scale.colours) : scale.colours;
  const shades = colours[0] === 'transparent';
  const full = colours.at(-1) ?? 'currentColor';
  const ramp = shades ? [] : Array.from({ length: steps + 1 }, (_, at) => mixed(colours, at / steps) ?? full);
  return (count) => {
    if (Number.isNaN(count) || (hideBelow !== null && count <= hideBelow) || (hideAbove !== null && count >= hideAbove)) return null; // prettier-ignore
    const share = to > from ? Math.min(1, Math.max(0, (count - from) / (to - from))) ** exponent : 1;
    return shades
      ? { colour: full, alpha: least + (1 - least) * share }
      : { colour: ramp[Math.round(share * steps)] ?? full, alpha: 1 };
  };
}

export const scaleEnds = ({ min, max }: HeatScale, greatest: number): { from: number; to: number } => ({ from: min ?? 0, to: max ?? greatest }); // prettier-ignore

/** A scale from dark to bright runs from bright to dark on a light page; one that is as bright at both ends stays. */
function turnedForLight(colours: readonly string[]): readonly string[] {
  const [first, last] = [brightness(colours[0] ?? ''), brightness(colours.at(-1) ?? '')];
  return first !== null && last !== null && last - first > 0.25 ? colours.toReversed() : colours;
}

/** 0 to 1, of `#rrggbb`; null of anything else. */
function brightness(colour: string): number | null {
  const [red, green, blue] = /^#[0-9a-f]{6}$/i.test(colour) ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) : []; // prettier-ignore
  return red === undefined || green === undefined || blue === undefined ? null : (0.3 * red + 0.59 * green + 0.11 * blue) / 255; // prettier-ignore
}
