// Keeps the journal within its budget: takes away what is too old, and the oldest where there is too much, some hundred
// events at a time, so that whoever writes does not feel it. Evidence of incidents and words of people stay.
import type { Budget, KeptSpan } from '#shared/model/recorder/budget.ts';
import { isEvictable } from '#shared/model/recorder/budget.ts';
import type { Journal } from '../journal/journal.ts';
import { segmentOf } from '../store/chain.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { eventsHeldByIncidents } from '../store/incident-rows.ts';
import { evictedUpTo } from '../store/evicted-times.ts';
import {
  evictEvents,
  evictionCandidates,
  forgetVolume,
  giveBack,
  keepVolume,
  usedBytes,
  type Candidate,
} from '../store/retention-rows.ts';
import type { Writer } from '../store/writer.ts';
import { countSegment, uncounted, volumesBySource } from './volumes.ts';

export interface RetentionOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  journal: Journal;
  now: () => number;
  budget: () => Budget;
  /** Asked anew in each step, and once more by what takes away: an incident may be declared while events go. */
  keptSpans: (db: ReadDb | WriteDb) => readonly KeptSpan[];
  /** Waits between two steps. */
  pause: () => Promise<void>;
  /** Ends the round after the present step. */
  stopped: () => boolean;
}

export interface RetentionRound {
  evicted: number;
  /** By what is left above the budget, in bytes; 0 where it holds. All of that is kept for a reason. */
  overBytes: number;
}

/** Looked at, and evicted, in one step: a few milliseconds. */
const lookedAt = 1_000;
const evictedAtOnce = 150;
const pagesAtOnce = 100;

/** One round over the journal from its beginning. Not to be called while one is under way. */
export async function retain(options: RetentionOptions): Promise<RetentionRound> {
  const { read, writer, pause, stopped } = options;
  const excess = await createExcess(options);
  let evicted = 0;
  let after = 0;
  while (!stopped()) {
    const candidates = evictionCandidates(read, after, lookedAt);
    const going: Candidate[] = [];
    const kept = options.keptSpans(read);
    const named = eventsHeldByIncidents(read);
    for (const one of candidates) {
      if (going.length === evictedAtOnce) break;
      if (!named.has(one.sequence) && excess.take(one, kept)) going.push(one);
      after = one.sequence;
    }
    if (going.length > 0) evicted += await writer.write('telemetry', (db) => takeAway(db, options, going));
    if (candidates.length < lookedAt && going.length < evictedAtOnce) break;
    await pause();
  }
  for (const segment of uncounted(read)) {
    if (stopped()) break;
    const volumes = await countSegment(read, segment, pause);
    await writer.write('telemetry', (db) => keepVolume(db, segment, volumes));
    await pause();
  }
  while (!stopped() && (await writer.write('telemetry', (db) => giveBack(db, pagesAtOnce)))) await pause();
  return { evicted, overBytes: Math.max(0, usedBytes(read) - options.budget().maxBytes) };
}

/** In one transaction with the event that tells of it; returns how many went. What became evidence meanwhile stays. */
function takeAway(db: WriteDb, { journal, keptSpans }: RetentionOptions, chosen: readonly Candidate[]): number {
  const [kept, named] = [keptSpans(db), eventsHeldByIncidents(db)];
  const going = chosen.filter((one) => !named.has(one.sequence) && !isEvidence(one, kept));
  if (going.length === 0) return 0;
  evictEvents(db, going.map(({ sequence }) => sequence)); // prettier-ignore
  for (const segment of new Set(going.map(({ sequence }) => segmentOf(sequence)))) forgetVolume(db, segment);
  const bySource: Record<string, number> = {};
  /** Up to when nothing can be told of each any more: of what stood, as long as it did. */
  const upTo: Record<string, number> = {};
  for (const { source, validUntil } of going) {
    bySource[source] = (bySource[source] ?? 0) + 1;
    upTo[source] = Math.max(upTo[source] ?? 0, validUntil);
  }
  const first = going[0]?.sequence ?? 0;
  const last = going.at(-1)?.sequence ?? 0;
  journal.append(db, { type: 'retention.evicted', source: 'engine', data: { count: going.length, first, last, upTo: Math.max(...Object.values(upTo)), bySource, upToBySource: upTo } }); // prettier-ignore
  return going.length;
}

/** It happened or was recorded in a time that is kept, or stood or lasted over it. */
function isEvidence({ time, tellsFrom, validUntil }: Candidate, kept: readonly KeptSpan[]): boolean {
  const toldUntil = Math.max(time, validUntil);
  return kept.some(({ fromMs, toMs }) => tellsFrom <= toMs && toldUntil >= fromMs);
}

/** Decides event by event, oldest first, and counts down what is too much. */
async function createExcess({ read, now, budget, pause }: RetentionOptions) {
  const { maxAgeMs, maxBytes, sources } = budget();
  let tooMany = usedBytes(read) - maxBytes;
  const bytes = new Map((await volumesBySource(read, pause)).map((volume) => [volume.source, volume.bytes]));
  const isTooOld = ({ source, validUntil }: Candidate): boolean =>
    validUntil < now() - Math.min(maxAgeMs, sources[source]?.maxAgeMs ?? maxAgeMs);
  const isTooMuch = ({ source, recordedTime, validUntil }: Candidate): boolean =>
    (tooMany > 0 || (bytes.get(source) ?? 0) > (sources[source]?.maxBytes ?? Infinity)) &&
    // What stood is needed as long as something is left of the time in which it did.
    (validUntil === recordedTime || validUntil <= (evictedUpTo(read, source) ?? 0));
  return {
    /** Whether it is to go; what it took is then no longer too much. */
    take: (one: Candidate, kept: readonly KeptSpan[]): boolean => {
      if (one.held || !isEvictable(one.type, one.source)) return false;
      if (!isTooOld(one) && !isTooMuch(one)) return false;
      if (isEvidence(one, kept)) return false;
      tooMany -= one.bytes;
      bytes.set(one.source, (bytes.get(one.source) ?? 0) - one.bytes);
      return true;
    },
  };
}
