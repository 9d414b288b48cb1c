import { expect, test } from 'vitest';
import type { Kept } from '#shared/model/series.ts';
import { keptWords } from './kept-words.ts';

const at = (hours: number, minutes: number): number => Date.UTC(2026, 10, 20, hours, minutes);
const kept: Kept = { incident: 'INC-7', at: at(14, 5), place: 'http://p:9090', fromMs: at(13, 5), toMs: at(14, 5), stepMs: 60_000, rateMs: null, rangeMs: null }; // prettier-ignore

test('what was kept says with what, when, and how it had been asked', () => {
  expect(keptWords(kept, { fromMs: at(13, 30), toMs: at(14, 5) }, 'utc')).toBe('Kept with INC-7 at 14:05:00 as http://p:9090 answered then: step 1 min.'); // prettier-ignore
  expect(keptWords({ ...kept, rateMs: 240_000, rangeMs: 6 * 3_600_000 }, null, 'utc')).toContain('step 1 min, rate over 4 min, range of 6 h.'); // prettier-ignore
});

test('where it does not reach what is shown it says how far it goes, and kept on another day it says which', () => {
  const shown = { fromMs: at(8, 0), toMs: at(15, 0) };
  expect(keptWords(kept, shown, 'utc')).toMatch(/\. Nothing was kept before 13:05:00\. Nothing was kept after 14:05:00\.$/); // prettier-ignore
  expect(keptWords({ ...kept, at: at(14, 5) + 86_400_000 }, null, 'utc')).toContain('at 21 Nov 2026, 14:05:00 as');
});
