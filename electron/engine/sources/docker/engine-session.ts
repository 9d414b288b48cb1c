// One connection to a Docker engine, from the first ping until it is lost: listens first, then reads everything, then
// follows what changes. It does not come back by itself; that is the follower's part.
import type { Container } from '#shared/model/container.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { listContainers, readRow } from './ask-containers.ts';
import type { DockerNews } from './docker-news.ts';
import { changesNothing, readEvent, type EngineEvent } from './engine-event.ts';
import type { EventMemory } from './event-memory.ts';
import { createLookQueue, inLanes } from './look-queue.ts';
import { watchPulse } from './pulse.ts';
import type { EngineReader } from './read-engine.ts';
import { splitLines } from './split-lines.ts';
import type { FollowTiming } from './follow-timing.ts';

export interface SessionOptions {
  reader: EngineReader;
  memory: EventMemory;
  /** What was last known; kept across sessions and never written here. */
  known: ReadonlyMap<string, Container>;
  /** The first session finds what was there before; later ones find what changed meanwhile. */
  first: boolean;
  now: () => number;
  elapsedMs: () => number;
  timing: FollowTiming;
  onContainers: (upserts: Container[], removes: string[]) => void;
  onNews: (news: DockerNews) => void;
  /** Everything has been read and is followed. */
  onLive: () => void;
  /** The engine was heard of. */
  onHeard: () => void;
}

export interface Session {
  /** Why it ended. Never rejects. */
  ended: Promise<OpsError>;
  close: () => void;
}

const heldLimit = 4096;

export function openSession(options: SessionOptions): Session {
  const { reader, memory, known, timing, onNews } = options;
  let finish!: (error: OpsError) => void;
  const ended = new Promise<OpsError>((resolve) => (finish = resolve));
  let closed = false;
  /** Events that come while everything is read; null once they are followed at once. */
  let held: EngineEvent[] | null = [];
  let stopPulse = (): void => undefined;
  let refreshing: NodeJS.Timeout | undefined;
  let clockAheadMs = 0;
  let misread = false;
  /** Told by an event on this connection, or found without one, and until when by the engine's clock. */
  const told = new Set<string>();
  const found = new Map<string, number>();

  const end = (error: unknown): void => {
    if (closed) return;
    closed = true;
    stopPulse();
    clearTimeout(refreshing);
    looks.close();
    reader.close();
    finish(error instanceof OpsError ? error : new OpsError('unavailable', messageOf(error), { cause: error }));
  };

  const looks = createLookQueue<Container | null>({
    delayMs: timing.settleMs,
    lanes: timing.lanes,
    read: (id) => readRow(reader, id, null, known.get(id)),
    onRead: (id, row) => (row ? options.onContainers([row], []) : options.onContainers([], [id])),
    onFailed: end,
  });

  const follow = (event: EngineEvent): void => {
    const { container, at } = event;
    if (!container || changesNothing(container)) return;
    told.add(container.id);
    if (container.action === 'destroy') {
      looks.drop(container.id);
      options.onContainers([], [container.id]);
    } else looks.add(container.id);
    // What was found without an event has been told already.
    if (at > (found.get(container.id) ?? -Infinity)) onNews({ kind: 'event', at, ...container });
  };

  const take = (line: string): void => {
    options.onHeard();
    const event = readEvent(line);
    if (!event && !misread) {
      misread = true;
      onNews({ kind: 'gap', at: options.now(), reason: 'the engine sent an event that cannot be read' });
    }
    if (!event || !memory.take(event)) return;
    if (!held) follow(event);
    else if (held.length < heldLimit) held.push(event);
    else end(new OpsError('too_large', `more than ${heldLimit} events came while the containers were being read`));
  };
  const onText = splitLines(take, () => end(new OpsError('too_large', 'it sent an event of more than 1 MB')));

  /** Everything anew, against what is known. */
  const reconcile = async (): Promise<void> => {
    const before = new Map(known);
    const listed = await listContainers(reader);
    const rows = await inLanes(listed, timing.lanes, (entry) => readRow(reader, entry.Id, entry, before.get(entry.Id)));
    if (closed) return;
    const upserts = rows.filter((row) => row !== null);
    const present = new Set(upserts.map(({ id }) => id));
    const removes = [...before.keys()].filter((id) => !present.has(id));
    const waiting = held ?? [];
    held = null;
    options.onContainers(upserts, removes);
    for (const event of waiting) follow(event);
    if (!options.first) tellFound(before, upserts, removes);
  };

  /** Changes of which no event told: those that a restarted engine, or one with too many events, no longer has. */
  const tellFound = (before: ReadonlyMap<string, Container>, upserts: Container[], removes: string[]): void => {
    for (const row of upserts) {
      const earlier = before.get(row.id);
      if (told.has(row.id) || (earlier && sameCourse(earlier, row))) continue;
      found.set(row.id, options.now() + clockAheadMs);
      onNews({ kind: 'found', at: options.now(), container: row, change: earlier ? 'changed' : 'appeared' });
    }
    for (const id of removes) {
      const earlier = before.get(id);
      if (!earlier || told.has(id)) continue;
      onNews({ kind: 'found', at: options.now(), container: earlier, change: 'removed' });
    }
  };

  /** Brings the words up to date, and has read again what does not agree with the list. */
  const refresh = async (): Promise<void> => {
    const listed = await listContainers(reader);
    if (closed) return;
    const gone = new Set(known.keys());
    const reworded: Container[] = [];
    for (const { Id: id, State: state, Status: status } of listed) {
      gone.delete(id);
      const row = known.get(id);
      if (row?.state !== state) looks.add(id);
      else if (row.status !== status) reworded.push({ ...row, status });
    }
    for (const id of gone) looks.add(id);
    if (reworded.length > 0) options.onContainers(reworded, []);
    scheduleRefresh();
  };
  const scheduleRefresh = (): void => {
    refreshing = setTimeout(() => void refresh().catch(end), timing.refreshMs);
  };

  const begin = async (): Promise<void> => {
    const date = await askPing(reader, timing.pingLimitMs);
    if (closed) return;
    stopPulse = watchPulse({ ...options, onLost: end, ping: () => askPing(reader, timing.pingLimitMs) });
    // The engine's clock decides what "from now on" is; ours is finer where the two agree.
    const aheadMs = (date ?? options.now()) - options.now();
    clockAheadMs = Math.abs(aheadMs) > 2000 ? aheadMs : 0;
    const position = memory.resume(positionAt(options.now() + clockAheadMs));
    const stream = await reader.follow(`/events?since=${position}`, onText);
    void stream.ended.then(({ words, orderly }) => {
      if (orderly && !closed) options.onHeard();
      end(new OpsError('unavailable', words));
    });
    await reconcile();
    if (closed) return;
    if (!options.first && memory.mayHaveMissed()) {
      const reason = 'the engine no longer has every event of the time in which it was not followed';
      onNews({ kind: 'gap', at: options.now(), reason });
    }
    options.onHeard();
    options.onLive();
    scheduleRefresh();
  };
  begin().catch(end);
  return { ended, close: () => end(new OpsError('cancelled', 'closed on purpose')) };
}

/** @throws OpsError; resolves with the engine's clock. */
async function askPing(reader: EngineReader, limitMs: number): Promise<number | null> {
  const { status, date } = await reader.get('/_ping', limitMs);
  if (status !== 200) throw new OpsError('unavailable', `it answers a ping with HTTP ${status}`);
  return date;
}

/** `seconds.nanoseconds` */
function positionAt(at: number): string {
  return `${Math.floor(at / 1000)}.${String(Math.floor(at % 1000)).padStart(3, '0')}000000`;
}

function sameCourse(before: Container, after: Container): boolean {
  const keys = ['state', 'health', 'restartCount', 'startedAt', 'exitCode', 'name'] as const;
  return keys.every((key) => before[key] === after[key]);
}
