// Triggers as the list shows them: grouped by how they stand now, filtered, ordered; and what can be said of all. Pure.
import { severities, type Severity, type Trigger } from '#shared/model/triggers/trigger.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { compared, naturalOrder } from '../../components/natural-order.ts';
import { grouped } from '../../components/times.ts';
import { conditionText, watchedWords } from './condition-words.ts';
import { listStateAt, listStates, stateWords, type ListState } from './list-state.ts';

export const severityWords: Record<Severity, string> = {
  urgent: 'urgent',
  action: 'action',
  attention: 'attention',
  info: 'info',
};

export interface TriggerGroup {
  state: ListState;
  triggers: WatchedTrigger[];
}

/** Each word has to stand somewhere in what is written of it. */
export function triggerGroups(all: Iterable<WatchedTrigger>, find: string, nowMs: number): TriggerGroup[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const byState = Map.groupBy(all, (watched) => listStateAt(watched, nowMs));
  return listStates.flatMap((state): TriggerGroup[] => {
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

/** What is written of it beside its name, which stands where nobody wrote more. */
export const wordsBesideName = ({ name, originalWords }: Trigger): string | null =>
  originalWords === name ? null : originalWords;

function textOf(watched: WatchedTrigger, state: ListState): string {
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
  const count = new Map(listStates.map((state) => [state, 0]));
  for (const watched of all) {
    const state = listStateAt(watched, nowMs);
    count.set(state, (count.get(state) ?? 0) + 1);
  }
  const of = (state: ListState): number => count.get(state) ?? 0;
  const named = (states: readonly ListState[]): string[] => states.flatMap((state) => (of(state) === 0 ? [] : [`${grouped(of(state))} ${countWord(state, of(state))}`])); // prettier-ignore
  const unknown = notKnown.reduce((sum, state) => sum + of(state), 0);
  const doubt = unknown === 0 ? [] : [`${grouped(unknown)} not known (${named(notKnown).join(', ')})`];
  const words = [...named(['firing', 'kept']), ...doubt, ...named(['pending', 'hole', 'inactive', 'off'])].join(', ');
  if (lost) return { words: `As last known: ${words}`, tone: 'stale' };
  if (of('firing') + of('kept') > 0) return { words, tone: 'fail' };
  if (unknown > 0) return { words, tone: 'inconclusive' };
  const allQuiet = of('inactive') > 0 && of('pending') + of('hole') === 0;
  if (!allQuiet) return { words, tone: 'plain' };
  const off = of('off') === 0 ? '' : `; ${grouped(of('off'))} switched off`;
  return { words: `All quiet: ${grouped(of('inactive'))} looked at within two intervals${off}`, tone: 'pass' };
}

const notKnown = ['last_firing', 'no_data', 'error'] as const;

/** In the headline every count is of a group of the list, in the words of its heading. */
function countWord(state: ListState, count: number): string {
  if (state === 'hole') return count === 1 ? 'hole' : 'holes';
  return stateWords[state].word;
}

/** Firing that wants a person: what is known to fire before what is not known now, then the gravest first. */
export function callingTriggers(all: Iterable<WatchedTrigger>, nowMs: number): WatchedTrigger[] {
  const doubt = (one: WatchedTrigger): number => (listStateAt(one, nowMs) === 'last_firing' ? 1 : 0);
  return [...all].filter(({ calling }) => calling > 0).toSorted((a, b) => doubt(a) - doubt(b) || gravestFirst(a, b));
}

/** How many fire, how many are only kept firing, and how many were firing when they were looked at last. */
export function firingCounts(
  all: readonly WatchedTrigger[],
  nowMs: number,
): { firing: number; kept: number; last: number } {
  // prettier-ignore
  const states = all.map((one) => listStateAt(one, nowMs));
  const of = (state: ListState): number => states.filter((one) => one === state).length;
  return { firing: of('firing'), kept: of('kept'), last: of('last_firing') };
}
