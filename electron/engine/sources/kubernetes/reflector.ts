// Keeps one path of the API equal to the server's: reads everything, follows what changes, comes back where it left off,
// and reads everything anew only where it must. How fresh it is, it always says.
import { messageOf } from '#shared/model/ops-error.ts';
import type { AttemptOptions, Next, Place, ReflectorSurroundings } from './attempt.ts';
import { createBackOff } from './back-off.ts';
import { createChangeFollower } from './follow-changes.ts';
import type { ObjectTable, RowChange } from './object-table.ts';
import { readEverything } from './read-everything.ts';
import { createVoice, type ReflectorState } from './reflector-voice.ts';
import type { Refusal } from './refusal.ts';

export interface ReflectorOptions extends ReflectorSurroundings {
  path: string;
  /** Lets a large list come to its end before it reads its own. */
  patient: boolean;
  /** What is known; kept by whoever starts this, and written here alone. */
  table: ObjectTable;
  /** `first`: what was there before anybody looked. */
  onRows: (changes: RowChange[], first: boolean) => void;
  onState: (state: ReflectorState) => void;
  /** It may not be read (403), or there is no such thing (404); nothing is asked any more. */
  onEnd: (refusal: Refusal) => void;
}

export interface Reflector {
  /** Tries now instead of after the wait. */
  retry: () => void;
  /** Nothing is called back after it. */
  close: () => void;
}

export function startReflector(options: ReflectorOptions): Reflector {
  const { link, now, onDoubt } = options;
  const closing = new AbortController();
  const voice = createVoice(options);
  const backOff = createBackOff(options);
  const place: Place = { version: null };
  const attempted: AttemptOptions = { ...options, voice };
  const followChanges = createChangeFollower({ ...attempted, onSteady: backOff.reset }, place);
  let wake = (): void => undefined;

  const attempt = async (): Promise<Next> => {
    const linked = await link.ready();
    const signal = AbortSignal.any([linked, closing.signal]);
    try {
      if (place.version === null) return await readEverything(attempted, place, signal);
      return await followChanges(signal, place.version);
    } catch (error) {
      if (closing.signal.aborted) return 'at once';
      voice.publish();
      if (linked.aborted) {
        voice.away(link.reason(), null);
        return 'at once';
      }
      onDoubt();
      return { wait: 'failed', reason: messageOf(error), askedMs: null };
    }
  };
  const pause = (waitMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => wake(), waitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    voice.say({});
    while (!closing.signal.aborted) {
      const next = await attempt();
      if (next === 'at once') continue;
      if (closing.signal.aborted) return;
      if ('end' in next) return options.onEnd(next.end);
      const waitMs = backOff.next(next.wait, next.askedMs);
      voice.away(next.reason, now() + waitMs);
      await pause(waitMs);
    }
  };
  // A link that is closed for good ends it, and is told by whoever closes it; anything else must not go unseen.
  run().catch((error: unknown) => voice.away(messageOf(error), null));

  return {
    retry: () => {
      backOff.reset();
      wake();
    },
    close: () => {
      voice.close();
      closing.abort();
      wake();
    },
  };
}
