// Which rows a filter lets through, kept up with what is read, and the way from one found line to the next.
import { expect, test } from 'vitest';
import { everyLine, type LogFilter } from '#shared/model/log-lines.ts';
import { createLineRing, type HeldRow } from './line-ring.ts';
import { createSelection } from './selection.ts';

const rowOf = (text: string, change: Partial<HeldRow> = {}): HeldRow => ({ kind: 'line', stream: 0, at: 0, nanos: 0, err: false, level: 'info', text, cut: false, late: false, count: 0, ...change }); // prettier-ignore
const search = { text: 'boom', regex: false, matchCase: false };

function setup(filter: Partial<LogFilter>, limits?: { bytes: number; rows: number }) {
  let clock = 0;
  const ring = createLineRing(limits);
  const selection = createSelection(ring, { ...everyLine, ...filter }, () => clock++);
  const shown = (): string[] => {
    while (!selection.advance(clock + 5));
    const { first, end } = selection.view();
    return Array.from({ length: end - first }, (_, at) => ring.text(selection.indexAt(first + at) ?? -1));
  };
  return { ring, selection, shown };
}

test('levels, outputs and streams narrow; what says that something is missing is always shown', () => {
  const rows = [
    rowOf('plain'),
    rowOf('bad', { level: 'error' }),
    rowOf('bad err', { level: 'error', err: true }),
    rowOf('other', { level: 'error', stream: 1 }),
    rowOf('gap', { kind: 'gap' }),
  ];
  const of = (filter: Partial<LogFilter>): string[] => {
    const { ring, shown } = setup(filter);
    for (const row of rows) ring.append(row);
    return shown();
  };
  expect(of({ levels: ['error'] })).toEqual(['bad', 'bad err', 'other', 'gap']);
  expect(of({ std: 'stderr' })).toEqual(['bad err', 'gap']);
  expect(of({ std: 'stdout', hiddenStreams: [1] })).toEqual(['plain', 'bad', 'gap']);
  expect(of({ search: { ...search, text: 'BAD' }, only: true })).toEqual(['bad', 'bad err', 'gap']);
  expect(of({ search: { ...search, text: 'BAD' }, only: false }).length).toBe(5);
});

test('the search goes over everything that is held, in pieces, and goes on with what comes', () => {
  const { ring, selection } = setup({ search, only: true });
  for (let at = 0; at < 10_000; at++) ring.append(rowOf(at % 1000 === 0 ? `Boom ${at}` : `row ${at}`));
  expect(selection.advance(3)).toBe(false);
  expect(selection.view().behind).toBeGreaterThan(5000);
  while (!selection.advance(Number.MAX_SAFE_INTEGER));
  expect(selection.view()).toEqual({ first: 0, end: 10, matches: 10, behind: 0 });
  ring.append(rowOf('boom at the end'));
  selection.advance(Number.MAX_SAFE_INTEGER);
  expect(selection.view().matches).toBe(11);
});

test('the next and the previous found line are named, whether the others are shown or not', () => {
  for (const only of [true, false]) {
    const { ring, selection } = setup({ search, only });
    for (let at = 0; at < 100; at++) ring.append(rowOf(at % 30 === 10 ? 'boom' : 'row'));
    selection.advance(Number.MAX_SAFE_INTEGER);
    expect(selection.hit(-1, 'next')).toBe(10);
    expect(selection.hit(10, 'next')).toBe(40);
    expect(selection.hit(40, 'previous')).toBe(10);
    expect(selection.hit(10, 'previous')).toBeNull();
    expect(selection.hit(70, 'next')).toBeNull();
    expect(selection.placeOf(40)).toBe(only ? 1 : 40);
  }
});

test('what the ring forgets, the selection forgets; places stay', () => {
  const { ring, selection } = setup({ search, only: true }, { bytes: 1_000_000, rows: 6000 });
  for (let at = 0; at < 20_000; at++) {
    ring.append(rowOf(at % 10 === 0 ? `boom ${at}` : 'row'));
    if (at % 500 === 0) selection.advance(Number.MAX_SAFE_INTEGER);
  }
  selection.advance(Number.MAX_SAFE_INTEGER);
  const { first, end, matches } = selection.view();
  expect(end).toBe(2000);
  expect(matches).toBe(end - first);
  expect(ring.text(selection.indexAt(1999) ?? -1)).toBe('boom 19990');
  expect(selection.indexAt(first - 1)).toBeUndefined();
});
