// How fast an error budget is being spent: multi-window, multi-burn-rate alerting (Google, The Site Reliability Workbook, chapter
// 5), with the guards that its implementations leave out. Over counts; who counts is elsewhere.
import { OpsError } from '../ops-error.ts';
import type { Outcome } from '../outcome.ts';
import { spanText } from './number-words.ts';
import { requireCount, requirePositive, requireShare } from './preconditions.ts';
import { wilsonInterval } from './proportion.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface EventCounts {
  bad: number;
  total: number;
}

export interface BurnRule {
  name: string;
  /** How many times faster than the whole budget in the whole period. */
  factor: number;
  longMs: number;
  /** Ends the alert soon after the errors end. */
  shortMs: number;
}

/** Each spends this share of the budget within its long window before it fires. */
const spends = [
  { name: '1h', spent: 0.02, longMs: hourMs, shortMs: hourMs / 12 },
  { name: '6h', spent: 0.05, longMs: 6 * hourMs, shortMs: hourMs / 2 },
  { name: '1d', spent: 0.1, longMs: dayMs, shortMs: 2 * hourMs },
  { name: '3d', spent: 0.1, longMs: 3 * dayMs, shortMs: 6 * hourMs },
] as const;

/**
 * The four rules for a budget over this period: 14.4, 6, 3 and 1 for 30 days; 13.44, 5.6, 2.8 and 0.933 for 28.
 *
 * @throws OpsError bad_input unless the period is above 0.
 */
export function burnRules(periodMs: number): BurnRule[] {
  requirePositive(periodMs, 'periodMs');
  return spends.map(({ name, spent, longMs, shortMs }) => {
    // To 12 places: 0.02 * 720 is 14.400000000000002 otherwise.
    const factor = Number(((spent * periodMs) / longMs).toPrecision(12));
    return { name, factor, longMs, shortMs };
  });
}

/** Those of 30 days. */
export const monthlyBurnRules: readonly BurnRule[] = burnRules(30 * dayMs);

/**
 * How many times faster than allowed: the share of bad events over 1 - target. Null without events.
 *
 * @param target The share that is to be good, e.g. 0.999.
 * @throws OpsError bad_input unless 0 < target < 1 and the counts are whole with bad <= total.
 */
export function burnRate(counts: EventCounts, target: number): number | null {
  requireShare(target, 'target');
  requireEvents(counts);
  return counts.total === 0 ? null : counts.bad / counts.total / budgetOf(target);
}

/** The share of events that may be bad. To 12 places, for 1 - 0.999 is 0.0010000000000000009; nearer to 1 as it is. */
function budgetOf(target: number): number {
  return Number((1 - target).toFixed(12)) || 1 - target;
}

function requireEvents({ bad, total }: EventCounts): void {
  requireCount(bad, 'bad');
  requireCount(total, 'total');
  if (bad > total) throw new OpsError('bad_input', `${bad} bad events are more than all ${total}`);
}

/**
 * The share of bad events above which a rule fires. A rule that even nothing but errors would not fire is refused: a factor of
 * 14.4 takes a target above 93.06 %.
 *
 * @throws OpsError bad_input for that, and for a target or a factor that is none.
 */
export function burnThreshold(factor: number, target: number): number {
  requireShare(target, 'target');
  requirePositive(factor, 'factor');
  const threshold = factor * budgetOf(target);
  // Strictly above 100 % is never.
  if (threshold >= 1) {
    throw new OpsError(
      'bad_input',
      `a burn rate of ${factor} cannot be exceeded with a target of ${shareText(target)}: it takes one above ${shareText(1 - 1 / factor)}`,
    );
  }
  return threshold;
}

/**
 * - `firing`: both windows are strictly above the threshold, on enough events.
 * - `quiet`: enough events, and one window at least is not above.
 * - `inconclusive`: too few events to say either.
 * - `no_data`: a window is absent. Never the same as no errors.
 */
export type BurnState = 'firing' | 'quiet' | 'inconclusive' | 'no_data';

export interface BurnJudgement {
  rule: BurnRule;
  state: BurnState;
  outcome: Extract<Outcome, 'pass' | 'fail' | 'inconclusive'>;
  reason: string;
  /** Null where there is no window, or no event in it. */
  longRate: number | null;
  shortRate: number | null;
  /** The share of bad events above which it fires. */
  threshold: number;
  /** Events the long window has to hold. */
  leastEvents: number;
  /** The lower end of the 95 % Wilson interval of the long window's share of bad events. */
  lowerBound: number | null;
  /** Whether even that is above the threshold. */
  confident: boolean;
}

export interface BurnQuestion {
  /** The share of events that is to be good. */
  target: number;
  rule: BurnRule;
  /** Null where the query had no result. */
  long: EventCounts | null;
  short: EventCounts | null;
  /** The least that one bad event does not fire, if absent: 70 at 99.9 % and 14.4, 1000 at 99.9 % and 1. */
  minEvents?: number;
  /** 3. */
  minBad?: number;
}

/**
 * Judges one rule. A single error among 60 requests would page at 99.9 %: below `minEvents` in the long window nothing is said,
 * and nothing fires on fewer than `minBad` bad events. Constant time.
 *
 * @throws OpsError bad_input for a target, rule or counts that are none, or a factor that cannot be reached.
 */
export function judgeBurn(question: BurnQuestion): BurnJudgement {
  const { target, rule, long, short, minBad = 3 } = question;
  const threshold = burnThreshold(rule.factor, target);
  const leastEvents = question.minEvents ?? Math.ceil(1 / threshold);
  requireCount(leastEvents, 'minEvents');
  requireCount(minBad, 'minBad', 1);
  const longRate = long && burnRate(long, target);
  const shortRate = short && burnRate(short, target);
  const lowerBound = long && long.total > 0 ? wilsonInterval(long.bad, long.total).lower : null;
  const { state, reason } = stateOf(rule, long, short, { threshold, leastEvents, minBad, longRate, shortRate });
  return {
    rule,
    state,
    outcome: state === 'firing' ? 'fail' : state === 'quiet' ? 'pass' : 'inconclusive',
    reason,
    longRate,
    shortRate,
    threshold,
    leastEvents,
    lowerBound,
    confident: state === 'firing' && lowerBound !== null && isAbove(lowerBound, threshold),
  };
}

/** Strictly, and not by a rounding. */
function isAbove(share: number, threshold: number): boolean {
  return share > threshold * (1 + 1e-9);
}

interface Limits {
  threshold: number;
  leastEvents: number;
  minBad: number;
  longRate: number | null;
  shortRate: number | null;
}

function stateOf(
  rule: BurnRule,
  long: EventCounts | null,
  short: EventCounts | null,
  limits: Limits,
): { state: BurnState; reason: string } {
  const { threshold, leastEvents, minBad, longRate, shortRate } = limits;
  const [longName, shortName] = [spanText(rule.longMs), spanText(rule.shortMs)];
  if (long === null || short === null) {
    const missing = long === null ? longName : shortName;
    return { state: 'no_data', reason: `there is no data for the last ${missing}; that is not the same as no errors` };
  }
  if (long.total < leastEvents || longRate === null) {
    const reason = `only ${long.total} events in ${longName}, and at least ${Math.max(1, leastEvents)} are needed`;
    return { state: 'inconclusive', reason };
  }
  const burning = `burning ${rateText(longRate)} times the budget over ${longName}`;
  const allowed = `the limit is ${rule.factor}`;
  if (!isAbove(long.bad / long.total, threshold)) return { state: 'quiet', reason: `${burning}, ${allowed}` };
  if (shortRate === null) {
    return { state: 'inconclusive', reason: `${burning}, but there is no event in the last ${shortName}; ${allowed}` };
  }
  const now = `${rateText(shortRate)} over ${shortName}`;
  if (!isAbove(short.bad / short.total, threshold)) {
    return { state: 'quiet', reason: `${burning}, but only ${now}: it is over; ${allowed}` };
  }
  if (long.bad < minBad) {
    const reason = `${burning} and ${now}, but on ${long.bad} bad events, and at least ${minBad} are needed; ${allowed}`;
    return { state: 'inconclusive', reason };
  }
  return { state: 'firing', reason: `${burning} and ${now}; ${allowed}` };
}

function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}

function rateText(rate: number): string {
  return String(Number(rate.toPrecision(3)));
}

/** The worst of several judgements: firing, then no_data, inconclusive, quiet. None at all is `no_data`. */
export function worstBurn(judgements: readonly Pick<BurnJudgement, 'state'>[]): BurnState {
  const order: BurnState[] = ['firing', 'no_data', 'inconclusive', 'quiet'];
  return order.find((state) => judgements.some((judgement) => judgement.state === state)) ?? 'no_data';
}
