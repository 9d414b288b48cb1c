// Counts, pages and intervals over a real journal of ten thousand events, beside the same worked out the slow way.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpack } from '#shared/model/pack.ts';
import { unpackCells, cellIndex } from '#shared/model/timeline/cell.ts';
import { laneNames } from '#shared/model/timeline/lane.ts';
import { createJournal, type NewEvent } from '../journal/journal.ts';
import { openStore, type Store } from '../store/database.ts';
import { putSegment, segmentLength } from '../store/timeline-rows.ts';
import { testStore } from '../store/store.fixture.ts';
import type { AsOf } from './selection.ts';
import { createTimeline } from './timeline.ts';

const all = { line: '', hidden: [] };
const clock = { now: 0 };
const journalOf = ({ read }: Store) => createJournal({ read, bootId: 'b', now: () => clock.now });

/** Events come a second apart; every seventh was seen ten minutes late, so that times and numbers run against each other. */
function event(index: number): NewEvent {
  const late = index % 7 === 0 ? 600_000 : 0;
  const time = index * 1_000 - late;
  if (index % 5 === 0) return { type: 'docker.changed', source: 'engine', subject: `web-${index % 40}`, time, data: { name: `web-${index % 40}`, action: 'die', exitCode: index % 10 === 0 ? 137 : 0 } }; // prettier-ignore
  if (index % 5 === 1) return { type: 'item.judged', source: 'probe:http', subject: 'plan/smoke/health', time, data: { outcome: index % 3 === 0 ? 'fail' : 'pass', title: 'Health', reason: `took ${index} ms` } }; // prettier-ignore
  return { type: 'trigger.known', source: 'engine', subject: 'High latency', time, data: { key: 't', words: 'after a while' } }; // prettier-ignore
}

function filled(store: Store, count: number) {
  const journal = journalOf(store);
  store.write.transaction(() => {
    for (let from = 0; from < count; from += 50) {
      // Fifty are written at once, none before it happened.
      clock.now = (Math.min(count, from + 50) - 1) * 1_000;
      journal.appendAll(store.write, Array.from({ length: Math.min(50, count - from) }, (_, add) => event(from + add))); // prettier-ignore
    }
  })();
  return { store, journal };
}

// As many as the store holds in one closed segment and an open end.
const count = segmentLength + 500;
const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-'));
let shared: ReturnType<typeof filled>;
beforeAll(() => {
  shared = filled(openStore({ dataDir, bootId: 'b', now: () => 0 }), count);
});
afterAll(() => {
  shared.store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('counting', () => {
  test('every event is in its bucket, lane and severity, at any zoom, and lanes with few are told one by one', async () => {
    const timeline = createTimeline({ read: shared.store.read });
    const span = { fromMs: 1_000_000, toMs: 1_600_000 };
    const density = await timeline.density({ ...span, buckets: 60, filter: all });
    const events = Array.from({ length: count }, (_, index) => event(index)).filter(({ time = 0 }) => time >= span.fromMs && time < span.toMs); // prettier-ignore
    expect(density.events).toBe(events.length);
    const counts = unpackCells(unpack(density.cells), 60);
    const docker = laneNames.indexOf('docker');
    const died = events.filter(({ type, data, time = 0 }) => type === 'docker.changed' && (data as { exitCode: number }).exitCode === 137 && time < 1_010_000); // prettier-ignore
    expect(counts[cellIndex(docker, 2, 0, 60)]).toBe(died.length);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(events.length);
    expect(unpack(density.marks).length / 3).toBe(events.length);
    expect(density.lanes.map(({ lane }) => lane)).toEqual(['triggers', 'probes', 'docker']);

    const year = await timeline.density({ fromMs: -1e9, toMs: 3e10, buckets: 1000, filter: all });
    expect([year.events, year.marks]).toEqual([count, '']);
    expect(year.recordMs).toEqual({ fromMs: -600_000, toMs: Math.max(...Array.from({ length: 20 }, (_, at) => event(count - 1 - at).time ?? 0)) }); // prettier-ignore
  });

  test('a filter narrows by type, source, object, severity and words in the data; lanes can be left out', async () => {
    const timeline = createTimeline({ read: shared.store.read });
    const counted = async (line: string, hidden: (typeof laneNames)[number][] = []): Promise<number> =>
      (await timeline.density({ fromMs: -1e9, toMs: 1e12, buckets: 10, filter: { line, hidden } })).events;
    const by = (test: (index: number) => boolean): number => Array.from({ length: count }, (_, at) => at).filter(test).length; // prettier-ignore
    expect(await counted('type:docker')).toBe(by((at) => at % 5 === 0));
    expect(await counted('-type:docker')).toBe(by((at) => at % 5 !== 0));
    expect(await counted('source:PROBE object:health')).toBe(by((at) => at % 5 === 1));
    expect(await counted('is:action')).toBe(by((at) => at % 10 === 0 || (at % 5 === 1 && at % 3 === 0)));
    expect(await counted('text:"took 4321 ms"')).toBe(1);
    expect(await counted('latency -text:while')).toBe(0);
    expect(await counted('100%')).toBe(0);
    expect(await counted('', ['docker', 'triggers'])).toBe(by((at) => at % 5 === 1));
  });

  test('as of a moment only what was recorded by then counts, or all that had happened by then', async () => {
    const timeline = createTimeline({ read: shared.store.read });
    const at = 4_999_000;
    const counted = async (asOf: AsOf): Promise<number> =>
      (await timeline.density({ fromMs: -1e9, toMs: 1e12, buckets: 10, filter: all }, asOf)).events;
    expect(await counted({ until: at, recordedBy: at })).toBe(5000);
    const later = Array.from({ length: 650 }, (_, add) => 5000 + add).filter((index) => (event(index).time ?? 0) <= at);
    expect(await counted({ until: at, recordedBy: Infinity })).toBe(5000 + later.length);
  });
});

describe('pages', () => {
  test('read on from a cursor they give every event once, in the order in which it happened, both ways', async () => {
    const timeline = createTimeline({ read: shared.store.read });
    const span = { fromMs: 15_000_000, toMs: 17_500_000, filter: all };
    const walk = async (direction: 'later' | 'earlier'): Promise<number[]> => {
      const found: number[][] = [];
      let cursor: { time: number; sequence: number } | null = null;
      for (let more = true; more;) {
        const page = await timeline.page({ ...span, limit: 400, cursor, direction });
        found[direction === 'later' ? 'push' : 'unshift'](page.rows.map(({ sequence }) => sequence));
        cursor = (direction === 'later' ? page.rows.at(-1) : page.rows[0]) ?? null;
        more = page.more;
      }
      return found.flat();
    };
    const slow = shared.store.read
      .prepare('SELECT sequence FROM journal WHERE time >= ? AND time < ? ORDER BY time, sequence')
      .pluck()
      .all(span.fromMs, span.toMs);
    expect(await walk('later')).toEqual(slow);
    expect(await walk('earlier')).toEqual(slow);
    const middle = await timeline.page({ ...span, limit: 5, cursor: { time: 16_000_000, sequence: 0 }, direction: 'later' }); // prettier-ignore
    const first = middle.rows[0]?.sequence;
    expect([middle.before, middle.rows.length, middle.more]).toEqual([slow.indexOf(first), 5, true]);
  });

  test('a row has its words, its place and what kind of statement it is', async () => {
    const timeline = createTimeline({ read: shared.store.read });
    const { rows } = await timeline.page({ fromMs: 0, toMs: 1e12, filter: { line: 'type:docker is:action', hidden: [] }, limit: 1, cursor: null, direction: 'later' }); // prettier-ignore
    expect(rows[0]).toMatchObject({ title: 'web-10 ended with exit code 137', lane: 'docker', severity: 'action', statement: 'fact', tone: 'bad' }); // prettier-ignore
  });
});

describe('what is kept', () => {
  test('a closed part is derived once, kept, taken from there, and made anew where it is not what was put there', async () => {
    const { store } = shared;
    const density = (keep?: Parameters<typeof createTimeline>[0]['keep']) =>
      createTimeline({ read: store.read, ...(keep && { keep }) }).density({ fromMs: -1e9, toMs: 1e12, buckets: 50, filter: all }); // prettier-ignore
    const kept: number[] = [];
    const first = await density((one, hash, packed) => {
      kept.push(one.segment);
      putSegment(store.write, one, hash, packed);
    });
    expect(kept).toEqual([0]);
    const second = await density(() => kept.push(-1));
    expect([kept, second]).toEqual([[0], first]);
    store.write.prepare('UPDATE timeline_segment SET packed = zeroblob(length(packed))').run();
    expect(await density()).toEqual(first);
  });

  test('what is appended is there at once, and what retention takes is not any more', async () => {
    const { store, journal } = filled(testStore(), 50);
    const timeline = createTimeline({ read: store.read });
    const counted = async (): Promise<number> =>
      (await timeline.density({ fromMs: -1e9, toMs: 1e12, buckets: 5, filter: all })).events;
    expect(await counted()).toBe(50);
    journal.append(store.write, event(50));
    expect(await counted()).toBe(51);
    store.write.exec('DROP TRIGGER journal_keeps_rows');
    store.write.exec('DELETE FROM journal WHERE sequence <= 10');
    expect(await counted()).toBe(41);
  });
});

describe('intervals and corrections', () => {
  const span = { fromMs: 0, toMs: 100_000, filter: all };
  const setup = () => {
    const store = testStore();
    const journal = journalOf(store);
    const add = (type: string, time: number, data: object, recorded = time): number => {
      clock.now = recorded;
      return journal.append(store.write, { type: type as NewEvent['type'], source: 'person:On-call', subject: 'i1', time, data: data as NewEvent['data'] }); // prettier-ignore
    };
    return { add, timeline: createTimeline({ read: store.read }) };
  };

  test('what began before the span and what has no end yet are among them', async () => {
    const { add, timeline } = setup();
    const labels = { pod: 'a' };
    add('trigger.pending', -50_000, { key: 't', labels });
    add('trigger.firing', -20_000, { key: 't', labels, severity: 'critical' });
    add('trigger.resolved', 10_000, { key: 't', labels });
    add('terminal.opened', 20_000, { terminal: 'x' });
    add('terminal.opened', 30_000, { terminal: 'y' });
    add('terminal.closed', 40_000, { terminal: 'y' });
    const { intervals } = await timeline.intervals(span);
    expect(intervals.map(({ fromMs, toMs, turnedMs, severity }) => [fromMs, toMs, turnedMs, severity])).toEqual([
      [-50_000, 10_000, -20_000, 'urgent'],
      [20_000, null, null, 'info'],
      [30_000, 40_000, null, 'info'],
    ]);
  });

  test('words stand where they happened, and a correction shows what it took the place of', async () => {
    const { add, timeline } = setup();
    const word = (text: string, occurredAt: number, supersedes: string | null = null) => ({ kind: 'observation', text, occurredAt, endedAt: null, precision: 'exact', timeSource: 'memory', epistemic: 'hearsay', evidence: [], supersedes }); // prettier-ignore
    const first = add('incident.said', 90_000, { by: 'On-call', id: 'w1', word: word('it began at noon', 12_000) });
    const second = add('incident.said', 95_000, {
      by: 'On-call',
      id: 'w2',
      word: word('it began at one', 13_000, 'w1'),
    });
    const { rows } = await timeline.page({ ...span, limit: 10, cursor: null, direction: 'later' });
    expect(rows.map(({ time, recordedTime, corrects, correctedBy, statement }) => ({ time, recordedTime, corrects, correctedBy, statement }))).toEqual([
      { time: 12_000, recordedTime: 90_000, corrects: null, correctedBy: second, statement: 'hearsay' },
      { time: 13_000, recordedTime: 95_000, corrects: first, correctedBy: null, statement: 'hearsay' },
    ]); // prettier-ignore
    expect(timeline.event(second).versions.map(({ title }) => title)).toEqual(['it began at noon', 'it began at one']);
    expect(() => timeline.event(second, { until: 92_000, recordedBy: 92_000 })).toThrow('no event');
    const then = await timeline.page({ ...span, limit: 10, cursor: null, direction: 'later' }, { until: 92_000, recordedBy: 92_000 }); // prettier-ignore
    expect(then.rows).toMatchObject([{ sequence: first, correctedBy: null }]);
  });
});
