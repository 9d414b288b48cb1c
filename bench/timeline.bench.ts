// The timeline over a journal of a million events: counts at five zooms out of the packed columns, beside the same in SQL and
// beside a bare count(*) over the range; pages; making and loading the columns; a saved incident on the screen.
import { performance } from 'node:perf_hooks';
import { putSegment } from '#engine/store/timeline-rows.ts';
import { createTimeline, type PageQuestion, type Timeline } from '#engine/timeline/timeline.ts';
import { scenarioOf } from '../e2e/support/scenarios.ts';
import { interleave, spreadOf } from './rounds.ts';
import type { Benchmark, Row } from './run.ts';
import { filled, type Filled } from './timeline/filled.ts';
import { paintTimes } from './timeline/page.ts';

const dayMs = 86_400_000;
const yearMs = 365 * dayMs;
const buckets = 600;
const all = { line: '', hidden: [] };
const zooms = [{ name: 'a year', ms: yearMs }, { name: 'a month', ms: 30 * dayMs }, { name: 'a day', ms: dayMs }, { name: 'an hour', ms: dayMs / 24 }, { name: 'a second', ms: 1_000 }]; // prettier-ignore

const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};
const say = (words: string): void => void process.stderr.write(`  (${words})\n`);

export const benchmark: Benchmark = {
  title: 'A timeline over a million events: counts at any zoom, pages, and a saved incident on the screen',
  run: async ({ quick }) => {
    const count = quick ? 100_000 : 1_000_000;
    const toMs = Date.UTC(2026, 10, 1);
    say(`${count} events are being written`);
    const journal = filled(count, toMs - yearMs, toMs);
    try {
      return [...(await large(journal, quick ? 5 : 15)), ...(await saved(quick ? 5 : 15))];
    } finally {
      journal.close();
    }
  },
};

/** Pages alone, over a journal that is made for them. */
export async function timelinePages(count: number): Promise<Row[]> {
  const toMs = Date.UTC(2026, 10, 1);
  const journal = filled(count, toMs - yearMs, toMs);
  try {
    return await pageRows(journal, createTimeline({ read: journal.store.read }));
  } finally {
    journal.close();
  }
}

async function large(journal: Filled, rounds: number): Promise<Row[]> {
  const { store, fromMs } = journal;
  const keep = (kept: Parameters<typeof putSegment>[1], hash: Buffer, packed: Buffer): void => putSegment(store.write, kept, hash, packed); // prettier-ignore
  const madeMs = await timed(() => createTimeline({ read: store.read, keep }).warm());
  const timeline = createTimeline({ read: store.read });
  const loadedMs = await timed(() => timeline.density({ fromMs, toMs: journal.toMs, buckets, filter: all }));
  const rows: Row[] = [
    { name: 'making the columns of all events, once', value: madeMs, unit: 'ms' },
    { name: 'the first question after a start: loading them, checking their hashes, counting', value: loadedMs, unit: 'ms' }, // prettier-ignore
  ];
  for (const { name, ms } of zooms) rows.push(...(await zoomRows(journal, timeline, { name, ms }, rounds)));
  return [...rows, ...(await pageRows(journal, timeline))];
}

/** In the middle of the record, where the events lie as densely as anywhere. */
async function zoomRows({ store, fromMs, toMs }: Filled, timeline: Timeline, { name, ms }: { name: string; ms: number }, rounds: number): Promise<Row[]> {
  const middle = fromMs + (toMs - fromMs) * 0.63;
  const span = ms >= toMs - fromMs ? { fromMs, toMs } : { fromMs: middle - ms / 2, toMs: middle + ms / 2 };
  const count = store.read.prepare('SELECT count(*) FROM journal WHERE time >= ? AND time < ?');
  const inSql = store.read.prepare('SELECT type, CAST((time - ?) * ? AS INTEGER), count(*) FROM journal WHERE time >= ? AND time < ? GROUP BY 1, 2').raw();
  const times = await interleave(
    {
      packed: () => timed(() => timeline.density({ ...span, buckets, filter: all })),
      limit: () => timed(() => count.get(span.fromMs, span.toMs)),
      sql: () => timed(() => inSql.all(span.fromMs, buckets / ms, span.fromMs, span.toMs)),
    },
    rounds,
  );
  return [
    { name: `${name}: counts by lane and severity, best`, value: times.packed.min, unit: 'ms', ...(ms < yearMs && { atMost: 5 }) },
    { name: `${name}: count(*) over the same range, best`, value: times.limit.min, unit: 'ms' },
    { name: `${name}: buckets by type in SQL, best`, value: times.sql.min, unit: 'ms' },
    { name: `${name}: counts, median`, value: times.packed.median, unit: 'ms' },
  ];
} // prettier-ignore

async function pageRows({ fromMs, toMs }: Filled, timeline: Timeline): Promise<Row[]> {
  const pages = async (line: string): Promise<number[]> => {
    const times: number[] = [];
    for (let turn = 0; turn < 220; turn++) {
      const time = Math.round(fromMs + (toMs - fromMs) * ((turn * 0.618) % 1));
      const question: PageQuestion = { fromMs, toMs, filter: { line, hidden: [] }, limit: 100, cursor: { time, sequence: 0 }, direction: 'later' }; // prettier-ignore
      const ms = await timed(() => timeline.page(question));
      if (turn >= 20) times.push(ms);
    }
    return times.toSorted((a, b) => a - b);
  };
  const rows = async (name: string, line: string): Promise<Row[]> => {
    const times = await pages(line);
    const [p50 = Number.NaN, p95 = Number.NaN] = [times[Math.floor(times.length * 0.5)], times[Math.floor(times.length * 0.95)]]; // prettier-ignore
    return [
      { name: `${name}, p50`, value: p50, unit: 'ms' },
      { name: `${name}, p95`, value: p95, unit: 'ms', atMost: 100 },
    ];
  };
  return [
    ...(await rows('a page of 100 anywhere in the year', '')),
    ...(await rows('the same of one type, to act on', 'type:docker is:action')),
  ];
}

/** A saved incident of a hundred thousand events. */
async function saved(rounds: number): Promise<Row[]> {
  const toMs = Date.UTC(2026, 10, 1);
  const span = { fromMs: toMs - dayMs / 8, toMs };
  say('an incident of 100,000 events is being written');
  const incident = filled(100_000, span.fromMs, span.toMs);
  try {
    const timeline = createTimeline({ read: incident.store.read });
    await timeline.warm();
    const times = await interleave(
      {
        packed: () => timed(() => timeline.density({ ...span, buckets, filter: all })),
        limit: () => timed(() => incident.store.read.prepare('SELECT count(*) FROM journal WHERE time >= ? AND time < ?').get(span.fromMs, span.toMs)), // prettier-ignore
      },
      rounds,
    );
    say('it is being drawn');
    const now = Date.now();
    const as = new URLSearchParams({ from: String(now - dayMs / 8), to: String(now) });
    const painted = await paintTimes(scenarioOf('timeline-100k', now), rounds, `#/journal?timeline=${encodeURIComponent(as.toString())}`); // prettier-ignore
    const paint = spreadOf(painted.afterDataMs);
    return [
      { name: 'a saved incident of 100,000 events: counts, best', value: times.packed.min, unit: 'ms', atMost: 5 },
      { name: 'the same, median', value: times.packed.median, unit: 'ms' },
      { name: 'count(*) over it, best', value: times.limit.min, unit: 'ms' },
      { name: 'from its data to the picture, best', value: paint.min, unit: 'ms', atMost: 50 },
      { name: 'from its data to the picture, median', value: paint.median, unit: 'ms' },
      { name: 'from the address to the picture, median', value: spreadOf(painted.wholeMs).median, unit: 'ms' },
      { name: `tasks of the page over 50 ms in ${rounds} rounds`, value: painted.longTasksMs.length, unit: '', atMost: 0 }, // prettier-ignore
      { name: 'longest of them', value: Math.max(0, ...painted.longTasksMs), unit: 'ms' },
    ];
  } finally {
    incident.close();
  }
}
