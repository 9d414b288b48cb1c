import { onTestFinished, describe, expect, test } from 'vitest';
import { watchClock, type Gap } from './clock-watch.ts';

function setup() {
  const time = { wall: 1_000_000, elapsed: 0 };
  const gaps: Gap[] = [];
  const watch = watchClock({
    now: () => time.wall,
    elapsedMs: () => time.elapsed,
    onGap: (gap) => gaps.push(gap),
    intervalMs: 1000,
  });
  onTestFinished(watch.close);
  const pass = (wallMs: number, elapsedMs = wallMs): void => {
    time.wall += wallMs;
    time.elapsed += elapsedMs;
    watch.tick();
  };
  return { gaps, pass };
}

describe('the watch on the clock', () => {
  test('a process that was stopped for a minute leaves exactly one gap', () => {
    const { gaps, pass } = setup();
    pass(1000);
    pass(60_000);
    pass(1000);
    pass(1000);
    expect(gaps).toEqual([{ from: 1_001_000, to: 1_061_000, kind: 'not_running' }]);
  });

  test('an hour forward, and an hour back, are one gap each', () => {
    const { gaps, pass } = setup();
    pass(3_601_000, 1000);
    pass(1000);
    pass(-3_599_000, 1000);
    pass(1000);
    expect(gaps.map((gap) => gap.kind)).toEqual(['set_forward', 'set_back']);
  });

  test('a late timer and a slowly drifting clock are no gaps', () => {
    const { gaps, pass } = setup();
    for (let i = 0; i < 100; i++) pass(1000 + (i % 10) * 300, 1000);
    expect(gaps).toEqual([]);
  });
});
