// A value as a panel shows it: made into text, coloured, and placed between its limits. Panels draw these; what they mean
// was decided before. Pure.

export interface ShownValue {
  key: string;
  /** What it is of, as the legend names it; empty where the panel's title says it. */
  name: string;
  /** The number itself, or the words that stand for it; what is before and after it is the unit. */
  text: string;
  prefix: string;
  suffix: string;
  /** Any CSS colour, as the thresholds or the mapping say; null for that of ordinary text. */
  colour: string | null;
  /** Where it lies between its limits, 0 to 1; null where it has no place there. */
  share: number | null;
  /** The whole of the value, for the hover: what was measured, before it was rounded. */
  exact: string;
}

/** Ranges between the limits and their colours, from the least: each begins at `from`, 0 to 1. */
export interface ShownStep {
  from: number;
  colour: string;
}

export const wholeText = ({ prefix, text, suffix }: Pick<ShownValue, 'prefix' | 'text' | 'suffix'>): string =>
  `${prefix}${text}${suffix}`;

/** The colour in which that share lies. */
export function stepColour(steps: readonly ShownStep[], share: number): string | null {
  let colour: string | null = null;
  for (const step of steps) if (share >= step.from || colour === null) colour = step.colour;
  return colour;
}
