// What one look changes: from what was known and what was seen to what is known, and what of it is news. Pure.
import { durationInWords } from '#shared/model/duration.ts';
import type { Labels } from '#shared/model/series.ts';
import { emptyMemory, type Instance, type Transition, type TriggerMemory, type TriggerTrouble } from '#shared/model/triggers/state.ts'; // prettier-ignore
import { step } from '#shared/model/triggers/step.ts';
import { ruleOf, type Trigger } from '#shared/model/triggers/trigger.ts';
import type { EventType } from '../journal/journal.ts';
import type { Seen } from './seen.ts';

/** News of a trigger, to be told and recorded. */
export interface Happening {
  type: Extract<EventType, `trigger.${string}`>;
  atMs: number;
  /** Of the instance it is about; null for the whole trigger. */
  instance: { key: string; labels: Labels; value: number } | null;
  words: string;
}

export interface Settled {
  memory: TriggerMemory;
  happenings: Happening[];
}

export function settle(trigger: Trigger, memory: TriggerMemory, atMs: number, seen: Seen): Settled {
  if (seen.kind === 'no_data') {
    const sinceMs = memory.trouble?.kind === 'no_data' ? memory.trouble.sinceMs : atMs;
    const after = { ...memory, trouble: { kind: 'no_data' as const, reason: seen.reason, sinceMs } };
    return { memory: after, happenings: troubleNews(memory, after, atMs) };
  }
  if (seen.kind === 'followed') {
    const after = { instances: seen.instances, lastEvaluatedAtMs: atMs, trouble: null };
    const moved = followedTransitions(memory.instances, seen.instances, atMs);
    return { memory: after, happenings: [...troubleNews(memory, after, atMs), ...moved.map(transitionNews)] };
  }
  const { memory: after, transitions, gap } = step(ruleOf(trigger), memory, atMs, seen);
  const gapNews: Happening[] =
    gap === null || memory.trouble !== null
      ? []
      : [{ type: 'trigger.no_data', atMs, instance: null, words: `it was not evaluated for ${durationInWords(gap.toMs - gap.fromMs)}: no time of "for" passed` }]; // prettier-ignore
  return { memory: after, happenings: [...troubleNews(memory, after, atMs), ...gapNews, ...transitions.map(transitionNews)] }; // prettier-ignore
}

/** Another Prometheus is asked than before: what was known was of the other one. */
export function forgetting(memory: TriggerMemory, atMs: number, words: string): Settled {
  if (memory.lastEvaluatedAtMs === null) return { memory, happenings: [] };
  return { memory: emptyMemory, happenings: [{ type: 'trigger.no_data', atMs, instance: null, words }] };
}

function troubleNews(before: TriggerMemory, after: TriggerMemory, atMs: number): Happening[] {
  const was = before.trouble;
  const is = after.trouble;
  if (is !== null) {
    const same = was !== null && was.kind === is.kind && sameReason(was, is);
    return same ? [] : [{ type: is.kind === 'error' ? 'trigger.error' : 'trigger.no_data', atMs, instance: null, words: is.reason }]; // prettier-ignore
  }
  if (was === null) return [];
  return [{ type: 'trigger.known', atMs, instance: null, words: `after ${durationInWords(atMs - was.sinceMs)}: ${was.reason}` }]; // prettier-ignore
}

/** Counts and times in a reason change with every look; they make no news. */
function sameReason(was: TriggerTrouble, is: TriggerTrouble): boolean {
  return was.reason.replaceAll(/\d+/g, '0') === is.reason.replaceAll(/\d+/g, '0');
}

function transitionNews({ key, labels, from, to, atMs, value, reason }: Transition): Happening {
  const type = to === 'inactive' ? (from === 'firing' ? 'trigger.resolved' : 'trigger.cleared') : `trigger.${to}` as const; // prettier-ignore
  return { type, atMs, instance: { key, labels, value }, words: reason };
}

function followedTransitions(before: Instance[], after: Instance[], atMs: number): Transition[] {
  const was = new Map(before.map((one) => [one.key, one]));
  const moved: Transition[] = [];
  for (const { key, labels, state, value } of after) {
    const from = was.get(key)?.state ?? 'inactive';
    if (from !== state) moved.push({ key, labels, from, to: state, atMs, value, reason: `Prometheus says that it is ${state}` }); // prettier-ignore
    was.delete(key);
  }
  for (const { key, labels, state, value } of was.values()) {
    moved.push({ key, labels, from: state, to: 'inactive', atMs, value, reason: 'Prometheus says that it is no longer true' }); // prettier-ignore
  }
  return moved;
}
