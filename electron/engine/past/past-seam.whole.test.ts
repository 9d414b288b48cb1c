// Every operation of the contract, asked with a moment: answered out of the record, refused in words, or about the console.
import { expect, test } from 'vitest';
import { isContractProcedure } from '@orpc/contract';
import { contract } from '#shared/contract/contract.ts';
import type { Moment } from '#shared/model/moment.ts';
import { createAnswerPast } from '../handlers/past-router.ts';
import { askerAt, startEngine } from '../engine.fixture.ts';
import { testStore } from '../store/store.fixture.ts';
import { createPast } from './index.ts';
import { onlyReads, passesThrough } from './refused.ts';

const then: Moment = { at: 1_000_000, known: 'then', review: null };

function operationsOf(part: object, path: string[] = []): string[][] {
  return Object.entries(part).flatMap(([name, inner]: [string, object]) =>
    isContractProcedure(inner) ? [[...path, name]] : operationsOf(inner, [...path, name]),
  );
}

test('with a moment an operation is answered from the past or refused in words, whatever it was asked with', async () => {
  const past = createPast({ read: testStore().read });
  const answer = createAnswerPast({ past });
  const isAnswered = (path: readonly string[]): boolean =>
    typeof path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], past) === 'function';
  const refused = operationsOf(contract).filter((path) => !passesThrough(path, then) && !isAnswered(path));
  expect(refused.length).toBeGreaterThan(50);
  const notRecorded = /^Not recorded: .+ cannot be shown as of a past moment\.$/;
  const unchanged = 'The past cannot be changed: go back to live first.';
  for (const path of refused) {
    const asked = answer(path, { nothing: 'of use' }, { from: 'screen', moment: then }, undefined);
    const [code, message] = onlyReads(path) ? ['unavailable', notRecorded] : ['denied', unchanged];
    await expect(asked, path.join('.')).rejects.toThrow(message);
    await expect(asked, path.join('.')).rejects.toMatchObject({ code });
  }
});

test('what goes on at every moment is about the console, and is a short list', () => {
  const passing = operationsOf(contract)
    .filter((path) => passesThrough(path, { review: 'r1' }))
    .map((path) => path.join('.'));
  expect(passing.filter((name) => !name.startsWith('reviews.'))).toEqual([
    'logs.close',
    'terminals.output',
    'terminals.resize',
    'terminals.close',
    'secrets.list',
    'triggers.samples',
    'triggers.notices',
    'criteria.samples',
    'recorder.keeping.feed',
    'recorder.queries.feed',
    'recorder.objects',
    'system.info',
    'system.record',
  ]);
});

test('a header that names no moment is refused, and without one the present answers', async () => {
  const { engine, client } = await startEngine();
  for (const malformed of ['yesterday', '{}', '{"at":1,"known":"maybe","review":null}'])
    await expect(askerAt(engine, malformed).system.info()).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('names no moment'),
    });
  await expect(askerAt(engine, then).demo.start()).rejects.toMatchObject({ code: 'denied' });
  await expect(client.system.journal({})).resolves.toBeInstanceOf(Array);
});

test('a moment of a review goes to the review with its input as the contract reads it, and nowhere else', async () => {
  const asked: unknown[] = [];
  const answer = createAnswerPast({
    past: {},
    askReview: async (...question) => {
      asked.push(question.slice(0, 4));
      return [];
    },
  });
  const moment: Moment = { ...then, review: 'r1' };
  const context = { from: 'screen' as const, moment };
  await expect(answer(['system', 'journal'], {}, context, undefined)).resolves.toEqual([]);
  expect(asked).toEqual([['r1', ['system', 'journal'], { before: null, limit: 100 }, moment]]);
  const { engine } = await startEngine();
  await expect(askerAt(engine, moment).system.journal({})).rejects.toMatchObject({ code: 'not_found' });
});
