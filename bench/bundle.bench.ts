// Opening a saved incident of a million events: against reading and hashing its file, and until its list can be used.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { build } from 'rolldown';
import { processes } from '../electron/build/targets.ts';
import { hashFileBytes } from '#engine/bundles/hash-file.ts';
import { writeBundle } from '#engine/bundles/write-bundle.ts';
import { createJournal } from '#engine/journal/journal.ts';
import type * as ReviewProcessModule from '#engine/review/review-process.ts';
import { openStore } from '#engine/store/database.ts';
import type { Moment } from '#shared/model/moment.ts';
import type { Benchmark, Row } from './run.ts';

const began = Date.UTC(2026, 1, 3, 14, 0);
const spanMs = 60 * 60_000;
const root = join(import.meta.dirname, '..');
/** Beside out/, which another build may be replacing. */
const builtInto = join(root, '.tsbuild', 'bench-out');

export const benchmark: Benchmark = {
  title: 'Opening a bundle',
  run: async ({ quick }) => {
    const events = quick ? 100_000 : 1_000_000;
    const folder = mkdtempSync(join(tmpdir(), 'readyroom-bench-'));
    try {
      const file = join(folder, 'big.rrb');
      const exportMs = exportOf(makeRecord(join(folder, 'record'), events), file);
      return [...(await opening(file, events)), { name: `export of ${events} events`, value: exportMs, unit: 'ms' }];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Events of about 400 bytes, as the watches write them, all within the hour of the incident. */
function makeRecord(dataDir: string, events: number): string {
  const store = openStore({ dataDir, bootId: 'bench', now: () => began });
  let at = began;
  const journal = createJournal({ read: store.read, bootId: 'bench', now: () => at });
  const words = 'the container was restarted because its health check failed three times in a row; '.repeat(3);
  for (let done = 0; done < events; done += 5000) {
    at = began + Math.floor((done / events) * spanMs);
    const some = Array.from({ length: 5000 }, (_, index) => ({ type: 'docker.changed' as const, source: 'docker', subject: `c${(done + index) % 500}`, correlationId: `run-${done % 977}`, data: { words, count: done + index } })); // prettier-ignore
    store.write.transaction(() => journal.appendAll(store.write, some)).immediate();
  }
  store.close();
  return join(dataDir, 'readyroom.db');
}

function exportOf(recordFile: string, file: string): number {
  const read = new Database(recordFile, { readonly: true });
  const startedAt = performance.now();
  writeBundle(read, file, { incident: { id: 'inc-1', label: 'INC-1', title: 'A large one' }, fromMs: began, toMs: began + spanMs, beforeMs: 0, afterMs: 0, pinned: [], secrets: [], madeBy: 'bench', madeAt: began, timeZone: 'UTC' }, () => undefined); // prettier-ignore
  read.close();
  return performance.now() - startedAt;
}

const rounds = 5;
const median = (values: number[]): number => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0; // prettier-ignore

/** What ships starts faster than its sources. */
async function built(): Promise<typeof ReviewProcessModule> {
  const input = { ...(processes.input as Record<string, string>), 'engine/review-process': 'electron/engine/review/review-process.ts' }; // prettier-ignore
  await build({ cwd: root, logLevel: 'warn', ...processes, input, output: { ...processes.output, dir: builtInto } });
  return (await import(join(builtInto, 'engine', 'review-process.js'))) as typeof ReviewProcessModule;
}

async function opening(file: string, events: number): Promise<Row[]> {
  const bytes = statSync(file).size;
  const { openReviewProcess } = await built();
  const hashed: number[] = [];
  const opened: number[] = [];
  const listed: number[] = [];
  const moment: Moment = { at: began + spanMs, known: 'now', review: null };
  // What was written before is on the disk then: the system writing it would take a core from the one that needs two.
  execFileSync('sync');
  // The first round fills the cache of the system for both.
  for (let round = 0; round <= rounds; round++) {
    const beforeHash = performance.now();
    hashFileBytes(file, bytes);
    const beforeOpen = performance.now();
    const review = await openReviewProcess(file, { onProof: () => undefined, onEnd: () => undefined });
    const afterOpen = performance.now();
    await review.ask(['system', 'journal'], { limit: 100 }, moment, undefined);
    if (round > 0) {
      hashed.push(beforeOpen - beforeHash);
      opened.push(afterOpen - beforeOpen);
      listed.push(performance.now() - afterOpen);
    }
    review.close();
  }
  // Of a small bundle the start of the process is most; what is promised is of a large one.
  return [
    { name: `opening a bundle of ${events} events, to reading and hashing its file`, value: median(opened) / median(hashed), unit: 'x', ...(events < 1_000_000 ? {} : { atMost: 2 }) }, // prettier-ignore
    { name: 'its first list after that', value: median(listed), unit: 'ms', atMost: 300 },
    { name: 'opening it, with the start of the process', value: median(opened), unit: 'ms' },
    { name: 'reading and hashing its file', value: median(hashed), unit: 'ms' },
    { name: 'its size', value: bytes / 1024 / 1024, unit: 'MiB' },
  ];
}
