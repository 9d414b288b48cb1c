// Triggers as the list shows them: grouped by how they stand now, filtered, ordered; and what can be said of all. Pure.
import { severities, type Severity } from '#shared/model/triggers/trigger.ts';
import { shownStateAt, type ShownState, type WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { GlyphName } from '../../components/glyph.tsx';
import { compared, naturalOrder } from '../../components/natural-order.ts';
import { grouped } from '../../components/times.ts';
import { conditionText, watchedWords } from './condition-words.ts';

/** In the order of the list. */
export const shownStates: readonly ShownState[] = ['firing', 'pending', 'no_data', 'error', 'hole', 'inactive', 'off'];

export const stateWords: Record<ShownState, { glyph: GlyphName; word: string; group: string }> = {
  firing: { glyph: 'fail', word: 'firing', group: 'Firing' },
  pending: { glyph: 'waiting', word: 'pending', group: 'Pending: true, and not yet for long enough' },
  no_data: { glyph: 'inconclusive', word: 'no data', group: 'No data: too little was seen to say' },
  error: { glyph: 'error', word: 'could not look', group: 'Could not look' },
  hole: { glyph: 'open', word: 'a person judges', group: 'Holes: a person has to judge these' },
  inactive: { glyph: 'pass', word: 'quiet', group: 'Quiet' },
  off: { glyph: 'not_applicable', word: 'switched off', group: 'Switched off' },
};

export const severityWords: Record<Severity, string> = {
  urgent: 'urgent',
  action: 'action',
  attention: 'attention',
  info: 'info',
};

export interface TriggerGroup {
  state: ShownState;
  triggers: WatchedTrigger[];
}

/** Each word has to stand somewhere in what is written of it. */
export function triggerGroups(all: Iterable<WatchedTrigger>, find: string, nowMs: number): TriggerGroup[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const byState = Map.groupBy(all, (watched) => shownStateAt(watched, nowMs));
  return shownStates.flatMap((state): TriggerGroup[] => {
    const found = (byState.get(state) ?? []).filter((watched) => {
      const text = textOf(watched, state);
      return words.every((word) => text.includes(word));
    });
    return found.length === 0 ? [] : [{ state, triggers: found.toSorted(gravestFirst) }];
  });
}

function gravestFirst(a: WatchedTrigger, b: WatchedTrigger): number {
  const rank = ({ trigger }: WatchedTrigger): number => severities.indexOf(trigger.severity);
  const calls = (one: WatchedTrigger): number => (one.calling > 0 ? 1 : 0);
  return calls(b) - calls(a) || rank(b) - rank(a) || compared(naturalOrder(a.trigger.name), naturalOrder(b.trigger.name)); // prettier-ignore
}

function textOf(watched: WatchedTrigger, state: ShownState): string {
  const { trigger, instances, origin } = watched;
  const labels = instances.flatMap((one) => Object.entries(one.labels).map(([name, value]) => `${name}=${value}`));
  return [
    trigger.name,
    trigger.originalWords,
    conditionText(trigger.condition),
    trigger.severity,
    stateWords[state].word,
    watchedWords(watched),
    origin.kind === 'file' ? `${origin.file} ${origin.group}` : origin.by,
    ...labels,
  ]
    .join(' ')
    .toLowerCase();
}

export interface TriggersHeadline {
  words: string;
  tone: 'fail' | 'pass' | 'stale' | 'inconclusive' | 'plain';
}

/**
 * Counts, never a score. Quiet is said of all only where each that is switched on was evaluated within two of its
 * intervals, none is neither true nor false, and nothing waits for a person's judgement.
 */
export function triggersHeadline(all: readonly WatchedTrigger[], nowMs: number, lost: boolean): TriggersHeadline {
  const count = new Map(shownStates.map((state) => [state, 0]));
  for (const watched of all) {
    const state = shownStateAt(watched, nowMs);
    count.set(state, (count.get(state) ?? 0) + 1);
  }
  const of = (state: ShownState): number => count.get(state) ?? 0;
  const unknown = of('no_data') + of('error');
  const parts = [
    [of('firing'), 'firing'],
    [of('pending'), 'pending'],
    [of('inactive'), 'quiet'],
    [unknown, 'not known'],
    [of('hole'), of('hole') === 1 ? 'hole' : 'holes'],
    [of('off'), 'switched off'],
  ] as const;
  const words = parts.flatMap(([number, word]) => (number === 0 ? [] : [`${grouped(number)} ${word}`])).join(', ');
  if (lost) return { words: `As last known: ${words}`, tone: 'stale' };
  if (of('firing') > 0) return { words, tone: 'fail' };
  if (unknown > 0) return { words, tone: 'inconclusive' };
  const allQuiet = of('inactive') > 0 && of('pending') + of('hole') === 0;
  if (!allQuiet) return { words, tone: 'plain' };
  const off = of('off') === 0 ? '' : `; ${grouped(of('off'))} switched off`;
  return { words: `All quiet: ${grouped(of('inactive'))} looked at within two intervals${off}`, tone: 'pass' };
}

/** Firing that wants a person, the gravest first. */
export function callingTriggers(all: Iterable<WatchedTrigger>): WatchedTrigger[] {
  return [...all].filter(({ calling }) => calling > 0).toSorted(gravestFirst);
}
