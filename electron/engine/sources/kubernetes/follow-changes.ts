// A reflector's watches, one after the other: each goes on where the last one was, and what its end means is decided here.
import { OpsError } from '#shared/model/ops-error.ts';
import { afterRefusal, type AttemptOptions, type Next, type Place } from './attempt.ts';
import { createIdleLimit } from './idle-limit.ts';
import { identityOf } from './object-table.ts';
import type { Refusal } from './refusal.ts';
import { isOlder } from './versions.ts';
import { watchObjects, type WatchEnd, type WatchEvent } from './watch-objects.ts';

export interface FollowChangesOptions extends AttemptOptions {
  /** A watch lasted: what failed before it is over. */
  onSteady: () => void;
}

/** @returns one attempt, from the place until the watch ends. It throws as watchObjects does. */
export function createChangeFollower(
  options: FollowChangesOptions,
  place: Place,
): (signal: AbortSignal, from: string) => Promise<Next> {
  const { table, voice, timing, elapsedMs } = options;
  const idle = createIdleLimit(timing.watchIdleMs, elapsedMs);
  let failedWatches = 0;
  /** Watches in a row that the server ended soon after they began. */
  let shortWatches = 0;

  const take = ({ type, object }: WatchEvent): void => {
    const { version } = identityOf(object);
    // Events may come out of order; the place to resume from must not go back.
    if (version !== '' && (place.version === null || !isOlder(version, place.version))) place.version = version;
    if (type === 'BOOKMARK') return idle.noteBookmark();
    voice.note({ events: voice.told().events + 1 });
    if (type === 'DELETED') table.remove(object);
    else table.put(object);
  };
  const refused = (refusal: Refusal): Next => {
    // A server whose history was put back does not know our place, and says it in more than one way.
    if (refusal.status >= 500 && ++failedWatches >= 3) {
      failedWatches = 0;
      place.version = null;
    }
    return afterRefusal(refusal, place);
  };
  const after = (ended: WatchEnd, lasted: boolean): Next => {
    if (ended.kind === 'refused') return refused(ended.refusal);
    if (ended.kind === 'broken') {
      // What stood there is lost, so that only the whole tells what is.
      place.version = null;
      return { wait: 'relist', reason: ended.words, askedMs: null };
    }
    voice.heard();
    shortWatches = lasted ? 0 : shortWatches + 1;
    if (shortWatches <= 1) return 'at once';
    return { wait: 'failed', reason: 'the API server ends every watch at once', askedMs: null };
  };

  return async (signal, from) => {
    let openedAt: number | null = null;
    const lasted = (): boolean => openedAt !== null && elapsedMs() - openedAt >= timing.steadyMs;
    const count = (): void => {
      if (openedAt !== null) voice.note({ reconnects: voice.told().reconnects + 1 });
      if (lasted()) options.onSteady();
    };
    try {
      const ended = await watchObjects({
        ...options,
        version: from,
        signal,
        idleMs: idle.limitMs,
        onOpen: () => {
          openedAt = elapsedMs();
          voice.heard();
          voice.say({ state: 'live', reason: '', retryAt: null });
        },
        onHeard: () => {
          voice.heard();
          failedWatches = 0;
        },
        onEvent: take,
        onPause: voice.publish,
      });
      count();
      return after(ended, lasted());
    } catch (error) {
      count();
      const silent = error instanceof OpsError && error.code === 'timed_out';
      if (!lasted() || silent || signal.aborted) throw error;
      // Cut by something on the way: what was missed in that moment is sent again from our place.
      options.onDoubt();
      return 'at once';
    }
  };
}
