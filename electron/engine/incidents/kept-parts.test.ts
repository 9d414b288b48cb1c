import { expect, test } from 'vitest';
import { keptParts } from './kept-parts.ts';
import { by, minute, testIncidents, two } from './incidents.fixture.ts';

const hour = 60 * minute;

function setup() {
  const all = testIncidents();
  /** Docker's events up to `hours` after two went, at `atHours` after it. */
  const evict = (atHours: number, hours: number): Promise<number> => {
    all.at(atHours * 60);
    return all.writer.write('audit', (db) => all.journal.append(db, { type: 'retention.evicted', source: 'engine', data: { count: 0, upTo: two + hours * hour, bySource: { docker: 0 } } })); // prettier-ignore
  };
  const move = (to: 'active' | 'resolved' | 'cancelled' | 'triage', occurredAt: number | null = null): Promise<void> => all.acts.move({ id, by, to, reason: 'so it is', occurredAt }); // prettier-ignore
  let id = '';
  const declare = async (): Promise<void> => void (id = await all.declare());
  const reach = (hours: number) => all.acts.reach({ id, by, milestone: 'impact_started', occurredAt: two + hours * hour, confidence: 'likely', evidence: [], note: '' }); // prettier-ignore
  const parts = (fromHours: number, toHours: number) =>
    keptParts(all.read, 'docker', { fromMs: two + fromHours * hour, toMs: two + toHours * hour }).map(({ fromMs, toMs }) => [(fromMs - two) / hour, (toMs - two) / hour].map((part) => Math.round(part * 10) / 10)); // prettier-ignore
  return { ...all, evict, move, declare, reach, parts };
}

test('evidence that was held since before anything of it went is whole; what went around it is not', async () => {
  const { evict, move, declare, parts, at } = setup();
  await declare();
  await move('active');
  at(120);
  await move('resolved');
  await evict(100, 50);
  expect(parts(-10, 10)).toEqual([[-1, 3]]);
  expect(parts(49, 60)).toEqual([[50, 60]]);
});

test('what went while an incident was cancelled is not told to be there when it is taken up again', async () => {
  const { evict, move, declare, parts, at } = setup();
  await declare();
  at(60);
  await move('cancelled');
  await evict(100, 50);
  expect(parts(-1, 3)).toEqual([]);
  await move('triage');
  expect(parts(-1, 3)).toEqual([]);
  expect(parts(-1, 60)).toEqual([[50, 60]]);
});

test('what went between the end of an incident and when it was opened again is not told to be there', async () => {
  const { evict, move, declare, parts, at } = setup();
  await declare();
  await move('active');
  at(60);
  await move('resolved');
  await evict(100, 50);
  await move('active');
  expect(parts(-1, 60)).toEqual([[-1, 2], [50, 60]]); // prettier-ignore
});

test('a beginning that is said later takes in what is left of the time before, and no more', async () => {
  const { evict, move, declare, reach, parts } = setup();
  await declare();
  await move('active');
  await evict(1, -5);
  await evict(100, 50);
  await reach(-10);
  expect(parts(-20, 10)).toEqual([[-1, 10]]);
});
