// Takes away what is too old of what is recorded beside events, in small steps: samples first become their rollups by minute,
// then by hour; of an object that is there its state at the limit stays. What incidents hold as evidence is left.
import type { KeptSpan } from '#shared/model/recorder/budget.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { blocksBefore, evictBlock, evictHours, evictObject, evictRaw, evictVersions, objectsAfter, type ObjectSpan } from '../store/recorded-eviction.ts'; // prettier-ignore
import type { Writer } from '../store/writer.ts';

export interface EvictRecordedOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  now: () => number;
  /** Versions of objects and rollups by minute are kept as long; samples a week at most, rollups by hour twelve times. */
  maxAgeMs: number;
  keptSpans: () => readonly KeptSpan[];
  /** Waits between two steps. */
  pause: () => Promise<void>;
  stopped: () => boolean;
}

const rawAtMostMs = 7 * 86_400_000;
const hoursLonger = 12;
/** Looked at in one step: a few milliseconds. */
const step = 200;

/** One round. Not to be called while one is under way. */
export async function evictRecorded(options: EvictRecordedOptions): Promise<void> {
  await evictObjects(options);
  await evictSamples(options);
}

const overlaps = (spans: readonly KeptSpan[], fromMs: number, toMs: number): boolean =>
  spans.some((span) => span.fromMs <= toMs && span.toMs >= fromMs);

async function evictObjects({
  read,
  writer,
  now,
  maxAgeMs,
  keptSpans,
  pause,
  stopped,
}: EvictRecordedOptions): Promise<void> {
  const limitMs = now() - maxAgeMs;
  for (let after = 0; !stopped();) {
    const objects = objectsAfter(read, after, step);
    const old = objects.filter(({ first }) => first < limitMs);
    const spans = keptSpans();
    // Of what is there all versions since the oldest evidence stay: what it was then is part of it.
    const beforeMs = Math.min(limitMs, ...spans.map(({ fromMs }) => fromMs));
    const evict = (db: WriteDb, { no, first, gone }: ObjectSpan): void => {
      if (gone >= limitMs) evictVersions(db, no, beforeMs);
      else if (!overlaps(spans, first, gone)) evictObject(db, no);
    };
    if (old.length > 0) await writer.write('telemetry', (db) => old.forEach((object) => evict(db, object)));
    const last = objects.at(-1);
    if (last === undefined || objects.length < step) return;
    after = last.no;
    await pause();
  }
}

async function evictSamples({
  read,
  writer,
  now,
  maxAgeMs,
  keptSpans,
  pause,
  stopped,
}: EvictRecordedOptions): Promise<void> {
  const minutesMs = now() - maxAgeMs;
  const rawMs = now() - Math.min(maxAgeMs, rawAtMostMs);
  const atOnce = 20;
  for (let after = 0; !stopped();) {
    const blocks = blocksBefore(read, rawMs, after, atOnce);
    const spans = keptSpans();
    const going = blocks.filter(({ fromMs, toMs, raw }) => (raw || toMs < minutesMs) && !overlaps(spans, fromMs, toMs));
    if (going.length > 0)
      await writer.write('telemetry', (db) =>
        going.forEach(({ no, toMs }) => (toMs < minutesMs ? evictBlock(db, no) : evictRaw(db, no))),
      );
    const last = blocks.at(-1);
    if (last === undefined || blocks.length < atOnce) break;
    after = last.no;
    await pause();
  }
  const hoursMs = now() - hoursLonger * maxAgeMs;
  while (!stopped() && (await writer.write('telemetry', (db) => evictHours(db, hoursMs, step)))) await pause();
}
