// Wires the record: the store, the one writer, the journal, its status, the log, and the watch on the clock.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Json } from '#shared/model/facts.ts';
import { watchClock, type Gap } from '../clock/clock-watch.ts';
import { createJournal, type EventType, type Journal } from '../journal/journal.ts';
import { createRecordStatus, type RecordStatusFeed } from '../journal/record-status.ts';
import { createErrorEvents } from '../log/error-events.ts';
import { createLog, type Log, type LogOptions } from '../log/log.ts';
import { createRedactor, type Redactor } from '../redact/redact.ts';
import { openStore, type ReadDb } from '../store/database.ts';
import { createCheckpointer } from '../store/checkpointer.ts';
import type { Salvaged } from '../store/salvage.ts';
import { removeLeftovers } from '../store/part-file.ts';
import { createWriteLog } from '../store/write-log.ts';
import { createWriter, type Writer } from '../store/writer.ts';
import { version } from '../version.ts';

export interface Recording {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  status: RecordStatusFeed;
  redactor: Redactor;
  log: Log;
  /** The database file. */
  file: string;
  bootId: string;
  now: () => number;
  /** Appends an event of the engine itself; nobody waits for it. */
  note: (type: EventType, data: Record<string, Json>) => void;
  /** Logs a defect of ours; returns the id under which people find it. */
  onDefect: (error: unknown) => string;
  /** Tells of each error that the log takes from now on. */
  onErrorLogged: (listener: NonNullable<LogOptions['onError']>) => void;
  close: () => void;
}

export interface RecordingOptions {
  dataDir: string;
  /** The record is a copy of one that cannot be written. */
  isCopy?: boolean;
  now: () => number;
  /** Nobody was looking for a while; it is recorded already. */
  onGap: (gap: Gap) => void;
}

/** @throws OpsError `conflict`, `unavailable`; see openStore. */
export function openRecording({ dataDir, isCopy = false, now, onGap }: RecordingOptions): Recording {
  const bootId = randomUUID();
  const store = openStore({ dataDir, bootId, now });
  // Every write is then refused as by a read-only disk, which the writer knows how to say.
  if (isCopy) store.write.pragma('query_only = 1');
  const redactor = createRedactor();
  let tellError: NonNullable<LogOptions['onError']> = () => undefined;
  let closed = false;
  const log = createLog({
    file: join(dataDir, 'engine.log'),
    redactor,
    now,
    onError: (logged) => {
      // The last of them are in the log alone.
      if (closed) return;
      errorEvents.note(logged);
      tellError(logged);
    },
  });
  // Copies of the record, and whatever else somebody had written into it.
  for (const folder of [dataDir, join(dataDir, 'backups')]) removeLeftovers(folder, log.info);
  const onDefect = (error: unknown): string => log.error('A defect', error);
  const journal = createJournal({ read: store.read, bootId, now });
  const writer = createWriter({
    db: store.write,
    now,
    onState: () => status.update(),
    onCommit: () => writeLog?.committed(),
    recordLoss: (db, outage) =>
      journal.append(db, { type: 'record.gap', source: 'engine', data: { ...outage, until: now() } }),
  });
  const writeLog = isCopy ? null : createWriteLog({ db: store.write, checkpointer: createCheckpointer(store.file), pauseWrites: writer.pause, later, onDefect }); // prettier-ignore
  const status = createRecordStatus({ file: store.file, journal, state: writer.state, now });
  const note: Recording['note'] = (type, data) => {
    writer.write('telemetry', (db) => journal.append(db, { type, source: 'engine', data })).catch(onDefect);
  };
  const errorEvents = createErrorEvents(
    (time, data) => {
      const event = { type: 'engine.error', source: 'engine', time, data } as const;
      writer.write('telemetry', (db) => journal.append(db, event)).catch(onDefect);
    },
    (text) => redactor.text(text).text,
  );
  if (store.salvaged !== null) note('record.salvaged', salvagedData(store.salvaged));
  note('engine.started', { version, bootId, pid: process.pid, afterUnclean: store.unclean });
  const clock = watchClock({
    now,
    elapsedMs: () => performance.now(),
    onGap: (gap) => {
      note('engine.gap', { ...gap });
      onGap(gap);
    },
  });

  const close = (): void => {
    clock.close();
    status.close();
    errorEvents.close();
    note('engine.stopped', { bootId });
    closed = true;
    writeLog?.close();
    writer.close();
    store.close();
    log.close();
  };
  const onErrorLogged: Recording['onErrorLogged'] = (listener) => (tellError = listener);
  return {
    read: store.read,
    file: store.file,
    writer,
    journal,
    status,
    redactor,
    log,
    bootId,
    now,
    note,
    onDefect,
    onErrorLogged,
    close,
  };
}

/** A process does not stay for it. */
function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
}

/** What a person has to know of it: where the damaged file is, and what was kept of which table. */
function salvagedData({ damagedFile, events, altered, reason, tables }: Salvaged): Record<string, Json> {
  const troubled = tables.filter(({ troubles }) => troubles > 0).map(({ table, rows, troubles }) => ({ table, rows, troubles })); // prettier-ignore
  return { damagedFile, events, altered, reason, troubled };
}
