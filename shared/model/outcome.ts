// What a look at something can come to, and how many such outcomes add up to one verdict. Judging itself is in judge.ts.
import { z } from 'zod';

/**
 * - `pass`, `fail`: it was looked at, and every expectation held, or one did not.
 * - `error`: it could not be looked at. Says nothing about the thing itself.
 * - `inconclusive`: it was looked at, but there is not enough evidence to say.
 * - `skipped`: not looked at, because something it needs did not pass.
 * - `not_applicable`: there is nothing to look at here.
 * - `cancelled`: a person stopped it.
 */
export const outcomes = ['pass', 'fail', 'error', 'inconclusive', 'skipped', 'not_applicable', 'cancelled'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

/** How many items came to each outcome; `open` are the manual items nobody has ticked, `pending` those not finished. */
export const countsSchema = z.object({
  ...Object.fromEntries(outcomes.map((outcome) => [outcome, z.int().nonnegative()])),
  open: z.int().nonnegative(),
  pending: z.int().nonnegative(),
} as Record<Outcome | 'open' | 'pending', z.ZodInt>);
export type Counts = z.infer<typeof countsSchema>;

export function noCounts(): Counts {
  return {
    pass: 0,
    fail: 0,
    error: 0,
    inconclusive: 0,
    skipped: 0,
    not_applicable: 0,
    cancelled: 0,
    open: 0,
    pending: 0,
  };
}

export interface Tally {
  /** null while the item has not finished. */
  outcome: Outcome | null;
  /** A manual item waiting for a person; its outcome is then `inconclusive`. */
  open?: boolean;
}

/** Counts `open` items apart from the other inconclusive ones. */
export function countOutcomes(items: Iterable<Tally>): Counts {
  const counts = noCounts();
  for (const item of items) {
    if (item.outcome === null) counts.pending++;
    else if (item.open) counts.open++;
    else counts[item.outcome]++;
  }
  return counts;
}

/** What a whole run came to. `skipped` and `not_applicable` are never a verdict of their own. */
export const verdictSchema = z.enum(['pass', 'fail', 'error', 'inconclusive', 'cancelled']);
export type Verdict = z.infer<typeof verdictSchema>;

/**
 * The worst outcome decides: fail, error, cancelled, inconclusive (open and unfinished items are), pass.
 * A run in which nothing passed is never a pass: no items, or only skipped ones, is `inconclusive`.
 */
export function verdictOf(counts: Counts): Verdict {
  if (counts.fail > 0) return 'fail';
  if (counts.error > 0) return 'error';
  if (counts.cancelled > 0) return 'cancelled';
  if (counts.inconclusive + counts.open + counts.pending + counts.skipped > 0) return 'inconclusive';
  return counts.pass > 0 ? 'pass' : 'inconclusive';
}

const words: Record<keyof Counts, string> = {
  pass: 'passed',
  fail: 'failed',
  error: 'could not be looked at',
  inconclusive: 'not enough evidence',
  open: 'open',
  skipped: 'skipped',
  not_applicable: 'not applicable',
  cancelled: 'cancelled',
  pending: 'not looked at',
};

/** One line of counts for people, e.g. `4 passed, 1 open`. Never says "all": the counts are the claim. */
export function countsInWords(counts: Counts): string {
  const order: (keyof Counts)[] = [
    'fail',
    'error',
    'pass',
    'inconclusive',
    'open',
    'skipped',
    'cancelled',
    'not_applicable',
    'pending',
  ];
  const parts = order.filter((key) => counts[key] > 0).map((key) => `${grouped(counts[key])} ${words[key]}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing was looked at';
}

/** Digits in threes: `12,345`. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
