// What is held: queues that drop the oldest and say so, the ring that forgets the oldest and keeps the numbers, lists of
// places, and the order of streams.
import { expect, test } from 'vitest';
import { createIndexList } from './index-list.ts';
import { createLineQueue, type Queued } from './line-queue.ts';
import { createLineRing, type HeldRow } from './line-ring.ts';
import { mergeStreams, type MergedStream } from './merge-streams.ts';

const line = (at: number, text = `${at}`, arrivedMs = 0): Queued => ({ kind: 'line', at, nanos: 0, err: false, cut: false, arrivedMs, bytes: Buffer.from(text) }); // prettier-ignore
const mark = (at: number): Queued => ({ kind: 'restarted', at, nanos: 0, arrivedMs: 0, words: '', count: 0 });
const drain = (shift: () => Queued | undefined): string[] => {
  const all: string[] = [];
  for (let entry = shift(); entry; entry = shift()) {
    all.push(entry.kind === 'line' ? entry.bytes.toString() : `${entry.kind}${entry.count || ''}`);
  }
  return all;
};

test('a full queue drops the oldest lines, and a gap stands where they were', () => {
  const queue = createLineQueue({ lines: 3, bytes: 1000 });
  for (let at = 1; at <= 7; at++) queue.push(line(at));
  expect(queue.dropped()).toBe(4);
  expect(queue.peek()).toMatchObject({ kind: 'gap', at: 1, count: 4 });
  expect(drain(queue.shift)).toEqual(['gap4', '5', '6', '7']);
});

test('marks are never dropped, and keep their place between what is missing before and after them', () => {
  const queue = createLineQueue({ lines: 2, bytes: 1000 });
  for (const entry of [line(1), mark(2), line(3), line(4), line(5)]) queue.push(entry);
  expect(drain(queue.shift)).toEqual(['gap1', 'restarted', 'gap1', '4', '5']);
});

test('a queue is bounded in bytes too', () => {
  const queue = createLineQueue({ lines: 1000, bytes: 10 });
  for (let at = 1; at <= 5; at++) queue.push(line(at, 'xxxx'));
  expect(queue.size()).toBeLessThanOrEqual(5);
  expect(queue.dropped()).toBe(2);
});

const rowOf = (text: string, change: Partial<HeldRow> = {}): HeldRow => ({ kind: 'line', stream: 3, at: 5, nanos: 6, err: true, level: 'warn', text, cut: true, late: false, count: 0, ...change }); // prettier-ignore

test('rows come back as they were given, whatever is in them', () => {
  const ring = createLineRing();
  const rows = [rowOf(''), rowOf('Grüße 😀 \ufffd'), rowOf('', { kind: 'gap', count: 412, late: true, cut: false }), rowOf('x'.repeat(300_000))]; // prettier-ignore
  for (const row of rows) ring.append(row);
  expect(rows.map((_, at) => ring.row(at))).toEqual(rows);
  expect(ring.row(4)).toBeUndefined();
  expect(ring.head(2)).toEqual({ kind: 'gap', stream: 3, err: true, level: 'warn' });
});

test('a full ring forgets the oldest, keeps within its limits, and numbers stay', () => {
  const limits = { bytes: 2_000_000, rows: 10_000 };
  const ring = createLineRing(limits);
  for (let at = 0; at < 50_000; at++) ring.append(rowOf(`row ${at} ${'z'.repeat(at % 200)}`));
  expect(ring.end()).toBe(50_000);
  expect(ring.bytes()).toBeLessThanOrEqual(limits.bytes);
  expect(ring.end() - ring.first()).toBeLessThanOrEqual(limits.rows);
  expect(ring.end() - ring.first()).toBeGreaterThan(5000);
  for (const at of [ring.first(), 45_000, 49_999]) expect(ring.text(at)).toMatch(new RegExp(`^row ${at} z*$`));
  expect(ring.row(ring.first() - 1)).toBeUndefined();
});

test('a list of numbers keeps its places while it forgets and grows', () => {
  const list = createIndexList();
  for (let at = 0; at < 5000; at++) list.push(at * 2);
  list.forgetBelow(4001);
  expect([list.first(), list.end(), list.at(2000), list.at(2001)]).toEqual([2001, 5000, undefined, 4002]);
  for (let at = 5000; at < 9000; at++) list.push(at * 2);
  expect(list.at(8999)).toBe(17_998);
  expect(list.placeOf(4003)).toBe(2002);
  expect(list.placeOf(99_999)).toBe(9000);
});

const stream = (number: number, lines: Queued[], expected: MergedStream['expected'] = 'live'): MergedStream => {
  const queue = createLineQueue({ lines: 100, bytes: 10_000 });
  for (const one of lines) queue.push(one);
  return { number, queue, expected };
};
const all = (streams: MergedStream[], nowMs: number): string[] => {
  const merge = mergeStreams(() => streams);
  const shown: string[] = [];
  for (let next = merge.next(nowMs); next; next = merge.next(nowMs)) {
    shown.push(`${next.stream.number}:${next.entry.at}${next.late ? ' late' : ''}`);
  }
  return shown;
};

test('lines of several streams are put in order of their time, and a stream in the order of its own', () => {
  expect(all([stream(0, [line(1), line(5), line(4)]), stream(1, [line(2), line(3)])], 1000)).toEqual(['0:1', '1:2', '1:3', '0:5', '0:4']); // prettier-ignore
});

test('a line waits for a stream that may have an earlier one, and no longer than that', () => {
  const quiet = stream(1, []);
  const busy = stream(0, [line(1, '1', 100), line(2, '2', 250)]);
  expect(all([busy, quiet], 299)).toEqual([]);
  expect(all([busy, quiet], 300)).toEqual(['0:1']);
  expect(all([busy, { ...quiet, expected: 'none' }], 300)).toEqual(['0:2']);
  const reading = stream(1, [], 'catching_up');
  expect(all([stream(0, [line(1, '1', 0)]), reading], 1900)).toEqual([]);
  expect(all([stream(0, [line(1, '1', 0)]), reading], 2000)).toEqual(['0:1']);
});

test('what comes too late is shown where it comes, and marked; nothing that was shown moves', () => {
  const early = stream(1, []);
  const merge = mergeStreams(() => [stream(0, []), early, busy]);
  const busy = stream(2, [line(10)]);
  expect(merge.next(1000)?.entry.at).toBe(10);
  early.queue.push(line(9, '9', 900));
  expect(merge.next(1100)).toMatchObject({ entry: { at: 9 }, late: true });
  early.queue.push(line(11, '11', 900));
  expect(merge.next(1100)).toMatchObject({ entry: { at: 11 }, late: false });
});

test('a queue that fills up does not wait', () => {
  const lines = Array.from({ length: 60 }, (_, at) => line(at, 'x', 1000));
  expect(all([stream(0, lines), stream(1, [])], 1000).length).toBeGreaterThan(5);
});
