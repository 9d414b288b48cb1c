// Times, durations and sizes in words. Pure; who shows them refreshes them.

export { durationInWords } from '#shared/model/duration.ts';

export type Zone = 'local' | 'utc';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long ago, with one unit: `12 s`, `4 min`, `3 h`, `2 d`. A moment ahead of the clock is `0 s`. */
export function agoInWords(at: number, now: number): string {
  const ms = Math.max(0, now - at);
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms < 2 * dayMs) return `${Math.floor(ms / hourMs)} h`;
  return `${Math.floor(ms / dayMs)} d`;
}

/** How long ago with the two greatest units, where one steers by it: `2 h 3 min`, `3 d 4 h`, `5 min`, `12 s`. */
export function longAgoInWords(at: number, now: number): string {
  const ms = Math.max(0, now - at);
  const both = (count: number, unit: string, rest: number, of: string): string =>
    rest === 0 ? `${count} ${unit}` : `${count} ${unit} ${rest} ${of}`;
  const [days, hours, minutes] = [dayMs, hourMs, minuteMs].map((unitMs) => Math.floor(ms / unitMs)) as [number, number, number]; // prettier-ignore
  if (days > 0) return both(days, 'd', hours - days * 24, 'h');
  if (hours > 0) return both(hours, 'h', minutes - hours * 60, 'min');
  return minutes > 0 ? `${minutes} min` : `${Math.floor(ms / secondMs)} s`;
}

/** A size in binary units: `812 B`, `1.2 MiB`. */
export function sizeInWords(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}

export { grouped } from '#shared/model/grouped.ts';

/** Making one takes longer than a hundred uses of it, and a table asks for many; a machine that travels gets new ones. */
const made = new Map<string, Intl.DateTimeFormat>();
function parts(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone === 'utc' ? 'utc' : new Date().getTimezoneOffset(), options]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) }); // prettier-ignore
  made.set(key, fresh);
  return fresh;
}

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
const both: Intl.DateTimeFormatOptions = { ...day, ...clock };

/** The zone's short name, e.g. `UTC` or `CET`. */
export function zoneName(zone: Zone, at: number): string {
  if (zone === 'utc') return 'UTC';
  // Asked for with every tick of the clock and dear to make; it turns with the hour at most.
  const hour = Math.floor(at / hourMs);
  const offset = new Date(at).getTimezoneOffset();
  if (named?.hour !== hour || named.offset !== offset) named = { hour, offset, word: localZone(at) };
  return named.word;
}
let named: { hour: number; offset: number; word: string } | null = null;

function localZone(at: number): string {
  const words = parts('local', { timeZoneName: 'short' }).formatToParts(at);
  return words.find((part) => part.type === 'timeZoneName')?.value ?? 'local';
}

/** `14:02:07` today, with the day before it otherwise. */
export function momentInWords(at: number, now: number, zone: Zone): string {
  const days = parts(zone, day);
  const time = parts(zone, clock).format(at);
  return days.format(at) === days.format(now) ? time : `${days.format(at)}, ${time}`;
}

/** The day alone where that is enough, with its year where that is another; the time today. */
export function dayInWords(at: number, now: number, zone: Zone): string {
  const today = parts(zone, day).format(now) === parts(zone, day).format(at);
  if (today) return parts(zone, clock).format(at);
  const year = (of: number): string => parts(zone, { year: 'numeric' }).format(of);
  return parts(zone, year(at) === year(now) ? { day: 'numeric', month: 'short' } : day).format(at);
}

/** `27 Nov 2026`, of a day that is the same in every zone: its beginning in UTC. */
export const calendarDayInWords = (at: number): string => parts('utc', day).format(at);

export const clockInWords = (at: number, zone: Zone): string => parts(zone, clock).format(at);

/** Both clocks in full, for the hover: `20 Nov 2026, 15:02:07 CET (14:02:07 UTC)`. */
export function absoluteInWords(at: number): string {
  const utc = `${parts('utc', both).format(at)} UTC`;
  const zone = zoneName('local', at);
  return zone === 'UTC' ? utc : `${parts('local', both).format(at)} ${zone} = ${utc}`;
}

/** CPU time per time: `250 m` of a core, `1.5` cores. */
export const coresInWords = (cores: number): string =>
  cores < 1 ? `${Math.round(cores * 1_000)} m` : String(Math.round(cores * 100) / 100);

/** `14:02:07.123`; by hand, as it is written for every line of a log ten times a second. */
export function timeOfDay(at: number, zone: Zone): string {
  const date = new Date(at);
  const utc = zone === 'utc';
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  const hours = digits(utc ? date.getUTCHours() : date.getHours(), 2);
  const minutes = digits(utc ? date.getUTCMinutes() : date.getMinutes(), 2);
  return `${hours}:${minutes}:${digits(date.getUTCSeconds(), 2)}.${digits(date.getUTCMilliseconds(), 3)}`;
}
