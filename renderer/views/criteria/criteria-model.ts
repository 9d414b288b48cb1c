// What the tables of criteria say: signs and words of outcomes, numbers with their intervals, and the one line over all.
// Pure.
import { standingWord, wordsOfSet, countsOf, type StandingWord, type WatchedCriterion, type WatchedSet } from '#shared/model/criteria/judgement.ts'; // prettier-ignore
import type { Criterion } from '#shared/model/criteria/criterion.ts';
import type { WatchedObjective } from '#shared/model/criteria/objective.ts';
import { unitOf, valueText } from '#shared/model/criteria/words.ts';
import { countsInWords, verdictOf } from '#shared/model/outcome.ts';
import type { GlyphName } from '../../components/glyph.tsx';
import { grouped } from '../../components/times.ts';

export const standingSigns: Record<StandingWord, { glyph: GlyphName; word: string }> = {
  pass: { glyph: 'pass', word: 'passed' },
  fail: { glyph: 'fail', word: 'failed' },
  error: { glyph: 'error', word: 'could not look' },
  inconclusive: { glyph: 'inconclusive', word: 'not enough evidence' },
  open: { glyph: 'open', word: 'open' },
  pending: { glyph: 'never', word: 'not looked at' },
};

export const burnSigns: Record<'firing' | 'quiet' | 'inconclusive' | 'no_data' | 'error', { glyph: GlyphName; word: string }> = {
  firing: { glyph: 'fail', word: 'burning' },
  quiet: { glyph: 'pass', word: 'below the limit' },
  inconclusive: { glyph: 'inconclusive', word: 'not enough evidence' },
  no_data: { glyph: 'inconclusive', word: 'no data' },
  error: { glyph: 'error', word: 'could not look' },
}; // prettier-ignore

/** Within this an outcome is shown as of now; it is judged anew every half minute while the screen is open. */
export const freshMs = 600_000;

export interface CriterionLine {
  criterion: Criterion;
  watched: WatchedCriterion | undefined;
  standing: StandingWord;
}

export function linesOf({ set, criteria }: Pick<WatchedSet, 'set' | 'criteria'>): CriterionLine[] {
  const byId = new Map(criteria.map((one) => [one.id, one]));
  return set.criteria.map((criterion) => {
    const watched = byId.get(criterion.id);
    return { criterion, watched, standing: standingWord(criterion, watched) };
  });
}

/** `0.05 %` and below it `0.02 % to 0.12 %`. */
export function valueWords({ criterion, watched }: Pick<CriterionLine, 'criterion' | 'watched'>): { value: string; interval: string } {
  const { value = null, interval = null } = watched?.standing ?? {};
  const unit = unitOf(criterion);
  const end = (at: number | null): string => (at === null ? '…' : valueText(at, unit));
  return {
    value: value === null ? '–' : valueText(value, unit),
    interval: interval === null ? '' : `${end(interval.lower)} to ${end(interval.upper)}`,
  };
} // prettier-ignore

/** How much was seen; what is needed is worth a word only while that is less. */
export function evidenceWords({ watched }: Pick<CriterionLine, 'watched'>): { seen: string; needed: string } {
  const { n = null, needed = null } = watched?.standing ?? {};
  if (n === null) return { seen: '–', needed: '' };
  return { seen: grouped(n), needed: needed === null || n >= needed ? '' : `of ${grouped(needed)} needed` };
}

export interface Headline {
  words: string;
  tone: GlyphName | 'plain';
}

/** Counts, and good news only where all of it was looked at, by metrics lately. */
export function headlineOf(sets: readonly WatchedSet[], now: number, lost: boolean): Headline {
  const words = sets.flatMap(wordsOfSet);
  const counts = countsOf(words);
  const verdict = verdictOf(counts);
  const judged = sets.flatMap(({ criteria }) => criteria.flatMap(({ standing }) => standing?.judgedAtMs ?? []));
  const old = judged.some((at) => now - at > freshMs);
  const said = countsInWords(counts);
  if (lost) return { words: `As last known: ${said}`, tone: 'stale' };
  if (verdict === 'pass' && old) return { words: `${said}; some of it judged more than 10 min ago`, tone: 'stale' };
  if (verdict === 'pass') return { words: `${said}: every criterion was looked at`, tone: 'pass' };
  return { words: said, tone: verdict === 'fail' ? 'fail' : verdict === 'error' ? 'error' : 'plain' };
}

/** The least of the windows' words, for one line. */
export function burnRateText(rate: number | null): string {
  return rate === null ? '–' : `${Number(rate.toPrecision(3))}×`;
}

export function budgetText({ standing }: Pick<WatchedObjective, 'standing'>): string {
  const remaining = standing?.budget.remaining ?? null;
  if (remaining === null) return 'not known';
  const percent = Math.floor(remaining * 1000) / 10;
  return percent < 0 ? `${-percent} % over` : `${percent} %`;
}

/** Good news only where every budget is known and not overspent, and no window burns. */
export function objectivesHeadline(all: readonly Pick<WatchedObjective, 'standing'>[], lost: boolean): Headline {
  const order = ['firing', 'error', 'no_data', 'inconclusive', 'quiet'] as const;
  const parts = order.flatMap((state) => {
    const count = all.filter(({ standing }) => standing?.state === state).length;
    return count === 0 ? [] : [`${count} ${burnSigns[state].word}`];
  });
  const never = all.filter(({ standing }) => standing === null).length;
  const over = all.filter(({ standing }) => (standing?.budget.remaining ?? 0) < 0).length;
  const each = [...parts, ...(never === 0 ? [] : [`${never} not looked at`])].join(', ');
  // Those are counted above already.
  const words = over === 0 ? each : `${each}; ${over} of them overspent`;
  if (lost) return { words: `As last known: ${words}`, tone: 'stale' };
  if (over > 0 || all.some(({ standing }) => standing?.state === 'firing')) return { words, tone: 'fail' };
  const good = all.every(({ standing }) => standing?.state === 'quiet' && standing.budget.remaining !== null);
  return { words, tone: good ? 'pass' : 'plain' };
}
