// Which series gets which of the eight colours and, beyond eight, which dashes. A series keeps both while it is there.

export const colourCount = 8;
/** Lengths of line and gap in pixels; a solid line first. */
export const dashes: readonly (readonly number[])[] = [
  [],
  [6, 3],
  [2, 3],
  [9, 3, 2, 3],
  [12, 4],
  [4, 2, 4, 6],
  [1, 2, 6, 2],
];

export interface Look {
  /** 0 to 7. */
  colour: number;
  /** Index into `dashes`. */
  dash: number;
}

/**
 * Those that were there keep what they had; others take the first that is free.
 * @param before what the last call returned.
 */
export function assignLooks(keys: readonly string[], before: ReadonlyMap<string, Look>): Map<string, Look> {
  const taken = new Set<number>();
  const looks = new Map<string, Look>();
  const numberOf = ({ colour, dash }: Look): number => dash * colourCount + colour;
  for (const key of keys) {
    const kept = before.get(key);
    if (kept === undefined || taken.has(numberOf(kept))) continue;
    taken.add(numberOf(kept));
    looks.set(key, kept);
  }
  let free = 0;
  for (const key of keys) {
    if (looks.has(key)) continue;
    while (taken.has(free)) free++;
    taken.add(free);
    looks.set(key, { colour: free % colourCount, dash: Math.floor(free / colourCount) % dashes.length });
  }
  return looks;
}
