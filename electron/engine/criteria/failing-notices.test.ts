import { expect, test } from 'vitest';
import type { Notice } from '../triggers/notices.ts';
import { createFailingNotices, type Failing } from './failing-notices.ts';

function bench() {
  const clock = { at: 0, muted: false };
  const told: Notice[] = [];
  const tell = createFailingNotices({ muted: () => clock.muted, now: () => clock.at, onNotice: (notice) => told.push(notice) });
  const soak = (...criteria: [id: string, fresh: boolean][]): Failing => ({ about: 'soak', key: 's1', title: 'Validator', criteria: criteria.map(([id, fresh]) => ({ id, words: `${id}: it grows`, fresh })) });
  return { clock, told, tell, soak };
} // prettier-ignore

test('a soak that begins to fail is told of once, and again when it had been well in between', () => {
  const { told, tell, soak } = bench();
  tell(soak(['memory', true]));
  tell(soak(['memory', false]));
  expect(told).toEqual([{ about: 'soak', key: 's1', title: 'Validator (soak fails)', body: 'memory: it grows' }]);
  tell(soak());
  tell(soak(['memory', true]));
  expect(told).toHaveLength(2);
});

test('more that fails within five minutes waits for their end, and nothing is told while it is muted', () => {
  const { clock, told, tell, soak } = bench();
  tell(soak(['memory', true]));
  clock.at = 60_000;
  tell(soak(['memory', false], ['lag', true]));
  expect(told).toHaveLength(1);
  clock.at = 400_000;
  tell(soak(['memory', false], ['lag', false]));
  expect(told[1]).toMatchObject({ body: 'lag: it grows' });
  clock.muted = true;
  clock.at = 900_000;
  tell({ ...soak(['queue', true]), key: 's2' });
  expect(told).toHaveLength(2);
});
