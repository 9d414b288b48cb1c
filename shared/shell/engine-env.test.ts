import { expect, it } from 'vitest';
import { engineEnv } from './engine-env.ts';

it('adds to the environment what keeps the heap of native code small', () => {
  expect(engineEnv({ HOME: '/home/kim' })).toMatchObject({ HOME: '/home/kim', MALLOC_ARENA_MAX: '2' });
});

it('leaves what a person has set', () => {
  expect(engineEnv({ MALLOC_ARENA_MAX: '8' })['MALLOC_ARENA_MAX']).toBe('8');
});
