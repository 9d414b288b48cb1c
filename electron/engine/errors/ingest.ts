// Takes what producers send, by whatever way it came: reads, keeps, and accounts for every single thing. What was sent is
// what was accepted, heard, known already, in conflict, or refused with a reason; nothing is dropped in silence.
import { grouped } from '#shared/model/grouped.ts';
import { messageOf, OpsError } from '#shared/model/ops-error.ts';
import type { Journal } from '../journal/journal.ts';
import type { WriteDb } from '../store/database.ts';
import type { RefusalRow } from '../store/error-ingest-rows.ts';
import { hearComponent } from '../store/error-ingest-rows.ts';
import type { Writer } from '../store/writer.ts';
import { excerptOf } from './excerpt.ts';
import { readEnvelope, type EnvelopeSetting } from './read-envelope.ts';
import { prepareError, recordErrors, recordTally, type PreparedError, type Recorded } from './record-errors.ts';
import { EnvelopeRefused, ingestOutcomes, refusalReasons, type IngestOutcome, type RefusalReason } from './refusal.ts';

/** One thing that was sent: an envelope still to be read, a sign of life, or what could not even be read as one. */
export type Sent =
  | { value: unknown; id?: () => string }
  | { heard: { component: string; at: number } }
  | { refused: EnvelopeRefused; excerpt: string };

export interface IngestReport {
  sent: number;
  outcomes: Record<IngestOutcome, number>;
  /** Of those that were read: broke the rule of classes and layers, or brought an input along, which was hashed and dropped. */
  flags: { policy_violation: number; input_dropped: number };
  /** Of the first twenty that were refused or in conflict. `index`: its place among what was sent. */
  problems: { index: number | null; reason: RefusalReason | 'conflict'; message: string }[];
}

export interface TakeOptions {
  /** The way it came: `http`, `otlp`, `engine`, `tail <path>`, `import <path>`. */
  ingest: string;
  /** Written in the same transaction; all is then one transaction. */
  alongside?: (db: WriteDb) => void;
}

export interface Ingest {
  /**
   * Resolves when all is kept or refused; what could not be written is `internal_error`. Rejects only where something is
   * written alongside and the record refuses, or too much waits: then nothing of it is kept or counted, and it is to be taken again.
   */
  take: (sent: readonly Sent[], options: TakeOptions) => Promise<IngestReport>;
  /** Envelopes that wait to be written; more than the limit are refused. */
  waiting: () => number;
}

export interface IngestOptions extends EnvelopeSetting {
  writer: Pick<Writer, 'write'>;
  journal: Pick<Journal, 'append'>;
  /** Lets others run where the loop was held for long. */
  breathe: () => Promise<void> | undefined;
  onRecorded: (recorded: Recorded) => void;
  onReport: (ingest: string, report: IngestReport) => void;
  /** Told of what reading an envelope threw that is no refusal: a mistake of ours. */
  onDefect?: (error: unknown) => void;
  queueLimit?: number;
}

const inOneTransaction = 500;
const keptProblems = 20;
const refusalsLimit = 50;
/** An event a minute and way tells of what was refused; the tallies have all of it. */
const tellEveryMs = 60_000;

export function createIngest(options: IngestOptions): Ingest {
  const { writer, journal, now, breathe, onRecorded, onReport, queueLimit = 10_000 } = options;
  const toldAt = new Map<string, number>();
  let waiting = 0;

  const take = async (sent: readonly Sent[], { ingest, alongside }: TakeOptions): Promise<IngestReport> => {
    const report = emptyReport(sent.length);
    const batch: Batch = { errors: [], heard: new Map(), refusals: [] };
    if (waiting + sent.length > queueLimit && waiting > 0) {
      const words = `${grouped(waiting)} envelopes wait to be written, and at most ${grouped(queueLimit)} may`;
      if (alongside !== undefined) throw new OpsError('unavailable', words);
      refuseAll(report, batch, sent.length, `${words}; send it again`);
    } else {
      waiting += sent.length;
      try {
        for (const [index, one] of sent.entries()) {
          readOne(one, index, report, batch, ingest === 'engine' ? { ...options, onDefect: ignore } : options);
          await breathe();
        }
        await keep(report, batch, ingest, alongside);
      } finally {
        waiting -= sent.length;
      }
    }
    await accountForRest(report, batch, ingest);
    onReport(ingest, report);
    return report;
  };

  const keep = async (report: IngestReport, batch: Batch, ingest: string, alongside: TakeOptions['alongside']): Promise<void> => {
    const { errors, heard } = batch;
    const step = alongside === undefined ? inOneTransaction : Math.max(1, errors.length);
    for (let from = 0; from === 0 || from < errors.length; from += step) {
      const part = errors.slice(from, from + step);
      try {
        const recorded = await writer.write('telemetry', (db) => {
          const done = recordErrors(db, part, { journal, ingest, nowMs: now() });
          if (from === 0) for (const [component, at] of heard) hearComponent(db, component, at, null);
          alongside?.(db);
          const kept = { accepted: done.accepted, duplicate: done.duplicate, conflict: done.conflicts.length };
          account(db, from === 0 ? { ...report, outcomes: { ...report.outcomes, ...kept } } : { ...report, outcomes: kept, flags: {} }, { refusals: [...(from === 0 ? batch.refusals : []), ...refusedOf(done.conflicts)] }, ingest);
          return done;
        });
        report.outcomes.accepted += recorded.accepted;
        report.outcomes.duplicate += recorded.duplicate;
        report.outcomes.conflict += recorded.conflicts.length;
        if (from === 0) batch.accounted = true;
        for (const { errorId } of recorded.conflicts) problem(report, null, 'conflict', conflictWords(errorId));
        onRecorded(recorded);
      } catch (error) {
        if (alongside !== undefined) throw error;
        batch.failed = (batch.failed ?? 0) + part.length;
        problem(report, null, 'internal_error', `not recorded: ${messageOf(error)}`);
      }
    }
  };

  const account = (db: WriteDb, { sent, outcomes, flags }: Accounted, { refusals }: Pick<Batch, 'refusals'>, ingest: string): void => {
    const at = now();
    recordTally(db, ingest, { outcomes, flags }, refusals.map((row): RefusalRow => ({ ...row, at, ingest })), at);
    const refused = refusalReasons.reduce((sum, reason) => sum + (outcomes[reason] ?? 0), 0);
    if (refused === 0 || at - (toldAt.get(ingest) ?? -Infinity) < tellEveryMs) return;
    toldAt.set(ingest, at);
    journal.append(db, { type: 'error.refused', source: 'errors', subject: ingest, time: at, data: { ingest, sent, ...outcomes } });
  };

  /** What could not be written, or was not even read, is counted too, in a transaction of its own. */
  const accountForRest = async (report: IngestReport, batch: Batch, ingest: string): Promise<void> => {
    const failed = batch.failed ?? 0;
    if (batch.accounted === true && failed === 0) return;
    const rest = batch.accounted === true ? {} : { ...report.outcomes, accepted: 0, duplicate: 0, conflict: 0 };
    report.outcomes.internal_error += failed;
    const outcomes = { ...rest, internal_error: report.outcomes.internal_error };
    const whole = { sent: report.sent, outcomes, flags: batch.accounted === true ? {} : report.flags };
    try {
      await writer.write('telemetry', (db) => account(db, whole, batch.accounted === true ? none : batch, ingest));
    } catch {
      // The disk refuses: the record itself says so on every screen, and the report says what was not kept.
    }
  };

  return { take, waiting: () => waiting };
} // prettier-ignore

/** What goes wrong in taking an error of our own makes no further one. */
const ignore = (): void => undefined;

const conflictWords = (errorId: string): string => `${errorId} is kept with different content; the first stays`;

/** As lines of what was refused last: what was sent is the producer's mistake as much as one that is no envelope. */
const refusedOf = (conflicts: readonly { errorId: string; component: string }[]): Batch['refusals'] =>
  conflicts.slice(0, refusalsLimit).map(({ errorId, component }) => ({ reason: 'conflict', detail: conflictWords(errorId), excerpt: JSON.stringify({ component }) })); // prettier-ignore

/** Refusals are told with the first part. */
const none = { refusals: [] };

interface Accounted {
  sent: number;
  outcomes: Partial<Record<IngestOutcome, number>>;
  flags: Record<string, number>;
}

interface Batch {
  errors: PreparedError[];
  /** What was read of it is in the tallies. */
  accounted?: boolean;
  /** How many the record refused. */
  failed?: number;
  heard: Map<string, number>;
  refusals: Omit<RefusalRow, 'at' | 'ingest'>[];
}

function readOne(
  one: Sent,
  index: number,
  report: IngestReport,
  batch: Batch,
  setting: EnvelopeSetting & Pick<IngestOptions, 'onDefect'>,
): void {
  if ('heard' in one) {
    const { component, at } = one.heard;
    batch.heard.set(component, Math.max(batch.heard.get(component) ?? 0, at));
    report.outcomes.heard++;
    return;
  }
  if ('refused' in one) return refuse(one.refused, one.excerpt, index, report, batch);
  try {
    const read = readEnvelope(one.value, setting, one.id);
    if (read.inputDropped) report.flags.input_dropped++;
    if (read.envelope.policyViolation !== null) report.flags.policy_violation++;
    batch.errors.push(prepareError(read));
  } catch (error) {
    if (!(error instanceof EnvelopeRefused)) setting.onDefect?.(error);
    const refused = error instanceof EnvelopeRefused ? error : new EnvelopeRefused('internal_error', messageOf(error));
    refuse(refused, excerptOf(one.value, setting.redactor), index, report, batch);
  }
}

function refuse(refused: EnvelopeRefused, excerpt: string, index: number, report: IngestReport, batch: Batch): void {
  report.outcomes[refused.reason]++;
  problem(report, index, refused.reason, refused.message);
  if (batch.refusals.length < refusalsLimit) batch.refusals.push({ reason: refused.reason, detail: refused.message, excerpt }); // prettier-ignore
}

function refuseAll(report: IngestReport, batch: Batch, count: number, words: string): void {
  report.outcomes.queue_overflow += count;
  problem(report, null, 'queue_overflow', words);
  batch.refusals.push({ reason: 'queue_overflow', detail: words, excerpt: '' });
}

function problem(report: IngestReport, index: number | null, reason: RefusalReason | 'conflict', message: string): void {
  if (report.problems.length < keptProblems) report.problems.push({ index, reason, message });
} // prettier-ignore

export const emptyReport = (sent: number): IngestReport => ({
  sent,
  outcomes: Object.fromEntries(ingestOutcomes.map((outcome) => [outcome, 0])) as Record<IngestOutcome, number>,
  flags: { policy_violation: 0, input_dropped: 0 },
  problems: [],
});
