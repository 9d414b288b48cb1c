import { expect, test } from 'vitest';
import { createEventMemory } from './event-memory.ts';
import type { EngineEvent } from './engine-event.ts';

const event = (n: number): EngineEvent => ({ key: `e${n}`, position: `${n}.0`, at: n, container: null, lists: [] });

test('an event is taken once, and listening goes on from the last one', () => {
  const memory = createEventMemory();
  expect(memory.resume('7.0')).toBe('7.0');
  expect([memory.take(event(8)), memory.take(event(8)), memory.take(event(9))]).toEqual([true, false, true]);
  expect(memory.mayHaveMissed()).toBe(false);
  expect(memory.resume('99.0')).toBe('9.0');
});

test('nothing was missed where the last event that was seen comes again', () => {
  const memory = createEventMemory();
  memory.resume('7.0');
  memory.take(event(8));
  memory.resume('9.0');
  expect(memory.goesOn()).toBe(false);
  memory.take(event(8));
  expect(memory.goesOn()).toBe(true);
  expect(memory.mayHaveMissed()).toBe(false);
});

test('what a connection missed is told by the next one where it ended too soon to tell', () => {
  const memory = createEventMemory();
  memory.resume('7.0');
  memory.take(event(8));
  memory.mayHaveMissed();
  memory.resume('9.0');
  memory.take(event(300));
  // It is lost before anybody asks; the next one begins with the last event that this one saw.
  memory.resume('9.0');
  memory.take(event(300));
  expect(memory.mayHaveMissed()).toBe(true);
  memory.resume('9.0');
  memory.take(event(300));
  expect(memory.mayHaveMissed()).toBe(false);
});
