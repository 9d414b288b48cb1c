// The past moment that a post-mortem is asked as of: which events are in it, and the words for what was learnt later.
import type { JournalEvent } from '#shared/model/system.ts';
import type { PastMoment } from '../past/past.ts';

export interface AsOf extends PastMoment {
  /** What was said by then to have contributed; a factor has no time of its own. */
  factors: readonly string[];
}

/** @param asOf null for the present, here and below: all is in it, and nothing is later. */
export function isWithin(
  asOf: AsOf | null,
  { time, recordedTime }: Pick<JournalEvent, 'time' | 'recordedTime'>,
): boolean {
  // prettier-ignore
  return asOf === null || (time <= asOf.at && (asOf.known === 'now' || recordedTime <= asOf.at));
}

export const isLater = (asOf: AsOf | null, recordedAt: number): boolean => asOf !== null && recordedAt > asOf.at;

export const laterMark = (asOf: AsOf | null, recordedAt: number): string =>
  isLater(asOf, recordedAt) ? ` (learnt later: ${utcSecond(recordedAt)})` : '';

/** What the whole is of, in a sentence; empty of the present. */
export function asOfWords(asOf: AsOf | null): string {
  if (asOf === null) return '';
  const left = asOf.known === 'then' ? 'what was recorded later is not in it.' : 'what happened later is not in it; what was learnt later about that time is, and is marked.'; // prettier-ignore
  return `As of ${utcSecond(asOf.at)}, as known ${asOf.known}: ${left}`;
}

export const utcSecond = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
