import { expect, onTestFinished, test, vi } from 'vitest';
import { watchPulse } from './pulse.ts';

function setup(ping: () => Promise<unknown> = () => Promise.resolve()) {
  const time = { wall: 1_000_000, elapsed: 0 };
  const lost: string[] = [];
  const onHeard = vi.fn<() => void>();
  const stop = watchPulse({
    ping,
    now: () => time.wall,
    elapsedMs: () => time.elapsed,
    timing: { pingEveryMs: 5, pingLimitMs: 5, stillMs: 10_000 },
    onHeard,
    onLost: (error) => lost.push(error.message),
  });
  onTestFinished(stop);
  return { time, lost, onHeard };
}

test('every answer counts as heard, until one does not come', async () => {
  let answers = 3;
  const { lost, onHeard } = setup(() => (answers-- > 0 ? Promise.resolve() : Promise.reject(new Error('no answer'))));
  await vi.waitFor(() => expect(lost).toEqual(['a ping failed: no answer']));
  expect(onHeard).toHaveBeenCalledTimes(3);
});

test.each([
  ['a machine whose monotonic clock slept with it', { wall: 60_000, elapsed: 0 }],
  ['a process that was stopped', { wall: 60_000, elapsed: 60_000 }],
])('%s has not looked meanwhile, whatever the connection seems to be', async (_, step) => {
  const { time, lost } = setup();
  time.wall += step.wall;
  time.elapsed += step.elapsed;
  await vi.waitFor(() =>
    expect(lost).toEqual(['nobody was looking for 60 s: this machine slept, or its clock was set']),
  );
});

test('a clock that is set back is no sleep', async () => {
  const { time, lost, onHeard } = setup();
  time.wall -= 60_000;
  await vi.waitFor(() => expect(onHeard).toHaveBeenCalled());
  expect(lost).toEqual([]);
});
