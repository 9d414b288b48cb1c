// Rows that are kept from one reading of a list to the next.
import { expect, test } from 'vitest';
import { createKeptRows, createLastOrder, isSame } from './kept-rows.ts';

test('what did not change keeps its row; what did has a new one, made with the one before; what is gone is forgotten', () => {
  const made: string[] = [];
  const kept = createKeptRows(({ key, at }: { key: string; at: number }, before: { key: string; at: number } | null) => {
    made.push(`${key}${before === null ? '' : ` after ${before.at}`}`);
    return { key, at };
  }); // prettier-ignore
  const first = kept.of([{ key: 'a', at: 1 }, { key: 'b', at: 1 }]); // prettier-ignore
  const items = [{ key: 'b', at: 2 }, { key: 'a', at: 1 }]; // prettier-ignore
  const second = kept.of(items);
  expect(second.map(({ key }) => key)).toEqual(['b', 'a']);
  expect(second[1]).toBe(first[0]);
  expect(kept.of(items)).toBe(second);
  kept.of([]);
  kept.of([{ key: 'a', at: 1 }]);
  expect(made).toEqual(['a', 'b', 'b after 1', 'a']);
});

test('plain values are the same where all in them is', () => {
  const value = { labels: { job: 'a' }, alerts: [{ value: '1' }], at: null };
  expect(isSame(value, structuredClone(value))).toBe(true);
  expect(isSame(value, { ...value, labels: { job: 'b' } })).toBe(false);
  expect(isSame(value, { ...value, alerts: [] })).toBe(false);
  expect(isSame(value, { ...value, more: 1 })).toBe(false);
  expect(isSame({ ...value, more: 1 }, value)).toBe(false);
});

test('rows begin from where they stood and are sorted all the same; none is lost, also where two have one key', () => {
  const sort = createLastOrder<{ key: string; rank: number }>();
  const rows = (text: string) => text.split(' ').map((one) => ({ key: one.slice(0, 1), rank: Number(one.slice(1)) }));
  const sorted = (text: string) => sort(rows(text), (a, b) => a.rank - b.rank).map(({ key }) => key).join(''); // prettier-ignore
  expect(sorted('a3 b1 c2')).toBe('bca');
  expect(sorted('a1 b1 c1 d0')).toBe('dbca');
  expect(sorted('c2 a2 e1')).toBe('eca');
  expect(sorted('a1 a0 b2')).toBe('aab');
});
