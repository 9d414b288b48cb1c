// Long names in a narrow column: what all of them have at their beginning and end is left out, so that what differs is read.
// Pure.

/** Shorter ones have room. */
const roomFor = 24;
const wordEnd = /[-_./:@ =,"{}]/;

/** Each name, or where they are long the part of it that the others have not, from the beginning of its word: `…api-0…`. */
export function tellApart(names: readonly string[]): string[] {
  const [first = ''] = names;
  if (names.length < 2 || names.every((name) => name.length <= roomFor)) return [...names];
  const least = Math.min(...names.map((name) => name.length));
  let start = 0;
  while (start < least && names.every((name) => name[start] === first[start])) start++;
  let end = 0;
  while (end < least - start && names.every((name) => name.at(-1 - end) === first.at(-1 - end))) end++;
  const from = wordBefore(first.slice(0, start));
  return names.map((name) => `${from > 0 ? '…' : ''}${name.slice(from, name.length - end)}${end > 0 ? '…' : ''}`);
}

/** Where the last whole word of what all begin with begins; 0 where it is all one word. */
function wordBefore(shared: string): number {
  const inner = shared.replace(/.$/u, '');
  for (let at = inner.length; at > 0; at--) if (wordEnd.test(inner[at - 1] ?? '')) return at;
  return 0;
}
