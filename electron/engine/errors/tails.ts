// The files of envelopes that are followed: added and removed by people, looked at once a second, each with its place kept in
// the record in the same transaction as its lines.
import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Journal } from '../journal/journal.ts';
import type { Redactor } from '../redact/redact.ts';
import type { ReadDb } from '../store/database.ts';
import { deleteTail, insertTail, listTails, moveTail, type TailRow } from '../store/error-ingest-rows.ts';
import type { Writer } from '../store/writer.ts';
import type { FilePiece } from './file-piece.ts';
import { emptyReport, type Ingest, type IngestReport, type Sent } from './ingest.ts';
import type { InputHasher } from './input-hash.ts';
import { sentOfLine, tooLong } from './jsonl.ts';
import { tailFile, type TailFile, type TailPosition, type TailState } from './tail-file.ts';

export interface Tail extends TailRow {
  state: TailState;
  reason: string;
}

export interface Tails {
  list: () => Tail[];
  add: (path: string, by: string) => Promise<{ key: string }>;
  remove: (key: string, by: string) => Promise<void>;
  /** Takes a whole file once. */
  importFile: (path: string, by: string) => Promise<IngestReport>;
  /** Looks at every file now; for tests, and once a second. */
  look: () => Promise<void>;
  close: () => Promise<void>;
}

export interface TailsOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  journal: Pick<Journal, 'append'>;
  ingest: Ingest;
  hasher: InputHasher;
  redactor: Pick<Redactor, 'text'>;
  now: () => number;
  onChange: (key: string) => void;
  onDefect: (error: unknown) => void;
}

const mostTails = 50;

export function createTails(options: TailsOptions): Tails {
  const { read, writer, journal, now, onChange, onDefect } = options;
  const tails = new Map<string, { tail: Tail; file: TailFile }>();
  let looking: Promise<void> = Promise.resolve();

  const follow = (row: TailRow): void => {
    const tail: Tail = { ...row, state: 'waiting', reason: 'not looked at yet' };
    const ingest = `tail ${row.path}`;
    const file = tailFile({
      path: row.path,
      position: row,
      left: row.left,
      keep: async (lines, position, left) => {
        await options.ingest.take(sentOfLines(lines, options), {
          ingest,
          alongside: (db) => moveTail(db, row.key, position, left),
        });
        Object.assign(tail, position, { left });
      },
      onState: (state, reason) => {
        if (tail.state === state && tail.reason === reason) return;
        Object.assign(tail, { state, reason });
        onChange(row.key);
      },
      onGap: (words) => {
        const event = { type: 'error.gap', source: 'errors', subject: ingest, data: { ingest, why: words } } as const;
        writer.write('telemetry', (db) => journal.append(db, event)).catch(onDefect);
      },
    });
    tails.set(row.key, { tail, file });
    onChange(row.key);
  };
  for (const row of listTails(read)) follow(row);

  const tell = (type: 'error.source_added' | 'error.source_removed' | 'error.imported', path: string, by: string, data: Record<string, string | number> = {}) =>
    ({ type, source: `person:${by}`, subject: path, data: { path, ...data } }) as const;

  const look = (): Promise<void> =>
    (looking = looking.then(async () => {
      for (const { file } of tails.values()) await file.look();
    }));

  return {
    list: () => [...tails.values()].map(({ tail }) => tail),
    add: async (path, by) => {
      checkPath(path);
      if (tails.size >= mostTails) throw new OpsError('too_large', `${mostTails} files are followed already; remove one first.`);
      if ([...tails.values()].some(({ tail }) => tail.path === path)) throw new OpsError('conflict', `${path} is followed already.`);
      const row: TailRow = { key: randomUUID(), path, addedAt: now(), addedBy: by, file: null, head: null, offset: 0, left: null };
      await writer.write('audit', (db) => {
        insertTail(db, row);
        journal.append(db, tell('error.source_added', path, by));
      });
      follow(row);
      await look();
      return { key: row.key };
    },
    remove: async (key, by) => {
      const found = tails.get(key);
      if (found === undefined) throw new OpsError('not_found', 'No such file is followed.');
      await writer.write('audit', (db) => {
        deleteTail(db, key);
        journal.append(db, tell('error.source_removed', found.tail.path, by));
      });
      tails.delete(key);
      await looking;
      await found.file.close(false);
      onChange(key);
    },
    importFile: async (path, by) => {
      checkPath(path);
      const report = await importWhole(path, options);
      const { accepted, duplicate } = report.outcomes;
      await writer.write('audit', (db) => journal.append(db, tell('error.imported', path, by, { sent: report.sent, accepted, duplicate })));
      return report;
    },
    look,
    close: async () => {
      await looking;
      for (const { file } of tails.values()) await file.close();
    },
  };
} // prettier-ignore

function checkPath(path: string): void {
  if (!isAbsolute(path)) throw new OpsError('bad_input', `${path}: the path must be absolute.`);
}

async function importWhole(path: string, options: TailsOptions): Promise<IngestReport> {
  const sum = emptyReport(0);
  const position: TailPosition = { file: null, head: null, offset: 0 };
  let trouble = '';
  const file = tailFile({
    path,
    position,
    left: null,
    // The end of the file is the end of its last line: nothing more is waited for.
    final: true,
    keep: async (lines) => add(sum, await options.ingest.take(sentOfLines(lines, options), { ingest: `import ${path}`, alongside: () => undefined })), // prettier-ignore
    onState: (state, reason) => (trouble = state === 'following' ? '' : reason),
    onGap: () => undefined,
  });
  try {
    await file.look();
  } finally {
    await file.close();
  }
  if (trouble !== '') throw new OpsError('unavailable', `${path} cannot be read: ${trouble}`);
  return sum;
}

function add(sum: IngestReport, report: IngestReport): void {
  sum.sent += report.sent;
  for (const [outcome, quantity] of Object.entries(report.outcomes)) sum.outcomes[outcome as 'accepted'] += quantity;
  sum.flags.input_dropped += report.flags.input_dropped;
  sum.flags.policy_violation += report.flags.policy_violation;
  sum.problems.push(...report.problems.slice(0, 20 - sum.problems.length));
}

/** A line without an id is known by its content and its place, so that a file that is taken again brings nothing twice. */
function sentOfLines(lines: FilePiece['lines'], { redactor, hasher }: Pick<TailsOptions, 'redactor' | 'hasher'>): Sent[] {
  return lines.map(({ at, text }) =>
    text === null
      ? tooLong()
      : sentOfLine(at === 0 ? text.replace(/^\uFEFF/, '') : text, redactor, () => `err_${hasher.hash(`line ${at} ${text}`).slice(0, 32)}`),
  );
} // prettier-ignore
