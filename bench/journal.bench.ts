// How fast events are appended as the journal grows, beside bare inserts of the same rows; how soon it answers.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { openStore, type Store } from '#engine/store/database.ts';
import { appendRows, type JournalRow } from '#engine/store/journal-rows.ts';
import { eventsInSpan, eventsOfCorrelation } from '#engine/store/journal-times.ts';
import { v7 } from '#engine/store/uuid-v7.ts';
import { verifyRecord } from '#engine/recorder/verify-record.ts';
import { verifyChain } from '#engine/store/verify-chain.ts';
import { insertRows } from '#engine/store/statements.ts';
import { benchmark as bundle } from './bundle.bench.ts';
import { interleave, spreadOf } from './rounds.ts';
import type { Benchmark, Row } from './run.ts';
import { timelinePages } from './timeline.bench.ts';

const batch = 1_000;
const perRound = 20_000;
const columns = ['sequence', 'id', 'type', 'source', 'subject', 'time', 'recordedtime', 'boot', 'correlationid', 'data', 'hash']; // prettier-ignore

export const benchmark: Benchmark = {
  title:
    'Appending 400-byte events at three sizes of the journal; looks by correlation id and by span; checking the chain',
  run: async ({ quick }) => {
    const millions = quick ? [0, 0.1, 0.5] : [0, 1, 5];
    const dir = mkdtempSync(join(tmpdir(), 'readyroom-journal-'));
    try {
      const journal = await measure(dir, millions, quick ? 3 : 9);
      return [...journal, ...(await timelinePages(quick ? 100_000 : 1_000_000)), ...(await bundle.run({ quick }))];
    } finally {
      rmSync(dir, { recursive: true });
    }
  },
};

interface Sized {
  millions: number;
  /** The number of its first event. */
  first: number;
  ours: Store;
  bare: Database.Database;
}

async function measure(dir: string, millions: number[], rounds: number): Promise<Row[]> {
  const sizes = millions.map((size) => fill(dir, size));
  const variants = Object.fromEntries(
    sizes.flatMap(({ millions: size, ours, bare }) => [
      [`ours ${size}`, async () => timed(() => appendOurs(ours, perRound))],
      [`bare ${size}`, async () => timed(() => appendBare(bare, perRound))],
    ]),
  );
  const times = await interleave(variants, rounds);
  const rate = (name: string): number => perRound / ((times[name]?.min ?? Number.NaN) / 1000);
  const [first, , last] = millions;
  const rows: Row[] = millions.flatMap((size) => [
    { name: `events a second at ${size} million`, value: rate(`ours ${size}`), unit: '1/s' },
    { name: `beside bare inserts into the same schema, at ${size} million`, value: rate(`ours ${size}`) / rate(`bare ${size}`), unit: 'x', atLeast: 0.7 }, // prettier-ignore
  ]);
  rows.push({ name: `rate at ${last} million beside ${first} million`, value: rate(`ours ${last}`) / rate(`ours ${first}`), unit: 'x', atLeast: 0.8 }); // prettier-ignore
  const [, middle, largest] = sizes;
  if (middle && largest) rows.push(...looks(middle, largest), await checkedByThreads(largest));
  for (const { ours, bare } of sizes) {
    ours.close();
    bare.close();
  }
  return rows;
}

/** The same journal twice: once for the engine's own way in, once for bare inserts. */
function fill(dir: string, millions: number): Sized {
  const folder = join(dir, `m${millions}`);
  const store = openStore({ dataDir: folder, bootId: 'bench', now: Date.now });
  store.write.pragma('synchronous = NORMAL');
  const began = performance.now();
  const first = made;
  appendOurs(store, millions * 1e6);
  store.write.pragma('wal_checkpoint(TRUNCATE)');
  if (millions > 0) console.log(`  ${millions} million events in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const copy = join(dir, `bare-${millions}.db`);
  copyFileSync(store.file, copy);
  const bare = new Database(copy);
  // As the engine's own connection is set.
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'wal_autocheckpoint = 8000', 'foreign_keys = 1', 'recursive_triggers = 1', 'cell_size_check = 1', 'temp_store = 2']) bare.pragma(pragma); // prettier-ignore
  return { millions, first, ours: store, bare };
}

let made = 0;
const body = 'x'.repeat(290);
const trace = (at: number): string => {
  const seed = Math.floor(at / 20);
  return ((seed * 2_654_435_761) >>> 0).toString(16).padStart(8, '0').repeat(4);
};

/** About 400 bytes each; twenty events share a correlation id, and subjects repeat as those of a cluster do. */
function event(): JournalRow {
  const at = made++;
  const time = 1_700_000_000_000 + at * 7;
  return { id: v7(time), type: `bench.type${at % 12}`, source: `source${at % 5}`, subject: `subject ${(at * 7919) % 3_000}`, time, recordedTime: time + 3, boot: 'bench', correlationId: trace(at), data: `{"at":${at},"body":"${body}"}` }; // prettier-ignore
}

function appendOurs({ write }: Store, count: number): void {
  for (let done = 0; done < count; done += batch) {
    const rows = Array.from({ length: Math.min(batch, count - done) }, event);
    write.transaction(() => appendRows(write, rows)).immediate();
  }
}

/** What any program has to do: rows that are made already, put in with the same statement and batch. */
function appendBare(db: Database.Database, count: number): void {
  const terms = new Map((db.prepare('SELECT text, id FROM term').raw().all() as [string, number][]).map((row) => row));
  const term = (text: string): number => {
    let id = terms.get(text);
    if (id === undefined) terms.set(text, (id = Number(db.prepare('INSERT INTO term (text) VALUES (?)').run(text).lastInsertRowid))); // prettier-ignore
    return id;
  };
  let sequence = Number(db.prepare('SELECT coalesce(max(sequence), 0) FROM journal').pluck().get());
  const hash = randomBytes(32);
  const head = `INSERT INTO journal (${columns.join(', ')})`;
  for (let done = 0; done < count; done += batch) {
    const rows = Array.from({ length: batch }, () => {
      const { id, type, source, subject, time, recordedTime, boot, correlationId, data } = event();
      return [++sequence, id, term(type), term(source), term(subject ?? ''), time, recordedTime, term(boot), correlationId, data, hash]; // prettier-ignore
    });
    db.transaction(() => insertRows(db, head, columns.length, rows)).immediate();
  }
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function looks(middle: Sized, largest: Sized): Row[] {
  const { read } = largest.ours;
  const ids = Array.from({ length: 1_000 }, (_, at) => trace(Math.floor(largest.first + at * 0.9 * largest.millions * 1_000))); // prettier-ignore
  const byCorrelation = ids.map((id) => timed(() => {
    if (eventsOfCorrelation(read, id, 200).length === 0) throw new Error(`nothing found of ${id}`);
  })); // prettier-ignore
  const byKey = ids.map((_, at) => timed(() => read.prepare('SELECT data FROM journal WHERE sequence = ?').get(at * 499 + 1))); // prettier-ignore
  const span = middle.ours.read;
  const pages = ids.map((_, at) => {
    const toMs = 1_700_000_000_000 + 7 * (middle.first + at * middle.millions * 900 + 10_000);
    return timed(() => eventsInSpan(span, { fromMs: 0, toMs, limit: 100 }));
  });
  const checkMs = timed(() => {
    const { checked, faultCount } = verifyChain(span);
    if (faultCount > 0 || checked < middle.millions * 1e6) throw new Error('the chain is broken');
  });
  return [
    { name: `by correlation id at ${largest.millions} million, p95`, value: p95(byCorrelation), unit: 'ms', atMost: 5 },
    { name: 'by primary key, p95', value: p95(byKey), unit: 'ms' },
    { name: `page of 100 in a span of ${middle.millions} million, p95`, value: p95(pages), unit: 'ms', atMost: 100 },
    { name: 'events checked a second by one thread', value: (middle.millions * 1e6) / (checkMs / 1000), unit: '1/s' },
  ]; // prettier-ignore
}

const checkThreads = 2;

/** As `readyroom verify` does it: from opening the file, with the start of the threads, to the report. By the clock on the wall. */
async function checkedByThreads({ ours, millions }: Sized): Promise<Row> {
  const began = performance.now();
  const { checked, faultCount } = await verifyRecord(ours.file, { threads: checkThreads });
  const seconds = (performance.now() - began) / 1000;
  if (faultCount > 0 || checked < millions * 1e6) throw new Error('the chain is broken');
  return { name: `events checked a second by ${checkThreads} threads`, value: checked / seconds, unit: '1/s', atLeast: 300_000 }; // prettier-ignore
}

function p95(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? spreadOf(values).p90;
}
