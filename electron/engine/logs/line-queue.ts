// What was read of one stream and is not yet in order. Bounded: when it is full the oldest lines are dropped and counted,
// and what stands in their place says so.
import type { RawLine } from './assemble-lines.ts';
import type { Stamp } from './log-stamp.ts';

export type QueuedLine = RawLine & { kind: 'line'; arrivedMs: number };
/** Stands between the lines of its stream: what is missing there, or what happened to it. */
export type Mark = Stamp & {
  kind: 'gap' | 'missing' | 'restarted' | 'joined' | 'ended';
  arrivedMs: number;
  words: string;
  count: number;
};
export type Queued = QueuedLine | Mark;

export interface LineQueue {
  /** `patient`: whoever adds it waits while the queue is crowded, so that nothing need be dropped for it. */
  push: (entry: Queued, patient?: boolean) => void;
  peek: () => Queued | undefined;
  shift: () => Queued | undefined;
  /** Lines and marks in it. */
  size: () => number;
  /** At least half full. */
  crowded: () => boolean;
  dropped: () => number;
}

export interface QueueLimits {
  lines: number;
  bytes: number;
}

export function createLineQueue(limits: QueueLimits): LineQueue {
  let entries: (Queued | undefined)[] = [];
  let head = 0;
  let bytes = 0;
  let dropped = 0;
  /** Stands before the first entry: gaps, and marks that had their place among what was dropped. */
  const ahead: Mark[] = [];

  const takeFirst = (): Queued | undefined => {
    const entry = entries[head];
    if (entry === undefined) return undefined;
    entries[head++] = undefined;
    if (head > 1024 && head * 2 > entries.length) {
      entries = entries.slice(head);
      head = 0;
    }
    if (entry.kind === 'line') bytes -= entry.bytes.length;
    return entry;
  };
  const drop = (): void => {
    const entry = takeFirst();
    if (entry === undefined) return;
    if (entry.kind !== 'line') return void ahead.push(entry);
    dropped++;
    const last = ahead.at(-1);
    if (last?.kind === 'gap') last.count++;
    else ahead.push({ kind: 'gap', at: entry.at, nanos: entry.nanos, arrivedMs: entry.arrivedMs, words: '', count: 1 });
  };
  const size = (): number => entries.length - head + ahead.length;
  const full = (share = 1): boolean => entries.length - head >= limits.lines * share || bytes >= limits.bytes * share;

  return {
    push: (entry, patient = false) => {
      if (entry.kind === 'line') {
        while (!patient && full()) drop();
        bytes += entry.bytes.length;
      }
      entries.push(entry);
    },
    peek: () => ahead[0] ?? entries[head],
    shift: () => ahead.shift() ?? takeFirst(),
    size,
    crowded: () => full(0.5),
    dropped: () => dropped,
  };
}
