import { expect, test } from 'vitest';
import { followedRule } from './follow-rule.ts';
import type { ServerRule } from './server-reader.ts';

const nothing = { instances: [], lastEvaluatedAtMs: null, trouble: null };
const firing = (activeAtMs: number): ServerRule => ({
  name: 'Down',
  group: 'g',
  query: 'up == 0',
  forMs: 60_000,
  intervalMs: 15_000,
  health: 'ok',
  lastError: '',
  lastEvaluationMs: 1,
  alerts: [{ labels: { job: 'a' }, annotations: {}, state: 'firing', activeAtMs, keptFiringSinceMs: null, value: '0' }],
});

test('an alert that fired before anybody here looked fires since its `for` had passed, not since the first look', () => {
  const [first] = followedRule(nothing, 1_000_000, firing(400_000)).instances;
  expect(first?.firedAtMs).toBe(460_000);
  const memory = { ...nothing, instances: first === undefined ? [] : [first] };
  expect(followedRule(memory, 1_015_000, firing(400_000)).instances[0]?.firedAtMs).toBe(460_000);
});

test('it never fires later than it was seen to, whatever the server’s clock says', () => {
  expect(followedRule(nothing, 1_000, firing(900_000)).instances[0]?.firedAtMs).toBe(1_000);
});
