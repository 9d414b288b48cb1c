// Times, durations and sizes in words. Pure; who shows them refreshes them.

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

/** A duration with one unit: `0.4 ms`, `340 ms`, `2.1 s`, `3.5 min`. */
export function durationInWords(ms: number): string {
  if (ms < 1) return ms === 0 ? '0 ms' : '< 1 ms';
  if (ms < secondMs) return `${Math.round(ms)} ms`;
  if (ms < minuteMs) return `${(ms / secondMs).toFixed(1)} s`;
  if (ms < hourMs) return `${(ms / minuteMs).toFixed(1)} min`;
  return `${(ms / hourMs).toFixed(1)} h`;
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

export const grouped = (count: number): string => count.toLocaleString('en-GB');

const parts = (zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) });

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

/** The zone's short name, e.g. `UTC` or `CET`. */
export function zoneName(zone: Zone, at: number): string {
  if (zone === 'utc') return 'UTC';
  const named = parts(zone, { timeZoneName: 'short' }).formatToParts(at);
  return named.find((part) => part.type === 'timeZoneName')?.value ?? 'local';
}

/** `14:02:07` today, with the day before it otherwise. */
export function momentInWords(at: number, now: number, zone: Zone): string {
  const days = parts(zone, day);
  const time = parts(zone, clock).format(at);
  return days.format(at) === days.format(now) ? time : `${days.format(at)}, ${time}`;
}

/** The day alone where that is enough, the time today. */
export function dayInWords(at: number, now: number, zone: Zone): string {
  const today = parts(zone, day).format(now) === parts(zone, day).format(at);
  return today ? parts(zone, clock).format(at) : parts(zone, { day: 'numeric', month: 'short' }).format(at);
}

export const clockInWords = (at: number, zone: Zone): string => parts(zone, clock).format(at);

/** Both clocks in full, for the hover: `20 Nov 2026, 15:02:07 CET (14:02:07 UTC)`. */
export function absoluteInWords(at: number): string {
  const local = `${parts('local', { ...day, ...clock }).format(at)} ${zoneName('local', at)}`;
  const utc = `${parts('utc', { ...day, ...clock }).format(at)} UTC`;
  return zoneName('local', at) === 'UTC' ? utc : `${local} = ${utc}`;
}
