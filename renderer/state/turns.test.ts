import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

function bench() {
  const tasks: (() => void)[] = [];
  const done: string[] = [];
  const turns = createTurns((callback) => tasks.push(callback));
  return { tasks, done, turns, step: () => tasks.shift()?.() };
}

test('each piece has a task of its own, in the order they were asked for', () => {
  const { tasks, done, turns, step } = bench();
  for (const name of ['a', 'b', 'c']) turns.ask({}, () => done.push(name));
  expect(tasks).toHaveLength(1);
  step();
  expect(done).toEqual(['a']);
  step();
  step();
  expect([done, tasks]).toEqual([['a', 'b', 'c'], []]);
});

test('a piece asked for again keeps its turn and is done once, as asked for last; one that left is not done', () => {
  const { done, turns, step } = bench();
  const [one, two] = [{}, {}];
  turns.ask(one, () => done.push('old'));
  turns.ask(two, () => done.push('gone'));
  turns.ask(one, () => done.push('new'));
  turns.leave(two);
  step();
  step();
  expect(done).toEqual(['new']);
});

test('a piece that throws does not stop those behind it', () => {
  const { done, turns, step } = bench();
  turns.ask({}, () => {
    throw new Error('broken panel');
  });
  turns.ask({}, () => done.push('next'));
  expect(step).toThrow('broken panel');
  step();
  expect(done).toEqual(['next']);
});
