// Rows kept in order through changes: always what a full filter and sort of the same entries would give, and quick.
import { expect, test } from 'vitest';
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState } from '#shared/model/feed.ts';
import type { GridRow } from './grid-column.ts';
import { createOrderedRows, orderOf } from './ordered-rows.ts';

interface Entry {
  key: string;
  rank: number;
}
const rowOf = ({ key, rank }: Entry): GridRow => ({ key, troubles: [], rank, nameOrder: key });
const order = orderOf<GridRow>((row) => row.rank, false);
const all = (): boolean => true;
const few = ({ rank }: GridRow): boolean => rank < 3;

/** The same numbers each time. */
function seeded(): (below: number) => number {
  let state = 7;
  return (below) => (state = (state * 16_807) % 2_147_483_647) % below;
}

test('a thousand rounds of changes give each time what sorting everything anew would give', () => {
  const random = seeded();
  const ordered = createOrderedRows<Entry, GridRow>();
  let entries: ReadonlyMap<string, Entry> = new Map();
  for (let round = 0; round < 1_000; round++) {
    const next = new Map(entries);
    for (let change = random(6); change >= 0; change--) {
      const key = `k${random(40)}`;
      if (random(3) === 0) next.delete(key);
      else next.set(key, { key, rank: random(6) });
    }
    entries = next;
    const test = round % 97 < 48 ? all : few;
    const whole = Array.from(entries.values(), rowOf).filter(test).toSorted(order);
    expect(ordered({ entries, rowOf, test, order }).map(({ row }) => row)).toEqual(whole);
  }
});

test('states of a feed, whose changes are known, give the same as sorting everything anew', () => {
  const random = seeded();
  const ordered = createOrderedRows<Entry, GridRow>();
  let state: FeedState<Entry> = emptyFeed;
  for (let round = 0; round < 1_000; round++) {
    // Now and then a reader sleeps through some changes, or through more than are remembered.
    const steps = round % 50 === 49 ? 40 : 1 + random(3);
    for (let step = 0; step < steps; step++) {
      const keys = Array.from({ length: 1 + random(5) }, () => `k${random(40)}`);
      const upserts = keys.slice(1).map((key) => ({ key, rank: random(6) }));
      const since = state.revision;
      const message: FeedMessage<Entry> =
        since < 0 || random(200) === 0
          ? { kind: 'snapshot', revision: since + 1, entries: upserts }
          : { kind: 'change', since, revision: since + 1, upserts, removes: keys.slice(0, 1) };
      state = applyFeedMessage(state, message) ?? state;
    }
    const test = round % 97 < 48 ? all : few;
    const { entries } = state;
    const whole = Array.from(entries.values(), rowOf).filter(test).toSorted(order);
    expect(ordered({ entries, rowOf, test, order }).map(({ row }) => row)).toEqual(whole);
  }
});

test('another order or another filter is taken over whole', () => {
  const ordered = createOrderedRows<Entry, GridRow>();
  const entries = new Map(['b', 'a', 'c'].map((key, rank) => [key, { key, rank }]));
  const keys = (input: Partial<Parameters<typeof ordered>[0]>): string[] =>
    ordered({ entries, rowOf, test: all, order, ...input }).map((row) => row.key);
  expect(keys({})).toEqual(['b', 'a', 'c']);
  expect(keys({ order: orderOf((row) => row.key, true) })).toEqual(['c', 'b', 'a']);
  expect(keys({ test: ({ key }) => key !== 'a' })).toEqual(['b', 'c']);
});

test('the same entry keeps its line, so that it is not drawn anew', () => {
  const ordered = createOrderedRows<Entry, GridRow>();
  const input = { entries: new Map([['a', { key: 'a', rank: 1 }]]), rowOf, test: all, order };
  const [line] = ordered(input);
  expect(ordered({ ...input, entries: new Map([...input.entries, ['b', { key: 'b', rank: 0 }]]) })[1]).toBe(line);
  expect(ordered({ ...input, test: few })[0]).toBe(line);
});

test('a thousand changes among thirty thousand rows are compared less than a fifth as often as sorting them anew', () => {
  const ordered = createOrderedRows<Entry, GridRow>();
  const entryOf = (at: number, rank: number): [string, Entry] => [`pod-${at}`, { key: `pod-${at}`, rank }];
  let entries = new Map(Array.from({ length: 30_000 }, (_, at) => entryOf((at * 7_919) % 30_000, at % 5)));
  let compared = 0;
  const counted: typeof order = (a, b) => {
    compared++;
    return order(a, b);
  };
  const comparisons = (work: () => unknown): number => {
    compared = 0;
    work();
    return compared;
  };
  const first = comparisons(() => ordered({ entries, rowOf, test: all, order: counted }));
  entries = new Map([...entries, ...Array.from({ length: 1_000 }, (_, at) => entryOf(at * 29, 3))]);
  const again = comparisons(() => ordered({ entries, rowOf, test: all, order: counted }));
  expect(first).toBeGreaterThan(100_000);
  expect(again).toBeLessThan(first / 5);
});
