// Looks at triggers when their moments come: waits by the monotonic clock, cuts off what takes too long, and hands on what
// was seen. What it means is not its part.
import { messageOf } from '#shared/model/ops-error.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { correlationScope } from '../correlation/scope.ts';
import { createSchedule, type Due, type LookCounts } from './schedule.ts';
import type { Looked } from './seen.ts';

export interface EvaluatorOptions {
  /** Epoch milliseconds, and monotonic ones. */
  now: () => number;
  elapsedMs: () => number;
  /** Calls back once after that time; returns how to call it off. */
  later: (callback: () => void, ms: number) => () => void;
  /** null where the trigger is gone. */
  observe: (key: string, asked: { atMs: number; timeoutMs: number; signal: AbortSignal }) => Promise<Looked> | null;
  onLooked: (key: string, look: { atMs: number; looked: Looked | FailedLook; tookMs: number }) => void;
}

/** It could not be looked: nothing is known, which is not "false". */
export interface FailedLook {
  failed: string;
}

export interface Evaluator {
  /** Begins, or begins anew as it is defined now, an interval after it was last looked at: a start is no gap. */
  watch: (key: string, trigger: Trigger, source: string, lastAtMs: number | null) => void;
  forget: (key: string) => void;
  counts: (key: string) => LookCounts | null;
  close: () => void;
}

const longestLookMs = 10_000;
/**
 * A trigger that was due while nothing ran is not looked at in the first moment of a start: Docker, Kubernetes and Prometheus
 * are being connected then, the look would come to "no data", and each start would write that and its end into the record.
 * Longer would come near the interval of the shortest triggers, which is this.
 */
const settleMs = 1000;

/** Shorter than the interval, so that a look is over before the next is due. */
export const deadlineOf = (intervalMs: number): number => Math.min(longestLookMs, intervalMs * 0.8);

export function createEvaluator({ now, elapsedMs, later, observe, onLooked }: EvaluatorOptions): Evaluator {
  const schedule = createSchedule();
  const deadlines = new Map<string, number>();
  const closed = new AbortController();
  let cancel: (() => void) | null = null;

  const wake = (): void => {
    cancel?.();
    cancel = null;
    if (closed.signal.aborted) return;
    for (const due of schedule.take(elapsedMs())) void look(due);
    const nextMs = schedule.nextMs();
    if (nextMs !== null) cancel = later(wake, Math.max(1, nextMs - elapsedMs()));
  };
  const look = (due: Due): Promise<void> =>
    correlationScope({ component: `triggers.${due.key}`, now }, () => lookWithin(due));
  const lookWithin = async (due: Due): Promise<void> => {
    const { key } = due;
    const timeoutMs = deadlines.get(key) ?? longestLookMs;
    const begunMs = elapsedMs();
    const atMs = now();
    const cut = new AbortController();
    const stop = later(() => cut.abort(new Error(`there was no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    const signal = AbortSignal.any([cut.signal, closed.signal]);
    const looked = await inTime(observe(key, { atMs, timeoutMs, signal }), signal);
    stop();
    schedule.finish(due);
    if (looked !== null && !closed.signal.aborted) onLooked(key, { atMs, looked, tookMs: elapsedMs() - begunMs });
    wake();
  };
  return {
    watch: (key, { intervalMs }, source, lastAtMs) => {
      deadlines.set(key, deadlineOf(intervalMs));
      const firstInMs =
        lastAtMs === null ? null : Math.min(intervalMs, Math.max(settleMs, lastAtMs + intervalMs - now()));
      schedule.add({ key, intervalMs, source, ...(firstInMs !== null && { firstInMs }) }, elapsedMs());
      wake();
    },
    forget: (key) => {
      schedule.remove(key);
      deadlines.delete(key);
    },
    counts: schedule.counts,
    close: () => {
      closed.abort(new Error('Ready Room was closed'));
      cancel?.();
    },
  };
}

/** Also where whoever looks does not listen to the signal. */
async function inTime(looking: Promise<Looked> | null, signal: AbortSignal): Promise<Looked | FailedLook | null> {
  if (looking === null) return null;
  const cut = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([looking, cut]);
  } catch (error) {
    return { failed: messageOf(error) };
  }
}
