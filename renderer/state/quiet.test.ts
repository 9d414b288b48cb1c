import { expect, test } from 'vitest';
import { handClock } from '../client/fake-engine.fixture.ts';
import { createQuiet } from './quiet.ts';

function bench() {
  const clock = handClock();
  const done: string[] = [];
  return { clock, done, quiet: createQuiet(clock.later, 1000) };
}

test('what waits runs when the last that is under way has ended, and at once where nothing is', () => {
  const { done, quiet } = bench();
  quiet.when(() => done.push('at once'));
  const [first, second] = [quiet.begin(), quiet.begin()];
  quiet.when(() => done.push('later'));
  first();
  first();
  expect(done).toEqual(['at once']);
  second();
  expect(done).toEqual(['at once', 'later']);
});

test('it waits for a slow one no longer than so long, and what was taken back never runs', () => {
  const { clock, done, quiet } = bench();
  const end = quiet.begin();
  quiet.when(() => done.push('waited'));
  const leave = quiet.when(() => done.push('gone'));
  leave();
  clock.move(1001);
  expect(done).toEqual(['waited']);
  end();
  expect(done).toEqual(['waited']);
});
