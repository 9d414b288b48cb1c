// Which incidents are part of another one: those merged into it, and those merged into them before.

/** In the order of `all`; of a record from elsewhere a circle ends where it began. */
export function mergedOf<T extends { mergedInto: string | null }>(
  all: readonly T[],
  id: string,
  idOf: (one: T) => string,
): T[] {
  const parts = new Set([id]);
  for (let before = 0; before < parts.size;) {
    before = parts.size;
    for (const one of all) if (one.mergedInto !== null && parts.has(one.mergedInto)) parts.add(idOf(one));
  }
  return all.filter((one) => idOf(one) !== id && parts.has(idOf(one)));
}
