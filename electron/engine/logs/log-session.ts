// One open log: its streams read, merged, cleaned and held, and the windows and searches over them. Everything it does
// takes a few milliseconds at a time. Who may open one, and for how long it stays, is the part of log-sessions.ts.
import { levelOf } from '#shared/model/log-level.ts';
import type { LogId, LogStatus } from '#shared/model/log-lines.ts';
import { createBroadcast, type Broadcast } from '../feeds/feed.ts';
import type { Redactor } from '../redact/redact.ts';
import { createSecretHider, plainText, type SecretHider } from './clean-text.ts';
import { followStream, type FollowedStream, type StreamTiming } from './follow-stream.ts';
import { createLineQueue } from './line-queue.ts';
import { createLineRing, usualRingLimits, type RingLimits } from './line-ring.ts';
import { createLogViews, type LogViews } from './log-views.ts';
import type { Stamp } from './log-stamp.ts';
import { mergeStreams, usualMergeTiming, type Merged, type MergeTiming } from './merge-streams.ts';
import type { LogRoster, WatchOrigins } from './origin.ts';
import { createRate } from './rate.ts';
import { createSelections } from './selections.ts';

export interface SessionOptions {
  logId: LogId;
  watch: WatchOrigins;
  from: Stamp | null;
  tail: number | null;
  redactor: Redactor;
  now: () => number;
  elapsedMs: () => number;
  limits?: RingLimits;
  timing?: { stream?: StreamTiming; merge?: MergeTiming };
  /** Lines over all streams that may wait to be put in order. */
  queueLines?: number;
}

export interface LogSession extends Omit<LogViews, 'present'> {
  subscribe: Broadcast<LogStatus>['subscribe'];
  status: () => LogStatus;
  close: () => void;
}

/** One step of work; then whatever else waits in the process has its turn. */
const sliceMs = 4;
const lookAgainMs = 25;
const mostStreams = 500;

interface Member {
  stream: FollowedStream;
  hider: SecretHider;
  lines: number;
  lastAt: number | null;
}

export function createLogSession(options: SessionOptions): LogSession {
  const { now, elapsedMs, redactor, limits = usualRingLimits, queueLines = 60_000 } = options;
  const ring = createLineRing(limits);
  const members = new Map<string, Member>();
  const openedAt = now();
  const rate = createRate(elapsedMs);
  const selections = createSelections(ring, elapsedMs);
  const streams = (): FollowedStream[] => Array.from(members.values(), ({ stream }) => stream);
  let order: FollowedStream[] = [];
  let byNumber: Member[] = [];
  const merge = mergeStreams(() => order, options.timing?.merge ?? usualMergeTiming);
  const closing = new AbortController();
  let roster: LogRoster = { origins: [], reason: 'it is asked who is there', complete: false };
  let redactions = 0;
  let scheduled: 'no' | 'soon' | 'later' = 'no';
  let cancel = (): void => undefined;

  const status = (): LogStatus => ({
    key: 'log',
    openedAt,
    read: ring.end(),
    firstHeld: ring.first(),
    heldBytes: ring.bytes(),
    limitBytes: limits.bytes,
    dropped: order.reduce((sum, { queue }) => sum + queue.dropped(), 0),
    redactions,
    waiting: order.reduce((sum, { queue }) => sum + queue.size(), 0),
    linesPerSecond: rate.perSecond(),
    reason: roster.reason,
    streams: byNumber.map(({ stream, lines, lastAt }) => ({
      number: stream.number,
      name: stream.name(),
      ...stream.state(),
      lines,
      dropped: stream.queue.dropped(),
      lastAt,
    })),
    view: selections.of(views.present()).view(),
  });
  const views = createLogViews({
    ring,
    selections,
    elapsedMs,
    nameOf: (number) => byNumber[number]?.stream.name() ?? '',
    onWork: () => schedule('soon'),
    isClosed: () => closing.signal.aborted,
  });
  const broadcast = createBroadcast<LogStatus>({
    entryOf: () => (closing.signal.aborted ? undefined : status()),
    entries: () => [status()],
  });

  const keep = ({ stream, entry, late }: Merged): void => {
    const member = byNumber[stream.number];
    if (member === undefined) return;
    const place = { stream: stream.number, at: entry.at, nanos: entry.nanos, late };
    if (entry.kind !== 'line') {
      ring.append({ ...place, kind: entry.kind, text: entry.words, count: entry.count, err: false, level: 'unknown', cut: false }); // prettier-ignore
      return;
    }
    const safe = member.hider.hide(plainText(entry.bytes.toString('utf8')));
    redactions += safe.redactions;
    member.lines++;
    member.lastAt = entry.at;
    // What was there before says nothing of how fast lines come; after a while nothing of it is left, whatever the clocks.
    if (entry.at > openedAt - 1000 || now() - openedAt > 10_000) rate.count();
    ring.append({ ...place, kind: 'line', text: safe.text, level: levelOf(safe.text), err: entry.err, cut: entry.cut, count: 0 }); // prettier-ignore
  };

  /** Moves what may be shown into the ring, then lets the filters look at it; goes on in the next turn where work is left. */
  const work = (): void => {
    scheduled = 'no';
    const deadline = elapsedMs() + sliceMs;
    let moved = false;
    let merged = merge.next(elapsedMs());
    while (merged !== null) {
      keep(merged);
      moved = true;
      if (elapsedMs() >= deadline) break;
      merged = merge.next(elapsedMs());
    }
    for (const stream of order) if (!stream.queue.crowded()) stream.drained();
    const looked = selections.advance(elapsedMs() + sliceMs);
    if (moved || !looked) broadcast.touch('log');
    if (merged !== null || !looked) schedule('soon');
    else if (order.some(({ queue }) => queue.size() > 0)) schedule('later');
  };
  const schedule = (when: 'soon' | 'later'): void => {
    if (closing.signal.aborted || scheduled === 'soon' || scheduled === when) return;
    cancel();
    scheduled = when;
    if (when === 'soon') {
      const handle = setImmediate(work);
      cancel = () => clearImmediate(handle);
    } else {
      const handle = setTimeout(work, lookAgainMs);
      cancel = () => clearTimeout(handle);
    }
  };

  const onRoster = (next: LogRoster): void => {
    if (closing.signal.aborted) return;
    const first = !roster.complete;
    const isBack = roster.reason !== '' && next.reason === '';
    roster = next;
    const present_ = new Map(next.origins.map((origin) => [origin.key, origin]));
    for (const [key, { stream }] of members) if (!present_.has(key)) stream.update(null);
    for (const origin of next.origins) {
      const known = members.get(origin.key);
      if (known !== undefined) known.stream.update(origin);
      else if (members.size < mostStreams) join(origin, !first);
      else roster = { ...roster, reason: `only the first ${mostStreams} of ${next.origins.length} are read` };
    }
    if (isBack) for (const stream of order) stream.retry();
    broadcast.touch('log');
  };
  const join = (origin: LogRoster['origins'][number], joined: boolean): void => {
    const number = members.size;
    const share = Math.max(2000, Math.floor(queueLines / Math.max(1, roster.origins.length)));
    const stream = followStream({
      number,
      origin,
      queue: createLineQueue({ lines: share, bytes: share * 512 }),
      from: options.from,
      tail: options.tail,
      joined,
      now,
      elapsedMs,
      ...(options.timing?.stream && { timing: options.timing.stream }),
      onChange: () => {
        broadcast.touch('log');
        schedule(scheduled === 'later' ? 'later' : 'soon');
      },
    });
    members.set(origin.key, { stream, hider: createSecretHider(redactor), lines: 0, lastAt: null });
    order = streams();
    byNumber = [...members.values()];
  };

  options.watch(closing.signal, onRoster);
  // The rate falls while nothing comes.
  const second = setInterval(() => broadcast.touch('log'), 1000);
  second.unref();

  return {
    subscribe: broadcast.subscribe,
    status,
    ...views,
    close: () => {
      closing.abort();
      cancel();
      clearInterval(second);
      for (const stream of order) stream.close();
      broadcast.touch('log');
    },
  };
}
