// The clock in words: what is shown, and how it is meant. Pure.
import type { Known } from '#shared/model/moment.ts';
import { momentOf } from '#shared/model/span.ts';
import { momentInWords, zoneName, type Zone } from './times.ts';

export const knownWords = (known: Known): { word: string; sentence: string } =>
  known === 'then'
    ? {
        word: 'Known then',
        sentence: 'Only what this console had recorded by that moment: what one could know at the time.',
      }
    : {
        word: 'Known now',
        sentence: 'All that is known today about the time up to that moment, also what was recorded later.',
      };

/** `As known at 14:05:00 UTC`; with the day where it is another. */
export function shownInWords(at: number, known: Known, present: number, zone: Zone): string {
  const when = `${momentInWords(at, present, zone)} ${zoneName(zone, at)}`;
  return known === 'then' ? `As known at ${when}` : `As known today about ${when}`;
}

/** As it may be typed in again: `2026-11-20 14:05:00`. */
export function writtenMoment(at: number, zone: Zone): string {
  const local = zone === 'utc' ? at : at - new Date(at).getTimezoneOffset() * 60_000;
  return new Date(local).toISOString().slice(0, 19).replace('T', ' ');
}

/** What a person typed: a date and time, `now-2h`, or a time alone, which is its last time before now. Null for none. */
export function enteredMoment(text: string, present: number, zone: Zone): number | null {
  if (!/^\d{1,2}:\d{2}(:\d{2})?$/.test(text.trim())) return momentOf(text, present, zone, false);
  const time = text.trim().padStart(text.trim().replace(/^\d:/, '00:').length, '0');
  const today = momentOf(`${writtenMoment(present, zone).slice(0, 10)} ${time}`, present, zone, false);
  // By the calendar: a day has 23 hours, or 25, at times.
  const dayBefore = momentOf('now-1d', present, zone, false) ?? present;
  const yesterday = momentOf(`${writtenMoment(dayBefore, zone).slice(0, 10)} ${time}`, present, zone, false);
  return today !== null && today > present ? yesterday : today;
}
