// Sends mutated bodies at what takes errors, over a real record, and holds it to its promises: it answers every one, in time,
// and whatever was sent is accounted for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIngest, type IngestReport } from '#engine/errors/ingest.ts';
import { createInputHasher } from '#engine/errors/input-hash.ts';
import { createOpsTarget, type OpsAnswer, type OpsTarget } from '#engine/errors/ops-target.ts';
import { createJournal } from '#engine/journal/journal.ts';
import { createRedactor } from '#engine/redact/redact.ts';
import { randomFrom, type Random } from '#engine/redact/redaction-corpus.fixture.ts';
import { openStore } from '#engine/store/database.ts';
import { createWriter } from '#engine/store/writer.ts';
import type { FuzzOptions, FuzzReport } from './target.ts';

export interface IngestFuzz {
  /** A well-formed body. */
  body: (random: Random, at: number) => string;
  send: (ops: OpsTarget, text: string) => Promise<OpsAnswer>;
  /** What it may be answered with. */
  statuses: readonly number[];
}

const slowMs = 2000;
const tellEvery = 5000;

export async function fuzzIngest({ body, send, statuses }: IngestFuzz, { count, seed, tell }: FuzzOptions): Promise<FuzzReport> {
  const dir = mkdtempSync(join(tmpdir(), 'fuzz-errors-'));
  const store = openStore({ dataDir: dir, bootId: 'fuzz', now: Date.now });
  const writer = createWriter({ db: store.write, now: Date.now, lingerMs: { audit: 0, telemetry: 0 } });
  const journal = createJournal({ read: store.read, bootId: 'fuzz', now: Date.now });
  const parts = { redactor: createRedactor(), hasher: createInputHasher('a-key-of-the-fuzzing-run'), now: Date.now };
  const told = { sent: 0, accounted: 0, accepted: 0, unequal: 0 };
  const onReport = (_ingest: string, { sent, outcomes }: IngestReport): void => {
    const accounted = Object.values(outcomes).reduce((sum, one) => sum + one, 0);
    told.sent += sent;
    told.accounted += accounted;
    told.accepted += outcomes.accepted;
    if (accounted !== sent) told.unequal++;
  };
  const ingest = createIngest({ ...parts, writer, journal, breathe: () => undefined, onRecorded: () => undefined, onReport });
  const ops = createOpsTarget({ ...parts, ingest, token: 'fuzz', board: { activeIncidents: () => [] }, servedAt: () => undefined });
  const report: FuzzReport = { inputs: 0, verdicts: {}, failures: [] };
  try {
    for (let at = 0; at < count; at++) {
      const text = mutated(body, seed, at);
      const startedAt = performance.now();
      const verdict = await send(ops, text).then(({ status }) => status, (error: unknown) => String(error));
      const tookMs = performance.now() - startedAt;
      report.inputs++;
      report.verdicts[`answered ${verdict}`] = (report.verdicts[`answered ${verdict}`] ?? 0) + 1;
      if (!statuses.includes(verdict as number)) report.failures.push(`seed ${seed}, input ${at}: answered ${verdict}`);
      if (tookMs > slowMs) report.failures.push(`seed ${seed}, input ${at}: took ${Math.round(tookMs)} ms`);
      if ((at + 1) % tellEvery === 0) tell(at + 1);
    }
    report.failures.push(...accounts(store.read, told));
    report.verdicts[`of ${told.sent} sent things kept`] = told.accepted;
  } finally {
    writer.close();
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
  return report;
} // prettier-ignore

/** The same for the same seed and number. One in eight is left as it is, so that well-formed ones meet the others. */
export function mutated(body: IngestFuzz['body'], seed: number, at: number): string {
  const random = randomFrom(seed * 1_000_003 + at);
  const text = body(random, at);
  if (random() < 0.125) return text;
  return random() < 0.5 ? mutateJson(text, random) : mutateText(text, random);
}

/** Cut, flipped, doubled, or with something in between. */
function mutateText(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << Math.floor(random() * 16)));
  const inserted = ['"', '{', ']', '\n', '\u0000', '\\u12', '9'.repeat(400), '['.repeat(5000)];
  const harms = [text.slice(0, at), text.slice(0, at) + flipped + text.slice(at + 1), text + text, text.slice(0, at) + (inserted[Math.floor(random() * inserted.length)] ?? '') + text.slice(at)]; // prettier-ignore
  return harms[Math.floor(random() * harms.length)] ?? text;
}

function accounts(read: ReturnType<typeof openStore>['read'], told: { sent: number; accounted: number; accepted: number; unequal: number }): string[] {
  const one = (sql: string): number => Number(read.prepare(sql).pluck().get() ?? 0);
  const kept = one('SELECT count(*) FROM infra_error_event');
  const tallied = one("SELECT sum(quantity) FROM error_ingest WHERE category = 'error'");
  const grouped = one('SELECT sum(count) FROM error_group');
  return [
    ...(told.unequal > 0 ? [`${told.unequal} reports do not add up to what was sent`] : []),
    ...(kept !== told.accepted ? [`${told.accepted} were said to be kept, ${kept} are`] : []),
    ...(tallied !== told.sent ? [`${told.sent} were sent, the tallies have ${tallied}`] : []),
    ...(grouped !== kept ? [`${kept} are kept, the groups count ${grouped}`] : []),
  ];
} // prettier-ignore

const odd: unknown[] = [null, '', 0, -1, 1e308, true, [], {}, 'x'.repeat(70_000), '\u0000\ud800', [[[[[[[[[[[[[[1]]]]]]]]]]]]]], { toString: 1, __proto__: 2 }, '2026-13-45T99:00:00Z', 'err_', -0, '𝕏'.repeat(300)]; // prettier-ignore

/** Somewhere in the value one member becomes another, goes, or comes. */
function mutateJson(text: string, random: Random): string {
  const value = JSON.parse(text) as unknown;
  const places: [Record<string, unknown>, string][] = [];
  const walk = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    for (const name of Object.keys(one)) {
      places.push([one as Record<string, unknown>, name]);
      walk((one as Record<string, unknown>)[name]);
    }
  };
  walk(value);
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    const [owner, name] = places[Math.floor(random() * places.length)] ?? [];
    if (owner === undefined || name === undefined) continue;
    if (random() < 0.25) delete owner[name];
    else owner[name] = odd[Math.floor(random() * odd.length)];
  }
  return JSON.stringify(value);
}
