// Checks the journal's hash chain event by event: what was altered, what is missing without having been evicted. It mends
// nothing, and it cannot tell a journal that was rewritten from its beginning, unless its root is known from elsewhere.
// A journal is checked in pieces that each begin with the hash that is kept before them, so that several can be at work.
import type Database from 'better-sqlite3';
import { chainStart, hashText, segmentBits, segmentOf } from './chain.ts';
import { chainedEvents, termTexts } from './chained-events.ts';

export interface ChainFault {
  /** The first and last sequence number that it is about. */
  first: number;
  last: number;
  kind: 'altered' | 'missing' | 'unhashed' | 'segment';
  /** In words, for people. */
  words: string;
}

export interface ChainReport {
  /** Events whose hash was computed anew. */
  checked: number;
  /** Events that retention took away; the chain goes on over them by the hash that they ended with. */
  evicted: number;
  /** Sequence number and hash of the last event, which stand for all before; null where nothing is kept. */
  head: { sequence: number; hash: string } | null;
  /** The first that were found, at most `faultLimit`; `faultCount` counts all. */
  faults: ChainFault[];
  faultCount: number;
}

/** Numbers that are checked together, with both ends. */
export interface ChainPiece {
  from: number;
  to: number;
}

export const faultLimit = 100;
/** Few, so that the rows of a batch are dropped while they are young. */
const rowsAtOnce = 500;

/** The whole journal at once: a third of a second for every hundred thousand events or so. */
export function verifyChain(db: Database.Database): ChainReport {
  const steps = checkPiece(db, { from: 1, to: highest(db) });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return wholeReport(db, [value]);
  }
}

/**
 * The journal in pieces, in order: each begins with a segment before which an event is kept. There the chain's state is that
 * event's hash alone, so that the pieces come to what one pass would, whoever checks them.
 */
export function chainPieces(db: Database.Database): ChainPiece[] {
  const last = highest(db);
  const isKept = db.prepare('SELECT 1 FROM journal WHERE sequence = ? AND hash IS NOT NULL').pluck();
  const starts = [1];
  for (let segment = 1; segment <= segmentOf(last); segment++) {
    const from = segment * 2 ** segmentBits;
    if (isKept.get(from - 1) !== undefined) starts.push(from);
  }
  return starts.map((from, at) => ({ from, to: (starts[at + 1] ?? last + 1) - 1 }));
}

/** What the pieces, all of them and in their order, come to. Evictions that are told of meanwhile do no harm. */
export function wholeReport(db: Database.Database, pieces: readonly ChainReport[]): ChainReport {
  const faults = pieces.flatMap((piece) => piece.faults);
  const sum = (count: (piece: ChainReport) => number): number => pieces.reduce((all, piece) => all + count(piece), 0);
  const report: ChainReport = {
    checked: sum(({ checked }) => checked),
    evicted: sum(({ evicted }) => evicted),
    head: pieces.at(-1)?.head ?? null,
    faults: faults.slice(0, faultLimit),
    faultCount: sum(({ faultCount }) => faultCount),
  };
  const told = evictionsTold(db);
  if (report.evicted > told)
    addFault(report, { kind: 'missing', first: 0, last: 0, words: `${report.evicted} events were evicted, and the record tells of ${told}` }); // prettier-ignore
  return report;
}

function addFault(report: ChainReport, fault: ChainFault): void {
  report.faultCount++;
  if (report.faults.length < faultLimit) report.faults.push(fault);
}

/** In steps, for whoever has something else to do between them; each yields the last sequence number that was checked. */
export function* checkPiece(
  db: Database.Database,
  { from, to }: ChainPiece,
  terms = termTexts(db),
): Generator<number, ChainReport> {
  const evictions = evictionsIn(db, { from, to });
  const sealed = sealedOf(db);
  const report: ChainReport = { checked: 0, evicted: 0, head: null, faults: [], faultCount: 0 };
  const begin = hashBefore(db, from);
  // As texts; see hashText.
  let before = (begin ?? chainStart).toString('latin1');
  let last = from - 1;
  /** After a gap it is not known what the next event was hashed over. */
  let unknownAfter = begin === null ? last : Number.NaN;
  const fault = (kind: ChainFault['kind'], first: number, upTo: number, words: string): void =>
    addFault(report, { first, last: upTo, kind, words });
  /** Goes on to the number before `next`, over what was evicted; what is gone otherwise is missing. */
  const skipTo = (next: number): void => {
    while (last + 1 < next) {
      const span = evictions.get(last + 1);
      const upTo = span?.last ?? next - 1;
      if (span === undefined || upTo >= next) {
        fault('missing', last + 1, next - 1, `events ${last + 1} to ${next - 1} are gone, and no eviction tells of them`); // prettier-ignore
        last = next - 1;
        unknownAfter = last;
        return;
      }
      report.evicted += upTo - last;
      before = span.hash.toString('latin1');
      last = upTo;
    }
  };
  for (;;) {
    let rows = 0;
    for (const { sequence, event, hash } of chainedEvents(db, { after: last, upTo: to, limit: rowsAtOnce, terms })) {
      rows++;
      if (sequence !== last + 1) skipTo(sequence);
      const isKnown = unknownAfter !== sequence - 1;
      const seal = segmentOf(sequence) > segmentOf(sequence - 1) ? sealed.get(segmentOf(sequence - 1)) : undefined;
      if (seal !== undefined && isKnown && seal.toString('latin1') !== before)
        fault('segment', sequence - 1, sequence - 1, `the seal of segment ${segmentOf(sequence - 1)} is not the hash of its last event`); // prettier-ignore
      const made = isKnown || hash === null ? hashText(before, sequence, event) : null;
      const kept = hash?.toString('latin1') ?? null;
      if (kept === null) fault('unhashed', sequence, sequence, `event ${sequence} has no hash`);
      else if (isKnown && made !== kept)
        fault('altered', sequence, sequence, `event ${sequence} is not what was recorded`);
      report.checked++;
      before = kept ?? made ?? before;
      last = sequence;
    }
    if (rows === 0) break;
    yield last;
  }
  skipTo(to + 1);
  if (last > 0) report.head = { sequence: last, hash: Buffer.from(before, 'latin1').toString('hex') };
  return report;
}

/** The hash over which the first event of a piece was made; null where the event before it is neither kept nor evicted. */
function hashBefore(db: Database.Database, from: number): Buffer | null {
  if (from === 1) return chainStart;
  const kept = db.prepare('SELECT hash FROM journal WHERE sequence = ?').pluck().get(from - 1) as Buffer | null | undefined; // prettier-ignore
  return kept ?? (db.prepare('SELECT hash FROM journal_evicted WHERE last = ?').pluck().get(from - 1) as Buffer | undefined) ?? null; // prettier-ignore
}

/**
 * By where they begin. One that reaches over an end of the piece, as what is evicted meanwhile may, counts up to there; one
 * over numbers that were never given stays as long as it is, which is a fault.
 */
function evictionsIn(db: Database.Database, { from, to }: ChainPiece): Map<number, { last: number; hash: Buffer }> {
  const rows = db.prepare('SELECT first, last, hash FROM journal_evicted WHERE first <= ? AND last >= ?').all(to, from) as { first: number; last: number; hash: Buffer }[]; // prettier-ignore
  const given = highest(db);
  return new Map(rows.map(({ first, last, hash }) => [Math.max(first, from), { last: last > given ? last : Math.min(last, to), hash }])); // prettier-ignore
}

/** Each eviction is an event too, and those events are never evicted. */
function evictionsTold(db: Database.Database): number {
  return db.prepare("SELECT coalesce(sum(json_extract(data, '$.count')), 0) FROM journal WHERE type = (SELECT id FROM term WHERE text = 'retention.evicted')").pluck().get() as number; // prettier-ignore
}

function sealedOf(db: Database.Database): Map<number, Buffer> {
  const rows = db.prepare('SELECT number, hash FROM journal_segment').all() as { number: number; hash: Buffer }[];
  return new Map(rows.map(({ number, hash }) => [number, hash]));
}

/** The last number that was ever given, or that is there: events cut off the end are missed too. */
function highest(db: Database.Database): number {
  const given = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'journal'").pluck().get() as number | undefined; // prettier-ignore
  const there = db.prepare('SELECT max(sequence) FROM journal').pluck().get() as number | null;
  return Math.max(given ?? 0, there ?? 0);
}
