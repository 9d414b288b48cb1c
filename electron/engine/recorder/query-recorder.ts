// Records one named query: a look when it is time, a hole with its reason where there was none, and what Prometheus still has
// of a hole once it answers again.
import { messageOf } from '#shared/model/ops-error.ts';
import type { RecordedQuery } from '#shared/model/recorder/named-query.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { fillHole, holesBetween, lastLookAt, putHole, sizeOfQuery, stretchHole, type NamedQueryRow } from '../store/sample-rows.ts'; // prettier-ignore
import type { Writer } from '../store/writer.ts';
import { createKeptLooks } from './kept-looks.ts';
import { queryOfRow } from './named-queries.ts';
import { lookAtQuery, lookBack } from './query-look.ts';

export interface QueryRecorderOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  journal: Journal;
  reader: MetricsReader;
  now: () => number;
  /** Words of a server may hold secrets. */
  safeText: (text: string) => string;
  onDefect: (error: unknown) => void;
}

export interface QueryRecorder {
  row: NamedQueryRow;
  /** When it is to be looked at next. */
  dueAt: () => number;
  /** Never rejects. */
  look: (signal: AbortSignal) => Promise<void>;
  shown: () => RecordedQuery;
  /** The hole that is open is written as long as it is. */
  close: () => void;
}

interface Hole {
  no: number | null;
  fromMs: number;
  toMs: number;
  reason: string;
  savedMs: number;
}

/** A hole is written anew at most so often while it grows. */
const stretchEveryMs = 60_000;
/** Prometheus is asked for no more than that; the rest stays a hole. */
const longestFillMs = 86_400_000;
const longestLookMs = 10_000;
const shownHoles = 20;
const holesShownMs = 7 * 86_400_000;
const sizeEveryMs = 60_000;

export function createQueryRecorder(row: NamedQueryRow, options: QueryRecorderOptions): QueryRecorder {
  const { read, writer, journal, reader, now, safeText, onDefect } = options;
  const query = queryOfRow(row);
  const { intervalMs } = query;
  const looks = createKeptLooks({ query: row.no, intervalMs, read, writer });
  let lookedAt = lastLookAt(read, row.no);
  let seenAt: number | null = null;
  let state: Pick<RecordedQuery, 'state' | 'reason'> = { state: 'waiting', reason: '' };
  let hole: Hole | null = null;
  let nextAt = now();
  let size = { ...sizeOfQuery(read, row.no), at: now() };

  const write = (task: (db: WriteDb) => void): Promise<void> => writer.write('telemetry', task);
  /** Nobody looked since the last look: the app was closed, or the machine slept. */
  const noteAbsence = async (at: number): Promise<void> => {
    if (lookedAt === null || at - lookedAt <= intervalMs * 2.5 || hole !== null) return;
    await grow(lookedAt, at, 'nobody looked: Ready Room was closed or stood still');
  };
  const grow = async (fromMs: number, toMs: number, reason: string): Promise<void> => {
    if (hole === null) hole = { no: null, fromMs, toMs, reason, savedMs: -Infinity };
    hole.toMs = toMs;
    const open = hole;
    if (toMs - open.savedMs < stretchEveryMs) return;
    open.savedMs = toMs;
    await write((db) => saveHole(db, open));
  };
  const saveHole = (db: WriteDb, open: Hole): void => {
    if (open.no === null) open.no = putHole(db, row.no, open, now());
    else stretchHole(db, open.no, open.toMs);
  };
  /** Samples come again: what lies between is asked for once, and told of. */
  const endHole = async (at: number, signal: AbortSignal): Promise<void> => {
    const ended = hole;
    if (ended === null) return;
    hole = null;
    ended.toMs = at;
    await write((db) => saveHole(db, ended));
    const filled = await fill(ended, signal);
    if (ended.no !== null && filled.looks > 0) {
      const { no } = ended;
      await write((db) => fillHole(db, no, now()));
    }
    const { fromMs, toMs, reason } = ended;
    if (toMs - fromMs < intervalMs * 2.5) return;
    const data = { query: query.name, expr: query.expr, from: fromMs, to: toMs, reason, filled: filled.looks, ...(filled.reason !== '' && { notFilled: filled.reason }) }; // prettier-ignore
    await write((db) => void journal.append(db, { type: 'samples.gap', source: 'prometheus', subject: query.name, time: toMs, data })); // prettier-ignore
  };
  const fill = async ({ fromMs, toMs }: Hole, signal: AbortSignal): Promise<{ looks: number; reason: string }> => {
    const firstMs = Math.ceil((Math.max(fromMs, toMs - longestFillMs) + 1) / intervalMs) * intervalMs;
    const lastMs = Math.ceil(toMs / intervalMs) * intervalMs - intervalMs;
    if (firstMs > lastMs) return { looks: 0, reason: '' };
    try {
      const found = await lookBack(reader, { query: query.expr, fromMs: firstMs, toMs: lastMs, stepMs: intervalMs, signal }); // prettier-ignore
      await looks.fill(found, now());
      return { looks: found.length, reason: found.length === 0 ? 'Prometheus has no samples of that time' : '' };
    } catch (error) {
      return { looks: 0, reason: safeText(messageOf(error)) };
    }
  };

  const look = async (signal: AbortSignal): Promise<void> => {
    const at = now();
    nextAt = (Math.floor(at / intervalMs) + 1) * intervalMs;
    await noteAbsence(at);
    try {
      const { samples, reason } = await lookAtQuery(reader, { query: query.expr, timeoutMs: Math.min(intervalMs, longestLookMs), signal }); // prettier-ignore
      await looks.add(at, samples);
      state = { state: 'recording', reason };
      seenAt = at;
    } catch (error) {
      if (signal.aborted) return;
      const reason = safeText(messageOf(error));
      state = { state: 'failing', reason };
      await grow(lookedAt ?? at, at, reason);
      return;
    } finally {
      if (!signal.aborted) lookedAt = at;
    }
    await endHole(at, signal);
  };

  return {
    row,
    dueAt: () => nextAt,
    look: (signal) =>
      look(signal).catch((error: unknown) => {
        if (!signal.aborted) onDefect(error);
      }),
    shown: () => {
      if (now() - size.at >= sizeEveryMs || size.oldestAt === null) size = { ...sizeOfQuery(read, row.no), at: now() };
      const { bytes, series, oldestAt } = size;
      const holes = holesBetween(read, row.no, now() - holesShownMs, now()).slice(-shownHoles);
      return { ...query, ...state, seenAt, bytes, series, oldestAt, holes };
    },
    close: () => {
      const open = hole;
      if (open !== null) write((db) => saveHole(db, open)).catch(onDefect);
    },
  };
}
