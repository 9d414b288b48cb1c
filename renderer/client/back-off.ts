// How long to wait before the next try. Jitter keeps several tabs from knocking at the same instant.

const firstMs = 500;
const longestMs = 10_000;

/** @returns milliseconds before try number `attempt` (from 0): doubling, 0.5 s to 10 s, with up to half taken off. */
export function backOffMs(attempt: number, random: () => number): number {
  const fullMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.max(firstMs, Math.round(fullMs * (1 - random() / 2)));
}
