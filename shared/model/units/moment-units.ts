// Units of values that are moments, in epoch milliseconds: dates, times since, and patterns of one's own. Pure.
import type { FormatOptions } from './format-value.ts';

export type WriteMoment = (value: number, options: FormatOptions) => string;

/** The year, month and so on of a moment, where the screen is or in UTC. */
interface Calendar {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}

function calendarOf(epochMs: number, utc: boolean): Calendar {
  const date = new Date(epochMs);
  return utc
    ? { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay(), hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(), ms: date.getUTCMilliseconds() } // prettier-ignore
    : { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate(), weekday: date.getDay(), hour: date.getHours(), minute: date.getMinutes(), second: date.getSeconds(), ms: date.getMilliseconds() }; // prettier-ignore
}

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

const tokens: Record<string, (at: Calendar) => string> = {
  YYYY: ({ year }) => pad(year, 4),
  YY: ({ year }) => pad(year % 100),
  MMMM: ({ month }) => monthNames[month - 1] ?? '',
  MMM: ({ month }) => (monthNames[month - 1] ?? '').slice(0, 3),
  MM: ({ month }) => pad(month),
  M: ({ month }) => String(month),
  DD: ({ day }) => pad(day),
  D: ({ day }) => String(day),
  dddd: ({ weekday }) => dayNames[weekday] ?? '',
  ddd: ({ weekday }) => (dayNames[weekday] ?? '').slice(0, 3),
  HH: ({ hour }) => pad(hour),
  H: ({ hour }) => String(hour),
  hh: ({ hour }) => pad(hour % 12 || 12),
  h: ({ hour }) => String(hour % 12 || 12),
  mm: ({ minute }) => pad(minute),
  m: ({ minute }) => String(minute),
  ss: ({ second }) => pad(second),
  s: ({ second }) => String(second),
  SSS: ({ ms }) => pad(ms, 3),
  A: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  a: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
};
const tokenPattern = /\[[^\]]*\]|Y{4}|Y{2}|M{1,4}|D{1,2}|d{3,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|S{3}|A|a/g;

/** A moment in a pattern of Moment.js's signs, those that dashboards use; `[words]` stay as they are. */
export function momentText(epochMs: number, pattern: string, utc: boolean): string {
  if (!(Math.abs(epochMs) <= 8.64e15)) return 'no date';
  const at = calendarOf(epochMs, utc);
  return pattern.replace(tokenPattern, (found) => found.startsWith('[') ? found.slice(1, -1) : (tokens[found]?.(at) ?? found)); // prettier-ignore
}

const iso = 'YYYY-MM-DD HH:mm:ss';
const american = 'MM/DD/YYYY h:mm:ss a';

function sinceText(epochMs: number, nowMs: number): string {
  const seconds = Math.abs(nowMs - epochMs) / 1000;
  const units: [string, number][] = [['year', 31_536_000], ['month', 2_628_000], ['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]]; // prettier-ignore
  const [name, one] = units.find(([, each]) => seconds >= each) ?? ['second', 1];
  const count = Math.round(seconds / one);
  const words = `${count} ${name}${count === 1 ? '' : 's'}`;
  return epochMs <= nowMs ? `${words} ago` : `in ${words}`;
}

const sameDay = (one: number, other: number, utc: boolean): boolean =>
  momentText(one, 'YYYYMMDD', utc) === momentText(other, 'YYYYMMDD', utc);

const written =
  (pattern: string, today = pattern): WriteMoment =>
  (value, { utc = false, nowMs }) =>
    momentText(value, nowMs !== undefined && sameDay(value, nowMs, utc) ? today : pattern, utc);

const known: Record<string, WriteMoment> = {
  dateTimeAsIso: written(iso),
  dateTimeAsIsoNoDateIfToday: written(iso, 'HH:mm:ss'),
  dateTimeAsUS: written(american),
  dateTimeAsUSNoDateIfToday: written(american, 'h:mm:ss a'),
  dateTimeAsLocal: written(iso),
  dateTimeAsLocalNoDateIfToday: written(iso, 'HH:mm:ss'),
  dateTimeAsSystem: written(iso),
  dateTimeFromNow: (value, { nowMs }) => (nowMs === undefined ? momentText(value, iso, true) : sinceText(value, nowMs)),
};

/** Null where the unit is none of moments. `time:` is followed by a pattern. */
export function momentWriterOf(unit: string): WriteMoment | null {
  if (unit.startsWith('time:')) return written(unit.slice(5));
  return Object.hasOwn(known, unit) ? (known[unit] ?? null) : null;
}
