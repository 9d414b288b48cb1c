// Checks the journal's hash chain event by event: what was altered, what is missing without having been evicted. It mends
// nothing, and it cannot tell a journal that was rewritten from its beginning, unless its root is known from elsewhere.
import type Database from 'better-sqlite3';
import { chainStart, hashText, segmentOf } from './chain.ts';
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

export const faultLimit = 100;
/** Few, so that the rows of a batch are dropped while they are young. */
const rowsAtOnce = 500;

/** The whole journal at once: a third of a second for every hundred thousand events or so. */
export function verifyChain(db: Database.Database): ChainReport {
  const steps = checkChain(db);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** In steps, for whoever has something else to do between them; each yields the last sequence number that was checked. */
export function* checkChain(db: Database.Database): Generator<number, ChainReport> {
  const evictions = evictionsOf(db);
  const sealed = sealedOf(db);
  const report: ChainReport = { checked: 0, evicted: 0, head: null, faults: [], faultCount: 0 };
  const terms = termTexts(db);
  // As texts; see hashText.
  let before = chainStart.toString('latin1');
  let last = 0;
  const fault = (kind: ChainFault['kind'], first: number, upTo: number, words: string): void => {
    report.faultCount++;
    if (report.faults.length < faultLimit) report.faults.push({ first, last: upTo, kind, words });
  };
  /** Goes on to the number before `next`, over what was evicted; what is gone otherwise is missing. */
  const skipTo = (next: number): void => {
    while (last + 1 < next) {
      const span = evictions.get(last + 1);
      const upTo = span?.last ?? next - 1;
      if (span === undefined || upTo >= next) {
        fault('missing', last + 1, next - 1, `events ${last + 1} to ${next - 1} are gone, and no eviction tells of them`); // prettier-ignore
        last = next - 1;
        return;
      }
      report.evicted += upTo - last;
      before = span.hash.toString('latin1');
      last = upTo;
    }
  };
  for (;;) {
    let rows = 0;
    for (const { sequence, event, hash } of chainedEvents(db, { after: last, limit: rowsAtOnce, terms })) {
      rows++;
      const whole = sequence === last + 1;
      if (!whole) skipTo(sequence);
      const isKnown = whole || report.faults.at(-1)?.last !== sequence - 1;
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
  skipTo(highest(db) + 1);
  const told = evictionsTold(db);
  if (report.evicted > told)
    fault('missing', 0, 0, `${report.evicted} events were evicted, and the record tells of ${told}`); // prettier-ignore
  if (last > 0) report.head = { sequence: last, hash: Buffer.from(before, 'latin1').toString('hex') };
  return report;
}

function evictionsOf(db: Database.Database): Map<number, { last: number; hash: Buffer }> {
  const rows = db.prepare('SELECT first, last, hash FROM journal_evicted').all() as { first: number; last: number; hash: Buffer }[]; // prettier-ignore
  return new Map(rows.map(({ first, last, hash }) => [first, { last, hash }]));
}

/** Each eviction is an event too, and those events are never evicted. */
function evictionsTold(db: Database.Database): number {
  return db.prepare("SELECT coalesce(sum(json_extract(data, '$.count')), 0) FROM journal WHERE type = (SELECT id FROM term WHERE text = 'retention.evicted')").pluck().get() as number; // prettier-ignore
}

function sealedOf(db: Database.Database): Map<number, Buffer> {
  const rows = db.prepare('SELECT number, hash FROM journal_segment').all() as { number: number; hash: Buffer }[];
  return new Map(rows.map(({ number, hash }) => [number, hash]));
}

/** The last number that was ever given: events cut off the end are missed too. */
function highest(db: Database.Database): number {
  const row = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'journal'").get() as { seq: number } | undefined;
  return row?.seq ?? 0;
}
