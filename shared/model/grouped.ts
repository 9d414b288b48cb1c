// Counts as people read them.
import { madeOnce } from './made-once.ts';

const format = madeOnce(() => new Intl.NumberFormat('en-GB'));

/** `12,345`. Most counts are small and need no grouping, nor the time that it takes. */
export const grouped = (count: number): string =>
  Number.isInteger(count) && Math.abs(count) < 1_000 ? String(count) : format().format(count);
