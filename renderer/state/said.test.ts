// Words that are said for a moment.
import { expect, test } from 'vitest';
import { handClock } from '../client/fake-engine.fixture.ts';
import { createSaidStore, saidForMs } from './said.ts';

test('words go after a moment, and later words have a whole moment of their own', () => {
  const clock = handClock();
  const { store, say } = createSaidStore(clock.later);
  say('first');
  clock.move(saidForMs - 1);
  say('second');
  clock.move(saidForMs - 1);
  expect(store.getState().words).toBe('second');
  clock.move(1);
  expect(store.getState().words).toBe('');
});
