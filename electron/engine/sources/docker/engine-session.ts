// One connection to a Docker engine, from the first ping until it is lost: listens first, then reads everything, then
// follows what changes. It does not come back by itself; that is the follower's part.
import type { Container } from '#shared/model/container.ts';
import { dockerListNames, type DockerListName } from '#shared/model/docker-lists.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { listContainers, readRow } from './ask-containers.ts';
import type { DockerNews } from './docker-news.ts';
import { changesNothing, readEvent, type EngineEvent } from './engine-event.ts';
import type { EventMemory } from './event-memory.ts';
import type { EventBatch, EventStream, FollowEvents } from './follow-events.ts';
import { createLookQueue, inLanes } from './look-queue.ts';
import { watchPulse } from './pulse.ts';
import type { EngineReader } from './read-engine.ts';
import type { FollowTiming } from './follow-timing.ts';

export interface SessionOptions {
  reader: EngineReader;
  /** Opens the stream of events. */
  followEvents: FollowEvents;
  memory: EventMemory;
  /** What was last known; kept across sessions and never written here. */
  known: ReadonlyMap<string, Container>;
  /** The first session finds what was there before; later ones find what changed meanwhile. */
  first: boolean;
  /** Events since then are asked for on a first connection, epoch milliseconds; null for those from now on. */
  since: number | null;
  now: () => number;
  elapsedMs: () => number;
  timing: FollowTiming;
  onContainers: (upserts: Container[], removes: string[]) => void;
  onNews: (news: DockerNews) => void;
  /** Something happened to what these lists show; all of them when a connection was made anew. */
  onLists: (names: readonly DockerListName[]) => void;
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

/** While everything is read, more than that wait where they were taken. */
const heldLimit = 4096;
/** What an engine kept comes in one go. */
const quietMs = 10;

export function openSession(options: SessionOptions): Session {
  const { reader, memory, known, timing, onNews } = options;
  let finish!: (error: OpsError) => void;
  const ended = new Promise<OpsError>((resolve) => (finish = resolve));
  let closed = false;
  /** Events that come while everything is read; null once they are followed at once. */
  let held: EngineEvent[] | null = [];
  let stopPulse = (): void => undefined;
  let stream: EventStream | null = null;
  let refreshing: NodeJS.Timeout | undefined;
  let clockAheadMs = 0;
  let batchAt = 0;
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
    stream?.close();
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
    const { container, at, key } = event;
    if (!container || changesNothing(container)) return;
    told.add(container.id);
    if (container.action === 'destroy') {
      looks.drop(container.id);
      options.onContainers([], [container.id]);
    } else looks.add(container.id);
    // What was found without an event has been told already.
    if (at > (found.get(container.id) ?? -Infinity)) onNews({ kind: 'event', at, key, ...container });
  };

  const take = (line: string): void => {
    options.onHeard();
    const event = readEvent(line);
    if (!event && !misread) {
      misread = true;
      onNews({ kind: 'gap', at: options.now(), reason: 'the engine sent an event that cannot be read' });
    }
    if (!event || !memory.take(event)) return;
    if (event.lists.length > 0) options.onLists(event.lists);
    if (held) held.push(event);
    else follow(event);
  };
  const onBatch = ({ lines, lost }: EventBatch): void => {
    if (closed) return;
    batchAt = options.elapsedMs();
    for (const line of lines) take(line);
    if (lost > 0) readAllAgain(lost);
    if ((held?.length ?? 0) < heldLimit) stream?.more();
  };
  /** Events that were lost told of changes that nothing else will tell of. */
  const readAllAgain = (lost: number): void => {
    const reason = `${lost} events came faster than they could be taken; everything is read again`;
    onNews({ kind: 'gap', at: options.now(), reason, lost });
    options.onLists(dockerListNames);
    for (const id of known.keys()) looks.add(id);
    clearTimeout(refreshing);
    void refresh().catch(end);
  };

  /**
   * Resolves when the last event that was seen has come again, and with it what the engine kept since; or when that has had
   * its time. Until then nobody knows which changes will be told by an event.
   */
  const replayed = async (): Promise<void> => {
    const until = options.elapsedMs() + timing.replayMs;
    const isDone = (): boolean => memory.goesOn() && options.elapsedMs() - batchAt > quietMs;
    while (!closed && !isDone() && options.elapsedMs() < until) await new Promise((resolve) => setTimeout(resolve, quietMs)); // prettier-ignore
  };

  /** Everything anew, against what is known. */
  const reconcile = async (): Promise<void> => {
    const before = new Map(known);
    const listed = await listContainers(reader);
    const rows = await inLanes(listed, timing.lanes, (entry) => readRow(reader, entry.Id, entry, before.get(entry.Id)));
    if (!options.first) await replayed();
    if (closed) return;
    const upserts = rows.filter((row) => row !== null);
    const present = new Set(upserts.map(({ id }) => id));
    const removes = [...before.keys()].filter((id) => !present.has(id));
    const waiting = held ?? [];
    held = null;
    options.onContainers(upserts, removes);
    for (const event of waiting) follow(event);
    if (waiting.length >= heldLimit) stream?.more();
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
    const position = memory.resume(positionAt((options.since ?? options.now()) + clockAheadMs));
    stream = await options.followEvents(`/events?since=${position}`, onBatch);
    if (closed) return stream.close();
    void stream.ended.then(({ words, orderly }) => {
      if (orderly && !closed) options.onHeard();
      end(new OpsError('unavailable', orderly ? `${words} of events` : words));
    });
    await reconcile();
    if (closed) return;
    if (!options.first && memory.mayHaveMissed()) {
      const reason = 'the engine no longer has every event of the time in which it was not followed';
      onNews({ kind: 'gap', at: options.now(), reason });
    }
    options.onHeard();
    options.onLists(dockerListNames);
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
