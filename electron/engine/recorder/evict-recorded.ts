// Takes away what is too old of what is recorded beside events, in small steps: samples first become their rollups by minute,
// then by hour; of an object that is there its state at the limit stays. What incidents hold as evidence is left.
import { performance } from 'node:perf_hooks';
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
  /** A clock that only goes on, in milliseconds. */
  elapsedMs?: (() => number) | undefined;
}

const rawAtMostMs = 7 * 86_400_000;
const hoursLonger = 12;
/** Looked at in one step: a few milliseconds. */
const step = 200;
/** Objects have one version or thousands, so that it is the time that ends a step which takes away. */
const stepMs = 8;

/** Takes away one after the other, in as many tasks of the writer as that takes. */
async function takeAway<T>(
  going: readonly T[],
  { writer, pause, stopped, elapsedMs = () => performance.now() }: EvictRecordedOptions,
  evict: (db: WriteDb, one: T) => void,
): Promise<void> {
  for (let done = 0; done < going.length && !stopped();) {
    if (done > 0) await pause();
    done = await writer.write('telemetry', (db) => {
      const endsAt = elapsedMs() + stepMs;
      let at = done;
      for (; at < going.length && (at === done || elapsedMs() < endsAt); at++) evict(db, going[at] as T);
      return at;
    });
  }
}

/** One round. Not to be called while one is under way. */
export async function evictRecorded(options: EvictRecordedOptions): Promise<void> {
  await evictObjects(options);
  await evictSamples(options);
}

const overlaps = (spans: readonly KeptSpan[], fromMs: number, toMs: number): boolean =>
  spans.some((span) => span.fromMs <= toMs && span.toMs >= fromMs);

async function evictObjects(options: EvictRecordedOptions): Promise<void> {
  const { read, now, maxAgeMs, keptSpans, pause, stopped } = options;
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
    await takeAway(old, options, evict);
    const last = objects.at(-1);
    if (last === undefined || objects.length < step) return;
    after = last.no;
    await pause();
  }
}

async function evictSamples(options: EvictRecordedOptions): Promise<void> {
  const { read, writer, now, maxAgeMs, keptSpans, pause, stopped } = options;
  const minutesMs = now() - maxAgeMs;
  const rawMs = now() - Math.min(maxAgeMs, rawAtMostMs);
  const atOnce = 20;
  for (let after = 0; !stopped();) {
    const blocks = blocksBefore(read, rawMs, after, atOnce);
    const spans = keptSpans();
    const going = blocks.filter(({ fromMs, toMs, raw }) => (raw || toMs < minutesMs) && !overlaps(spans, fromMs, toMs));
    await takeAway(going, options, (db, { no, toMs }) => (toMs < minutesMs ? evictBlock(db, no) : evictRaw(db, no)));
    const last = blocks.at(-1);
    if (last === undefined || blocks.length < atOnce) break;
    after = last.no;
    await pause();
  }
  const hoursMs = now() - hoursLonger * maxAgeMs;
  while (!stopped() && (await writer.write('telemetry', (db) => evictHours(db, hoursMs, step)))) await pause();
}
