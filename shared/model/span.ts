// The time that is looked at, as people and addresses write it: `now-1h..now`, `now-1d/d..now/d`, or two moments.
import { exactDurationInWords } from './duration.ts';

export interface SpanMs {
  fromMs: number;
  toMs: number;
}
export type SpanZone = 'local' | 'utc';

export const plainSpan = 'now-1h..now';
/** Quick ranges, the shortest first. */
export const quickSpans = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '24h', '2d', '7d', '30d', '90d'].map(
  (text) => `now-${text}..now`,
);
const leastMs = 1000;
const mostMs = 10 * 365 * 86_400_000;

const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };
const relative = /^now((?:[+-]\d{1,6}[smhdwMy])*)(?:\/([smhdwMy]))?$/;

/**
 * One end of a span as epoch milliseconds; null where the text is none. Days and more go by the calendar of the zone.
 * @param end whether it is the later one: `/d` rounds it up to the end of the day.
 */
export function momentOf(text: string, now: number, zone: SpanZone, end: boolean): number | null {
  const plain = text.trim();
  if (/^-?\d{1,16}$/.test(plain)) return Number(plain);
  const found = relative.exec(plain);
  if (found === null) return dateOf(plain, zone);
  let at = now;
  for (const [, sign, count, unit = ''] of (found[1] ?? '').matchAll(/([+-])(\d+)([smhdwMy])/g))
    at = moved(at, unit, Number(count) * (sign === '-' ? -1 : 1), zone);
  const unit = found[2];
  if (unit === undefined) return at;
  const start = startOf(at, unit, zone);
  return end ? moved(start, unit, 1, zone) - 1 : start;
}

/** `2026-11-20`, `2026-11-20 14:02`, with seconds; with `Z` or an offset it is in that zone whatever the page's is. */
function dateOf(text: string, zone: SpanZone): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (found === null) return null;
  const at = Date.parse(`${found[1]}T${found[2] ?? '00:00'}${found[3] ?? (zone === 'utc' ? 'Z' : '')}`);
  return Number.isNaN(at) ? null : at;
}

type Fields = [year: number, month: number, day: number, hours: number, minutes: number, seconds: number, ms: number];

function fieldsOf(atMs: number, zone: SpanZone): Fields {
  const at = new Date(atMs);
  return zone === 'utc'
    ? [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds(), at.getUTCMilliseconds()] // prettier-ignore
    : [at.getFullYear(), at.getMonth(), at.getDate(), at.getHours(), at.getMinutes(), at.getSeconds(), at.getMilliseconds()]; // prettier-ignore
}

const atFields = (fields: Fields, zone: SpanZone): number =>
  zone === 'utc' ? Date.UTC(...fields) : new Date(...fields).getTime();

function moved(atMs: number, unit: string, count: number, zone: SpanZone): number {
  const ms = unitMs[unit];
  if (ms !== undefined) return atMs + ms * count;
  const [year, month, day, ...time] = fieldsOf(atMs, zone);
  if (unit === 'd' || unit === 'w') return atFields([year, month, day + count * (unit === 'w' ? 7 : 1), ...time], zone);
  const months = unit === 'y' ? 12 * count : count;
  // The 31st of a month that has 30 days is its last.
  const last = new Date(Date.UTC(year, month + months + 1, 0)).getUTCDate();
  return atFields([year, month + months, Math.min(day, last), ...time], zone);
}

function startOf(atMs: number, unit: string, zone: SpanZone): number {
  const [year, month, day, hours, minutes, seconds] = fieldsOf(atMs, zone);
  if (unit === 'y') return atFields([year, 0, 1, 0, 0, 0, 0], zone);
  if (unit === 'M') return atFields([year, month, 1, 0, 0, 0, 0], zone);
  if (unit === 'w') {
    // Weeks begin on Monday.
    const weekday = (new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7;
    return atFields([year, month, day - weekday, 0, 0, 0, 0], zone);
  }
  const kept = { d: 0, h: 1, m: 2, s: 3 }[unit] ?? 0;
  return atFields([year, month, day, kept > 0 ? hours : 0, kept > 1 ? minutes : 0, kept > 2 ? seconds : 0, 0], zone);
}

/** What a span means at this moment; null where the text is none, or its end is not after its beginning. */
export function spanOf(text: string, now: number, zone: SpanZone): SpanMs | null {
  const [from, to, ...more] = (text === '' ? plainSpan : text).split('..');
  if (from === undefined || to === undefined || more.length > 0) return null;
  const fromMs = momentOf(from, now, zone, false);
  const toMs = momentOf(to, now, zone, true);
  if (fromMs === null || toMs === null) return null;
  const length = toMs - fromMs;
  return length >= leastMs && length <= mostMs ? { fromMs, toMs } : null;
}

/** Whether it moves with the clock. */
export const isMoving = (text: string): boolean => text === '' || text.includes('now');

export const spanText = ({ fromMs, toMs }: SpanMs): string => `${Math.round(fromMs)}..${Math.round(toMs)}`;

/** What is wrong with a span, in words; null where nothing is. */
export function spanProblem(text: string, now: number, zone: SpanZone): string | null {
  if (spanOf(text, now, zone) !== null) return null;
  const [from = '', to = ''] = text.split('..');
  const forms = 'now, now-1h, now-1d/d, 2026-11-20 14:02, or epoch milliseconds';
  if (momentOf(from, now, zone, false) === null) return `"${from}" is no moment: ${forms}`;
  if (momentOf(to, now, zone, true) === null) return `"${to}" is no moment: ${forms}`;
  return `The end has to be at least ${exactDurationInWords(leastMs)} after the beginning, and at most ten years.`;
}

const unitWords: Record<string, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', M: 'month', y: 'year' }; // prettier-ignore

/** A moving span in words, `last 6 hours`; null where it takes the moments to say it. */
export function spanWords(text: string): string | null {
  const found = /^now-(\d+)([smhdwMy])\.\.now$/.exec(text === '' ? plainSpan : text);
  if (found === null) return null;
  const [, count = '', unit = ''] = found;
  return count === '1' ? `last ${unitWords[unit] ?? ''}` : `last ${count} ${unitWords[unit] ?? ''}s`;
}

/** Earlier or later by half of its length; a step to the end of a moving span stays at the moments. */
export function stepSpan(text: string, by: -1 | 1, now: number, zone: SpanZone): string {
  const span = spanOf(text, now, zone);
  if (span === null) return text;
  const half = ((span.toMs - span.fromMs) / 2) * by;
  return spanText({ fromMs: span.fromMs + half, toMs: span.toMs + half });
}

/** Twice as long around the same middle, not beyond the present. */
export function widenSpan(text: string, now: number, zone: SpanZone): string {
  const span = spanOf(text, now, zone);
  if (span === null) return text;
  const length = span.toMs - span.fromMs;
  const toMs = Math.min(Math.max(now, span.toMs), span.toMs + length / 2);
  return spanText({ fromMs: Math.max(toMs - mostMs, toMs - 2 * length), toMs });
}
