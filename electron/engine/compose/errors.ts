// Wires the errors: the record, the ways in which they come, the groups that screens are told of, and the clean-up of old ones.
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { IngestDoor, IngestSource } from '#shared/model/errors/error-ingest.ts';
import type { OpsHealthSignal } from '#shared/model/errors/ops-models.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import { createErrorAnswers, type ErrorAnswers } from '../errors/error-answers.ts';
import { createGroupBoard, type GroupBoard } from '../errors/group-board.ts';
import { createGroupWords, type GroupWords } from '../errors/group-words.ts';
import { createIngest, type Ingest } from '../errors/ingest.ts';
import { ingestSources } from '../errors/ingest-board.ts';
import { openInputHasher, readSecretFile } from '../errors/input-hash.ts';
import { healthOfComponents } from '../errors/ops-service.ts';
import { createOpsTarget, type OpsTarget } from '../errors/ops-target.ts';
import { takeOwnErrors } from '../errors/own-errors.ts';
import { createTails, type Tails } from '../errors/tails.ts';
import { createBreathe } from '../sources/kubernetes/breathe.ts';
import { cleanupErrorCounts, cleanupOldErrors } from '../store/error-cleanup.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import type { Recording } from './recording.ts';

export interface Errors {
  read: ReadDb;
  now: () => number;
  board: GroupBoard;
  words: GroupWords;
  tails: Tails;
  ingest: Ingest;
  health: Pick<Feed<OpsHealthSignal>, 'subscribe'>;
  sources: Pick<Feed<IngestSource>, 'subscribe'>;
  answers: ErrorAnswers;
  door: () => IngestDoor;
  /** What a server that hosts the engine offers to machines. */
  ops: OpsTarget;
  close: () => Promise<void>;
}

export interface ErrorsOptions {
  dataDir: string;
  /** Times whose errors are never cleaned up. */
  evidence: (db: WriteDb) => { fromMs: number; toMs: number }[];
}

const tailEveryMs = 1000;
const lookEveryMs = 60_000;
const healthEveryMs = 15_000;
const tellSourcesAfterMs = 250;
const tellHealthAfterMs = 1000;
const cleanEveryMs = 3_600_000;
/** A console that never runs for an hour cleans up too. */
const firstCleanMs = 120_000;
const retentionDays = 90;
const dayMs = 86_400_000;

export function createErrors(recording: Recording, { dataDir, evidence }: ErrorsOptions): Errors {
  const { read, writer, journal, redactor, now, onDefect } = recording;
  const hasher = openInputHasher(join(dataDir, 'errors.key'));
  const tokenFile = join(dataDir, 'ops.token');
  const token = readSecretFile(tokenFile);
  const board = createGroupBoard(read, now);
  const health = createFeed<OpsHealthSignal>();
  const sources = createFeed<IngestSource>();
  let address: string | null = null;
  const soon = createGathering();
  let told: string[] = [];
  const tellSources = soon(tellSourcesAfterMs, () => {
    const all = ingestSources(read, tails.list(), now());
    const keys = new Set(all.map(({ key }) => key));
    sources.publish(all, told.filter((key) => !keys.has(key))); // prettier-ignore
    told = [...keys];
  });
  const tellHealth = soon(tellHealthAfterMs, () => health.publish(healthOfComponents(read, { atMs: now() })));
  const ingest = createIngest({
    writer,
    journal,
    redactor,
    hasher,
    now,
    onDefect,
    breathe: createBreathe(8, () => performance.now()),
    onRecorded: ({ groups }) => board.changed(groups),
    onReport: () => {
      tellSources();
      tellHealth();
    },
  });
  const tails = createTails({ read, writer, journal, ingest, hasher, redactor, now, onChange: tellSources, onDefect }); // prettier-ignore
  recording.onErrorLogged(takeOwnErrors(ingest));
  const clean = async (): Promise<void> => {
    let deleted = 0;
    for (let step = -1; step !== 0; deleted += step) {
      // Asked by what deletes: an incident may have been declared right before.
      step = await writer.write('telemetry', (db) => cleanupOldErrors(db, { nowMs: now(), keep: evidence(db) }, retentionDays)); // prettier-ignore
    }
    await writer.write('telemetry', (db) => {
      cleanupErrorCounts(db, now() - retentionDays * dayMs);
      if (deleted > 0) journal.append(db, { type: 'error.purged', source: 'errors', data: { deleted, retentionDays } });
    });
  };
  const timers = [
    every(tailEveryMs, () => void tails.look().catch(onDefect)),
    every(lookEveryMs, board.look),
    every(healthEveryMs, tellHealth),
    every(cleanEveryMs, () => void clean().catch(onDefect)),
    once(firstCleanMs, () => void clean().catch(onDefect)),
  ];
  tellSources();
  tellHealth();
  return {
    read,
    now,
    board,
    words: createGroupWords({ read, writer, journal, now, onChanged: (no) => board.changed([no]) }),
    tails,
    ingest,
    health,
    sources,
    answers: createErrorAnswers(read, board, now),
    door: () => ({ address, token, tokenFile }),
    ops: createOpsTarget({ token, ingest, board, hasher, redactor, now, servedAt: (at) => (address = at) }),
    close: async () => {
      for (const stop of timers) stop();
      await tails.close();
      soon.end();
    },
  };
}

function every(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms);
  timer.unref();
  return () => clearInterval(timer);
}

function once(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  timer.unref();
  return () => clearTimeout(timer);
}

/** Works that run soon, once for however many asked: what they read costs more than what they tell. */
function createGathering() {
  const timers = new Set<NodeJS.Timeout>();
  const soon = (afterMs: number, work: () => void): (() => void) => {
    let timer: NodeJS.Timeout | undefined;
    return () => {
      if (timer !== undefined) return;
      const made = setTimeout(() => {
        timers.delete(made);
        timer = undefined;
        work();
      }, afterMs).unref();
      timer = made;
      timers.add(made);
    };
  };
  return Object.assign(soon, { end: () => timers.forEach((timer) => clearTimeout(timer)) });
}
