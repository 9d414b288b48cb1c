// A plan's verdict as a headline. It never claims more than the counts: what was not looked at is named.
import { countsInWords, type Counts, type Verdict } from '#shared/model/outcome.ts';
import type { GlyphName } from './glyph.tsx';
import { grouped } from './times.ts';

export interface Headline {
  glyph: GlyphName;
  title: string;
  /** The counts in words. */
  detail: string;
}

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Of what a run looks at: an open manual item waits for a person, not for the run. */
const ofRun = (counts: Counts): number => total(counts) - counts.open;

/** How much was looked at, of what there is to look at. What could not be or was passed over was not, though a run is done with it. */
export function lookedAt(counts: Counts): { done: number; all: number } {
  return { done: counts.pass + counts.fail + counts.inconclusive, all: ofRun(counts) - counts.not_applicable };
}

/** @param running whether a run is under way; the headline then says so and keeps the counts. */
export function headlineOf(verdict: Verdict, counts: Counts, running: boolean): Headline {
  const detail = countsInWords(counts);
  if (running) {
    const failed = counts.fail > 0 ? `, ${grouped(counts.fail)} failed so far` : '';
    const all = ofRun(counts);
    return { glyph: 'running', title: `Running: ${grouped(all - counts.pending)} of ${grouped(all)}${failed}`, detail };
  }
  const all = total(counts);
  if (all === 0) return { glyph: 'never', title: 'Nothing to look at', detail: 'this plan has no items' };
  if (counts.pending === all)
    return { glyph: 'never', title: 'Not looked at yet', detail: `${grouped(all)} to look at` };
  const titles: Record<Verdict, string> = {
    fail: `Not ready: ${grouped(counts.fail)} failed`,
    error: `Not proven: could not look at ${grouped(counts.error)}`,
    cancelled: `Not proven: ${grouped(counts.cancelled)} cancelled`,
    inconclusive: `Not proven: ${unproven(counts)}`,
    pass: `Ready: all ${grouped(counts.pass)} passed`,
  };
  const some = counts.not_applicable > 0 ? `Ready: ${grouped(counts.pass)} passed` : titles.pass;
  return { glyph: verdict, title: verdict === 'pass' ? some : titles[verdict], detail };
}

function unproven(counts: Counts): string {
  const words: [number, string][] = [
    [counts.inconclusive, 'without enough evidence'],
    [counts.open, counts.open === 1 ? 'waits for a person' : 'wait for a person'],
    [counts.pending, 'not looked at'],
    [counts.skipped, 'skipped'],
  ];
  const said = words.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`);
  return said.length > 0 ? said.join(', ') : 'nothing passed';
}
