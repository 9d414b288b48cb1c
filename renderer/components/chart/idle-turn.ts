// Work on a chart that nobody waits for: one piece each time the page has nothing else to do, once charts have stopped coming.
import { useEffect, useState } from 'react';

/** So long after the last chart that came; the answers of a view come close upon each other. */
const quietMs = 400;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;

function next(): void {
  timer = null;
  const [first] = waiting;
  if (first === undefined) return;
  waiting.delete(first);
  first();
  later();
}

function later(): void {
  if (waiting.size === 0 || timer !== null) return;
  if (typeof requestIdleCallback === 'undefined') timer = setTimeout(next);
  // On a page that is always busy it comes all the same.
  else requestIdleCallback(next, { timeout: 2_000 });
}

function wait(piece: () => void): () => void {
  waiting.add(piece);
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => {
    timer = null;
    later();
  }, quietMs);
  return () => void waiting.delete(piece);
}

/** False until its turn has come; true at once where nothing is to be put off. */
export function useIdleTurn(putOff: boolean): boolean {
  const [come, setCome] = useState(!putOff);
  useEffect(() => (come ? undefined : wait(() => setCome(true))), [come]);
  return come || !putOff;
}
