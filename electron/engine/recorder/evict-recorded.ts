// Takes away what is too old of what is recorded beside events, in small steps: samples first become their rollups by minute,
// then by hour; of an object that is there its state at the limit stays. What incidents hold as evidence is left.
import { performance } from 'node:perf_hooks';
import type { KeptSpan } from '#shared/model/recorder/budget.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { blocksBefore, evictBlock, evictHours, evictObject, evictRaw, evictVersions, objectsAfter, type ObjectSpan } from '../store/recorded-eviction.ts'; // prettier-ignore
import type { Writer } from '../store/writer.ts';

export interface EvictRecordedOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  now: () => number;
  /** Versions of objects and rollups by minute are kept as long; samples a week at most, rollups by hour twelve times. */
  maxAgeMs: number;
  journal: Pick<Journal, 'append'>;
  /** Asked anew in each task, of the connection that writes: an incident may have been declared right before. */
  keptSpans: (db: WriteDb) => readonly KeptSpan[];
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

/** What one of them lost; `source` is absent of samples, whose rollups stay. */
interface Gone {
  source?: string;
  upTo: number;
  versions?: number;
  blocks?: number;
}

/** Takes away one after the other, in as many tasks of the writer as that takes; each with the event that tells of it. */
async function takeAway<T>(
  going: readonly T[],
  { writer, journal, keptSpans, pause, stopped, elapsedMs = () => performance.now() }: EvictRecordedOptions,
  evict: (db: WriteDb, one: T, spans: readonly KeptSpan[]) => Gone | null,
): Promise<void> {
  for (let done = 0; done < going.length && !stopped();) {
    if (done > 0) await pause();
    done = await writer.write('telemetry', (db) => {
      const endsAt = elapsedMs() + stepMs;
      const spans = keptSpans(db);
      const gone: Gone[] = [];
      let at = done;
      for (; at < going.length && (at === done || elapsedMs() < endsAt); at++) {
        const one = evict(db, going[at] as T, spans);
        if (one !== null) gone.push(one);
      }
      if (gone.length > 0) tell(db, journal, gone);
      return at;
    });
  }
}

/** Of the journal itself nothing went. */
function tell(db: WriteDb, journal: Pick<Journal, 'append'>, gone: readonly Gone[]): void {
  const bySource: Record<string, number> = {};
  const upToBySource: Record<string, number> = {};
  for (const { source, upTo } of gone) {
    if (source === undefined) continue;
    bySource[source] = 0;
    upToBySource[source] = Math.max(upToBySource[source] ?? 0, upTo);
  }
  const sum = (of: (one: Gone) => number): number => gone.reduce((total, one) => total + of(one), 0);
  const [versions, blocks] = [sum((one) => one.versions ?? 0), sum((one) => one.blocks ?? 0)];
  const upTo = Math.max(...gone.map((one) => one.upTo));
  journal.append(db, { type: 'retention.evicted', source: 'engine', data: { count: 0, first: 0, last: 0, upTo, bySource, upToBySource, versions, blocks } }); // prettier-ignore
}

/** One round. Not to be called while one is under way. */
export async function evictRecorded(options: EvictRecordedOptions): Promise<void> {
  await evictObjects(options);
  await evictSamples(options);
}

const overlaps = (spans: readonly KeptSpan[], fromMs: number, toMs: number): boolean =>
  spans.some((span) => span.fromMs <= toMs && span.toMs >= fromMs);

async function evictObjects(options: EvictRecordedOptions): Promise<void> {
  const { read, now, maxAgeMs, pause, stopped } = options;
  const limitMs = now() - maxAgeMs;
  for (let after = 0; !stopped();) {
    const objects = objectsAfter(read, after, step);
    const old = objects.filter(({ first }) => first < limitMs);
    const evict = (db: WriteDb, { no, source, first, gone }: ObjectSpan, spans: readonly KeptSpan[]): Gone | null => {
      // Of what is there all versions since the oldest evidence stay: what it was then is part of it.
      const beforeMs = Math.min(limitMs, ...spans.map(({ fromMs }) => fromMs));
      const there = gone >= limitMs;
      if (!there && overlaps(spans, first, gone)) return null;
      const went = there ? evictVersions(db, no, beforeMs) : evictObject(db, { no, gone });
      return went && { source, ...went };
    };
    await takeAway(old, options, evict);
    const last = objects.at(-1);
    if (last === undefined || objects.length < step) return;
    after = last.no;
    await pause();
  }
}

async function evictSamples(options: EvictRecordedOptions): Promise<void> {
  const { read, writer, now, maxAgeMs, pause, stopped } = options;
  const minutesMs = now() - maxAgeMs;
  const rawMs = now() - Math.min(maxAgeMs, rawAtMostMs);
  const atOnce = 20;
  for (let after = 0; !stopped();) {
    const blocks = blocksBefore(read, rawMs, after, atOnce);
    const going = blocks.filter(({ toMs, raw }) => raw || toMs < minutesMs);
    await takeAway(going, options, (db, { no, fromMs, toMs }, spans) => {
      if (overlaps(spans, fromMs, toMs)) return null;
      if (toMs < minutesMs) evictBlock(db, no);
      else evictRaw(db, no);
      return { upTo: toMs, blocks: 1 };
    });
    const last = blocks.at(-1);
    if (last === undefined || blocks.length < atOnce) break;
    after = last.no;
    await pause();
  }
  const hoursMs = now() - hoursLonger * maxAgeMs;
  while (!stopped() && (await writer.write('telemetry', (db) => evictHours(db, hoursMs, step)))) await pause();
}
