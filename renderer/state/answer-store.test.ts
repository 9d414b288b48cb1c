import { expect, test } from 'vitest';
import { createAnswerStore } from './answer-store.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

test('of one question asked again the later answer counts, in whatever order they come', async () => {
  const { store, want, again } = createAnswerStore<string>();
  const waiting: PromiseWithResolvers<string>[] = [];
  const ask = (): Promise<string> => {
    const answer = Promise.withResolvers<string>();
    waiting.push(answer);
    return answer.promise;
  };
  want('run 1', ask);
  // Another moment is shown while the first answer, of the present, is under way.
  again(true);
  waiting[1]?.resolve('as of 14:05');
  await settled();
  waiting[0]?.resolve('the present');
  await settled();
  expect(store.getState()).toEqual({ state: 'here', key: 'run 1', value: 'as of 14:05', reason: '' });
});
