// Watches the triggers: looks at each when its moment comes, takes up what was seen, records and tells what is news.
import type { TriggerCondition } from '#shared/model/triggers/trigger.ts';
import { isManual } from '#shared/model/triggers/trigger.ts';
import { createEvaluator, type FailedLook } from './evaluator.ts';
import { isFlapping } from './flapping.ts';
import type { KnownTrigger } from './known-trigger.ts';
import { createNotices, type Notice } from './notices.ts';
import type { LookCounts } from './schedule.ts';
import type { ConditionOf, Look, Looked, Observer } from './seen.ts';
import { callsForPerson } from './show-trigger.ts';
import { forgetting, settle, type Happening, type Settled } from './settle.ts';
import type { TriggerBoard } from './trigger-board.ts';
import { eventOfHappening } from './trigger-history.ts';

export type Observers = { [K in Exclude<TriggerCondition['kind'], 'manual'>]: Observer<K> };

export interface TriggerWatchOptions {
  board: () => TriggerBoard;
  observers: Observers;
  now: () => number;
  elapsedMs: () => number;
  later: (callback: () => void, ms: number) => () => void;
  /** Hides secrets in what a system said. */
  safeText: (text: string) => string;
  muted: () => boolean;
  onNotice: (notice: Notice) => void;
}

export interface TriggerWatch {
  /** It is new, or another than before, or watched no more. */
  follow: (known: KnownTrigger) => void;
  forget: (key: string) => void;
  counts: (key: string) => LookCounts | null;
  /** Takes up news that came another way than by a look; tells and records them. */
  take: (known: KnownTrigger, settled: Settled) => void;
  /** Tells the desktop of all of it that calls for a person, or of one label set. */
  call: (known: KnownTrigger, instance?: string) => void;
  close: () => void;
}

export function createTriggerWatch(options: TriggerWatchOptions): TriggerWatch {
  const { board, observers, now, elapsedMs, later, safeText, muted, onNotice } = options;
  const notices = createNotices();
  /** What each look that is under way was begun for: another definition's answer is not taken. */
  const begunFor = new Map<string, KnownTrigger>();

  const evaluator = createEvaluator({
    now,
    elapsedMs,
    later,
    observe: (key, asked) => {
      const known = board().find(key);
      if (!known) return null;
      begunFor.set(key, known);
      const { trigger, memory } = known;
      return observing(observers, { key, trigger, memory, ...asked });
    },
    onLooked: (key, { atMs, looked, tookMs }) => {
      const known = board().find(key);
      if (!known || begunFor.get(key) !== known) return;
      known.tookMs = tookMs;
      take(known, lookedAt(known, atMs, safely(looked)));
    },
  });
  const safely = (looked: Looked | FailedLook): Looked | FailedLook => {
    if ('failed' in looked) return { failed: safeText(looked.failed) };
    const { seen } = looked;
    const hidden = 'reason' in seen ? { ...seen, reason: safeText(seen.reason) } : seen;
    return { ...looked, place: safeText(looked.place), seen: hidden };
  };
  const take = (known: KnownTrigger, { memory, happenings }: Settled): void => {
    const atMs = now();
    const before = known.memory;
    known.memory = memory;
    const quiet = memory.instances.length === 0 && memory.lastEvaluatedAtMs !== null;
    known.standing = { ...known.standing, quietSinceMs: quiet ? (known.standing.quietSinceMs ?? atMs) : null };
    const sameFiring = happenings.length === 0 && memory.instances.length === before.instances.length;
    for (const { type } of happenings) {
      if (type === 'trigger.firing' || type === 'trigger.resolved') board().changed(known, atMs);
    }
    if (happenings.length === 0 && known.flapping) settleFlapping(known, atMs);
    const missed = missedNews(known, evaluator.counts(known.key), atMs);
    board().remember(
      known,
      [...missed, ...happenings].map((one) => eventOfHappening(known, one)),
    );
    board().publish(known, sameFiring);
    if (memory.instances.every(({ state }) => state !== 'firing')) notices.calm(known.key);
    const fired = new Set(happenings.flatMap(({ type, instance }) => (type === 'trigger.firing' && instance ? [instance.key] : []))); // prettier-ignore
    tell(known, (key) => fired.has(key));
  };
  const tell = (known: KnownTrigger, isMeant: (instance: string) => boolean): void => {
    const { key, trigger, flapping, snoozed } = known;
    if (snoozed !== null || !trigger.enabled) return;
    const calling = board()
      .show(known)
      .instances.filter(callsForPerson)
      .map(({ key: instance, labels, annotations, value }) => ({
        instance,
        words: annotations['summary'] ?? lineOf(labels, value),
        fresh: isMeant(instance),
      }));
    const notice = notices.of({ about: 'trigger', key, name: trigger.name, severity: trigger.severity, calling, flapping, muted: muted() }, now()); // prettier-ignore
    if (notice !== null) onNotice(notice);
  };

  return {
    follow: (known) => {
      const { key, trigger } = known;
      if (trigger.enabled && !isManual(trigger))
        evaluator.watch(key, trigger, sourceOf(trigger.condition), known.memory.lastEvaluatedAtMs);
      else evaluator.forget(key);
    },
    forget: (key) => {
      evaluator.forget(key);
      begunFor.delete(key);
    },
    counts: evaluator.counts,
    take,
    call: (known, instance) => tell(known, (key) => instance === undefined || key === instance),
    close: evaluator.close,
  };

  function settleFlapping(known: KnownTrigger, atMs: number): void {
    known.flapping = isFlapping(known.changesMs, true, atMs);
  }
}

/** A look that failed leaves standing who looks where. */
function lookedAt(known: KnownTrigger, atMs: number, looked: Looked | FailedLook): Settled {
  const { trigger, memory, standing } = known;
  if ('failed' in looked) return settle(trigger, memory, atMs, { kind: 'error', reason: looked.failed });
  const moved = standing.place !== '' && looked.place !== standing.place;
  known.standing = { ...standing, by: looked.watchedBy, place: looked.place };
  if (!moved) return settle(trigger, memory, atMs, looked.seen);
  const forgot = forgetting(memory, atMs, `${looked.place} is asked from now on; what was known was of ${standing.place}`); // prettier-ignore
  const settled = settle(trigger, forgot.memory, atMs, looked.seen);
  return { memory: settled.memory, happenings: [...forgot.happenings, ...settled.happenings] };
}

function missedNews(known: KnownTrigger, counts: LookCounts | null, atMs: number): Happening[] {
  const missed = counts?.missed ?? 0;
  // Begun anew, it counts from zero.
  const before = Math.min(known.missedTold, missed);
  known.missedTold = missed;
  if (missed === before) return [];
  const count = missed - before;
  return [{ type: 'trigger.missed', atMs, instance: null, words: `${count} ${count === 1 ? 'look was' : 'looks were'} missed; ${missed} since this start` }]; // prettier-ignore
}

async function observing(observers: Observers, look: Look): Promise<Looked> {
  const { kind } = look.trigger.condition;
  if (kind === 'manual') throw new Error('words are not looked at');
  const observer = observers[kind] as unknown as (look: Look<ConditionOf<typeof kind>>) => Promise<Looked> | Looked;
  return await observer(look as unknown as Look<ConditionOf<typeof kind>>);
}

/** What is asked: at most two looks at it are under way. */
function sourceOf(condition: TriggerCondition): string {
  if (condition.kind === 'restarts') return condition.over;
  if (condition.kind === 'container_unhealthy') return condition.selector.namespace === undefined ? 'docker' : 'kubernetes'; // prettier-ignore
  if (condition.kind === 'rollout_stuck') return 'kubernetes';
  return condition.kind === 'probe' ? 'record' : 'prometheus';
}

function lineOf(labels: Record<string, string>, value: string): string {
  const shown = Object.entries(labels).filter(([name]) => name !== 'alertname' && name !== 'severity');
  return `${shown.map(([name, text]) => `${name}=${text}`).join(', ') || 'it'} is true, value ${value}`;
}
