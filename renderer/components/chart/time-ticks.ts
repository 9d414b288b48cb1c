// Which moments stand at a time axis and how they are written: whole minutes, hours and days of the zone.
import type { Zone } from '../times.ts';
import type { Span } from './chart-types.ts';

export interface TimeTick {
  atMs: number;
  text: string;
  /** Begins a day, and says which. */
  day: boolean;
}

const secondMs = 1000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
const shortSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat([1, 2, 5, 10, 15, 30].map((n) => n * secondMs));
const minuteSteps = [1, 2, 5, 10, 15, 30].map((n) => n * minuteMs);
const hourSteps = [1, 2, 3, 6, 12].map((n) => n * hourMs);
const daySteps = [1, 2, 7, 14].map((n) => n * dayMs);
const steps = [...shortSteps, ...minuteSteps, ...hourSteps, ...daySteps];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

let last: { key: string; ticks: readonly TimeTick[] } = { key: '', ticks: [] };

/** @param most how many there is room for. The charts of a view mostly have the same ones. */
export function timeTicks({ fromMs, toMs }: Span, most: number, zone: Zone): readonly TimeTick[] {
  const key = [fromMs, toMs, most, zone].join(' ');
  if (last.key !== key) last = { key, ticks: ticksBetween({ fromMs, toMs }, most, zone) };
  return last.ticks;
}

function ticksBetween({ fromMs, toMs }: Span, most: number, zone: Zone): TimeTick[] {
  const least = (toMs - fromMs) / Math.max(1, most);
  const step = steps.find((one) => one >= least);
  const moments = step === undefined ? monthsBetween(fromMs, toMs, most, zone) : stepsBetween(fromMs, toMs, step, zone);
  const oneDay = dayOf(fromMs, zone) === dayOf(toMs, zone);
  let shownDay = oneDay ? dayOf(fromMs, zone) : null;
  return moments.map((atMs) => {
    const day = dayOf(atMs, zone);
    const begins = day !== shownDay && (step === undefined || step >= dayMs || startsDay(atMs, zone));
    shownDay = begins ? day : shownDay;
    return { atMs, day: begins, text: begins ? dayText(atMs, zone, step) : clockText(atMs, zone, step ?? dayMs) };
  });
}

interface Fields {
  year: number;
  month: number;
  day: number;
  hours: number;
  minutes: number;
}

function fieldsOf(atMs: number, zone: Zone): Fields {
  const at = new Date(atMs);
  return zone === 'utc'
    ? { year: at.getUTCFullYear(), month: at.getUTCMonth(), day: at.getUTCDate(), hours: at.getUTCHours(), minutes: at.getUTCMinutes() } // prettier-ignore
    : { year: at.getFullYear(), month: at.getMonth(), day: at.getDate(), hours: at.getHours(), minutes: at.getMinutes() }; // prettier-ignore
}

const momentOf = (zone: Zone, year: number, month: number, day: number, hours = 0): number =>
  zone === 'utc' ? Date.UTC(year, month, day, hours) : new Date(year, month, day, hours).getTime();

const dayOf = (atMs: number, zone: Zone): string => {
  const { year, month, day } = fieldsOf(atMs, zone);
  return `${year}-${month}-${day}`;
};
const startsDay = (atMs: number, zone: Zone): boolean => {
  const { hours, minutes } = fieldsOf(atMs, zone);
  return hours === 0 && minutes === 0;
};

function stepsBetween(fromMs: number, toMs: number, step: number, zone: Zone): number[] {
  const found: number[] = [];
  const put = (at: number): unknown => at >= fromMs && at <= toMs && found.at(-1) !== at && found.push(at);
  if (step < hourMs) {
    // Zones differ from UTC by whole quarters of an hour, so these fall on round moments in any of them.
    for (let at = Math.ceil(fromMs / step) * step; at <= toMs; at += step) put(at);
    return found;
  }
  const { year, month, day } = fieldsOf(fromMs, zone);
  const hours = step / hourMs;
  // Counted by the clock on the wall, so that a change to summer time does not move the rest of the day.
  if (step < dayMs) {
    for (let add = 0; momentOf(zone, year, month, day + add) <= toMs; add++)
      for (let hour = 0; hour < 24; hour += hours) put(momentOf(zone, year, month, day + add, hour));
    return found;
  }
  const days = step / dayMs;
  // From a fixed day on, so that the figures stay where they are while the span moves.
  const since = Math.floor(momentOf('utc', year, month, day) / dayMs) % days;
  for (let add = -since; momentOf(zone, year, month, day + add) <= toMs; add += days)
    put(momentOf(zone, year, month, day + add));
  return found;
}

function monthsBetween(fromMs: number, toMs: number, most: number, zone: Zone): number[] {
  const first = fieldsOf(fromMs, zone);
  const count = (toMs - fromMs) / (30 * dayMs);
  const every = [1, 2, 3, 6, 12, 24, 60, 120].find((one) => one >= count / Math.max(1, most)) ?? 240;
  const found: number[] = [];
  for (let month = Math.floor(first.month / every) * every; ; month += every) {
    const at = momentOf(zone, first.year, month, 1);
    if (at > toMs) return found;
    if (at >= fromMs) found.push(at);
  }
}

function dayText(atMs: number, zone: Zone, step: number | undefined): string {
  const { year, month, day } = fieldsOf(atMs, zone);
  if (step === undefined) return month === 0 ? String(year) : `${months[month] ?? ''} ${year}`;
  return `${day} ${months[month] ?? ''}`;
}

function clockText(atMs: number, zone: Zone, step: number): string {
  const { hours, minutes } = fieldsOf(atMs, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  const short = `${two(hours)}:${two(minutes)}`;
  if (step >= minuteMs) return short;
  const seconds = `${short}:${two(new Date(atMs).getUTCSeconds())}`;
  return step >= secondMs ? seconds : `${seconds}.${String(new Date(atMs).getUTCMilliseconds()).padStart(3, '0')}`;
}
