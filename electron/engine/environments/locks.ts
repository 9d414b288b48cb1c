// The locks before everything that changes a system: closed unless a person opened one by typing its name, and only for
// the time they said. Whoever changes anything asks `permit` first, at the moment of the change.
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '#shared/model/facts.ts';
import { lockKeys, type Lock, type LockKey } from '#shared/model/environment.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { EventType } from '../journal/journal.ts';

/** What a lock stands before. `protected` false: there is no need to open it. */
export interface Guarded {
  name: string;
  /** Two that share a name are told apart by it: where they are and whom they trust. */
  identity: string;
  protected: boolean;
}

export interface Locks {
  feed: Pick<Feed<Lock>, 'subscribe'>;
  /**
   * What may be changed. Two answers are the same object only while nothing else came to stand behind the lock.
   * @throws OpsError `denied` while it is locked or there is nothing behind it: the words say how to open it.
   */
  permit: (key: LockKey) => Guarded;
  /** @throws OpsError `bad_input` where what was typed is not the name, `conflict` where there is nothing to unlock. */
  unlock: (key: LockKey, typed: string, minutes: number, by: string) => Promise<void>;
  lock: (key: LockKey, by: string) => Promise<void>;
  /** Something else stands behind the lock now, or nothing: it closes. The same again changes nothing. */
  guard: (key: LockKey, guarded: Guarded | null) => void;
  close: () => void;
}

export interface LocksOptions {
  now: () => number;
  /** Resolves when it is on the disk: nothing is opened that is not recorded. */
  record: (event: { type: EventType; subject: string; source: string; data: Record<string, Json> }) => Promise<void>;
  onDefect: (error: unknown) => void;
  later?: (callback: () => void, ms: number) => () => void;
}

interface Behind {
  guarded: Guarded | null;
  openUntil: number | null;
  openedBy: string | null;
  cancel: () => void;
}

const isSame = (one: Guarded | null, other: Guarded | null): boolean =>
  one === other || (one !== null && other !== null && isDeepStrictEqual(one, other));

export function createLocks(options: LocksOptions): Locks {
  const { now, record, onDefect, later = byTimer } = options;
  const behind = new Map<LockKey, Behind>(
    lockKeys.map((key) => [key, { guarded: null, openUntil: null, openedBy: null, cancel: () => undefined }]),
  );
  const stateOf = (key: LockKey): Behind => behind.get(key) as Behind;
  const isOpen = ({ guarded, openUntil }: Behind): boolean =>
    guarded !== null && (!guarded.protected || (openUntil !== null && now() < openUntil));
  const describe = (key: LockKey): Lock => {
    const state = stateOf(key);
    const opened = state.openUntil !== null && now() < state.openUntil;
    return {
      key,
      name: state.guarded?.name ?? null,
      locked: !isOpen(state),
      unlockedUntil: opened ? state.openUntil : null,
      unlockedBy: opened ? state.openedBy : null,
    };
  };
  const feed = createFeed<Lock>(lockKeys.map(describe));

  const shut = (key: LockKey): boolean => {
    const state = stateOf(key);
    const wasOpen = state.openUntil !== null;
    state.cancel();
    state.openUntil = null;
    state.openedBy = null;
    feed.publish([describe(key)]);
    return wasOpen;
  };
  /** Closing is never refused for want of a record. */
  const close = (key: LockKey, name: string, by: string, reason: string): void => {
    if (!shut(key)) return;
    record({ type: 'lock.closed', subject: name, source: by, data: { lock: key, name, reason } }).catch(onDefect);
  };

  return {
    feed,
    permit: (key) => {
      const state = stateOf(key);
      if (state.guarded !== null && isOpen(state)) return state.guarded;
      const what = key === 'kubernetes' ? 'The Kubernetes context' : 'The environment';
      throw new OpsError(
        'denied',
        state.guarded === null
          ? `There is nothing connected that could be changed (${key}).`
          : `${what} "${state.guarded.name}" is protected; unlock it first by typing its name.`,
      );
    },
    unlock: async (key, typed, minutes, by) => {
      const { guarded } = stateOf(key);
      if (guarded === null) throw new OpsError('conflict', `Nothing is connected that could be unlocked (${key}).`);
      if (!guarded.protected) throw new OpsError('conflict', `"${guarded.name}" is not protected.`);
      if (typed !== guarded.name) throw new OpsError('bad_input', `Type the name as it stands: ${guarded.name}`);
      const { name } = guarded;
      await record({ type: 'lock.opened', subject: name, source: `person:${by}`, data: { lock: key, name, minutes } });
      const state = stateOf(key);
      // Something else may have come to stand behind it while the word was written.
      if (state.guarded?.name !== name)
        throw new OpsError('conflict', `"${name}" is no longer what would be unlocked.`);
      state.cancel();
      state.openUntil = now() + minutes * 60_000;
      state.openedBy = by;
      state.cancel = later(() => close(key, name, 'engine', 'its time was over'), minutes * 60_000);
      feed.publish([describe(key)]);
    },
    lock: async (key, by) => close(key, stateOf(key).guarded?.name ?? key, `person:${by}`, 'by hand'),
    guard: (key, guarded) => {
      const state = stateOf(key);
      const { guarded: before } = state;
      if (isSame(before, guarded)) return;
      state.guarded = guarded;
      if (state.openUntil === null) feed.publish([describe(key)]);
      else close(key, before?.name ?? key, 'engine', 'something else stands behind it');
    },
    close: () => {
      for (const state of behind.values()) state.cancel();
    },
  };
}

function byTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
