// The clock in words: what is shown, and how it is meant. Pure.
import type { Known } from '#shared/model/moment.ts';
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
