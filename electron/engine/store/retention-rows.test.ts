import { expect, test } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { evictEvents } from './retention-rows.ts';
import { testStore } from './store.fixture.ts';
import { verifyChain } from './verify-chain.ts';

function filled(count: number) {
  const store = testStore();
  const journal = createJournal({ read: store.read, bootId: 'boot', now: () => 1_000 });
  const append = () => journal.append(store.write, { type: 'docker.changed', source: 'docker', data: {} });
  store.write.transaction(() => Array.from({ length: count }, append))();
  const spans = () => store.read.prepare('SELECT first, last FROM journal_evicted ORDER BY first').raw().all();
  return { ...store, journal, spans };
}

test('spans that come to touch become one, whichever of them goes first', () => {
  const { write, spans, journal } = filled(12);
  const evict = (...sequences: number[]): void => {
    evictEvents(write, sequences);
    journal.append(write, { type: 'retention.evicted', source: 'engine', data: { count: sequences.length } });
  };
  evict(2, 3, 7, 10);
  expect(spans()).toEqual([[2, 3], [7, 7], [10, 10]]); // prettier-ignore
  evict(1, 5);
  expect(spans()).toEqual([[1, 3], [5, 5], [7, 7], [10, 10]]); // prettier-ignore
  evict(4, 6, 8);
  expect(spans()).toEqual([[1, 8], [10, 10]]); // prettier-ignore
  expect(verifyChain(write)).toMatchObject({ evicted: 9, faults: [] });
});

test('taking events away goes over no table whole, so that a step takes as long however many spans there are', () => {
  const { write } = filled(12);
  const asked = new Set<string>();
  const prepare = write.prepare.bind(write);
  write.prepare = ((sql: string) => (asked.add(sql), prepare(sql))) as never;
  evictEvents(write, [2, 5, 6]);
  const plans = [...asked].flatMap((sql) => {
    const names = [...sql.matchAll(/@(\w+)/g)].map(([, name = '']) => [name, 1]);
    const values = Array<number>(sql.split('?').length - 1).fill(1);
    const explain = prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const steps = names.length > 0 ? explain.all(Object.fromEntries(names)) : explain.all(...values);
    return (steps as { detail: string }[]).map(({ detail }) => `${detail}: ${sql}`);
  });
  expect(plans.length).toBeGreaterThan(5);
  // `journal_eviction` holds the one span that is going at the moment.
  expect(plans.filter((plan) => plan.startsWith('SCAN') && !/^SCAN (journal_eviction|\(subquery)/.test(plan))).toEqual([]); // prettier-ignore
});
