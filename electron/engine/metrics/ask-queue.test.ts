import { expect, test } from 'vitest';
import { createAskQueue } from './ask-queue.ts';

const held = () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { promise, resolve };
};
const none = new AbortController().signal;

test('so many are asked at once, the next in turn when one is answered', async () => {
  const queue = createAskQueue(2);
  const answers = [held(), held(), held()];
  const asked: number[] = [];
  const all = answers.map(({ promise }, index) =>
    queue(none, () => {
      asked.push(index);
      return promise;
    }),
  );
  await Promise.resolve();
  expect(asked).toEqual([0, 1]);
  answers[1]?.resolve('b');
  expect(await all[1]).toBe('b');
  await Promise.resolve();
  expect(asked).toEqual([0, 1, 2]);
  answers[0]?.resolve('a');
  answers[2]?.resolve('c');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
});

test('who goes away while waiting is never asked for, and takes nobody else’s turn', async () => {
  const queue = createAskQueue(1);
  const first = held();
  const running = queue(none, () => first.promise);
  const gone = new AbortController();
  const refused = queue(gone.signal, () => Promise.resolve('never'));
  const after = queue(none, () => Promise.resolve('after'));
  gone.abort();
  await expect(refused).rejects.toMatchObject({ code: 'cancelled' });
  first.resolve('first');
  expect(await running).toBe('first');
  expect(await after).toBe('after');
});

test('a question that fails frees its place', async () => {
  const queue = createAskQueue(1);
  await expect(queue(none, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue(none, () => Promise.resolve(1))).toBe(1);
});

test('who is behind waits for all others, and leaves room for those that come', async () => {
  const queue = createAskQueue(2, 1);
  const asked: string[] = [];
  const ask = (name: string, behind: boolean) => {
    const { promise, resolve } = held();
    const done = queue(none, () => (asked.push(name), promise), behind);
    return { done, resolve };
  };
  const first = ask('behind 1', true);
  const second = ask('behind 2', true);
  const third = ask('ahead 1', false);
  const fourth = ask('ahead 2', false);
  await Promise.resolve();
  expect(asked).toEqual(['behind 1', 'ahead 1']);
  first.resolve('');
  await first.done;
  expect(asked).toEqual(['behind 1', 'ahead 1', 'ahead 2']);
  third.resolve('');
  await third.done;
  expect(asked.at(-1)).toBe('behind 2');
  second.resolve('');
  fourth.resolve('');
  await Promise.all([second.done, fourth.done]);
});

test('beside one that is not behind a single one that is goes on; when it has gone so do as many as may', async () => {
  const queue = createAskQueue(6, 3);
  const asked: string[] = [];
  const ahead = held();
  const first = queue(none, () => (asked.push('ahead'), ahead.promise));
  const rest = held();
  const all = ['a', 'b', 'c', 'd'].map((name) => queue(none, () => (asked.push(name), rest.promise), true));
  await Promise.resolve();
  expect(asked).toEqual(['ahead', 'a']);
  ahead.resolve('');
  await first;
  await Promise.resolve();
  expect(asked).toEqual(['ahead', 'a', 'b', 'c']);
  rest.resolve('');
  await Promise.all(all);
  expect(asked.at(-1)).toBe('d');
});
