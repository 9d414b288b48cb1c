// "Did you mean": the allowed word nearest to one that is not allowed.

/** The nearest by edit distance, or null when none is near enough to be worth a guess. */
export function closestWord(word: string, allowed: readonly string[]): string | null {
  let best: string | null = null;
  // Two swapped letters count as two edits; short words are too close to everything to allow that many.
  let bestDistance = (word.length <= 3 ? 1 : Math.max(2, Math.floor(word.length / 3))) + 1;
  for (const candidate of allowed) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The sentence for a word that is not allowed: what it was, a guess, and all that is. */
export function notAllowed(what: string, word: string, allowed: readonly string[]): string {
  const guess = closestWord(word, allowed);
  const hint = guess === null ? '' : `; did you mean ${guess}?`;
  const list = allowed.length > 0 ? `; there are ${allowed.join(', ')}` : '; there are none';
  return `${what} ${word}${hint}${list}`;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replace = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
