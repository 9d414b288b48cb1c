import { expect, test } from 'vitest';
import * as real from 'zod';
import * as once from './zod-once.ts';

const { z } = once;

test('it has every name that zod has, and all but the plain schemas are the same', () => {
  const differing = Object.keys(real.z).filter((name) => z[name as 'string'] !== real.z[name as 'string']);
  expect(differing.toSorted()).toEqual(['boolean', 'int', 'number', 'string', 'unknown']);
});

test.each(['string', 'number', 'int', 'boolean', 'unknown'] as const)('a plain %s is made once', (kind) => {
  expect(z[kind]()).toBe(z[kind]());
  const settings = { error: 'not of this kind' };
  const make = z[kind] as (given?: typeof settings) => unknown;
  expect(make(settings)).not.toBe(make(settings));
  for (const value of ['a', 1, 1.5, true, null, undefined, {}])
    expect(z[kind]().safeParse(value)).toEqual(real.z[kind]().safeParse(value));
});

test('what is made of a plain schema leaves it as it is', () => {
  const plain = z.string();
  const made = [
    plain.min(3),
    plain.optional(),
    plain.nullable().default('x'),
    plain.trim(),
    plain.describe('a word'),
    plain.meta({ title: 'Word' }),
    plain.refine((text) => text !== 'a'),
    plain.brand('word'),
    z.object({ plain, same: plain }).extend({ more: plain.regex(/^b/) }),
  ];
  expect(made).toHaveLength(9);
  expect(plain.parse('a')).toBe('a');
  expect(plain.parse(' ')).toBe(' ');
  expect(plain.safeParse(null).success).toBe(false);
  expect(plain.meta()).toBeUndefined();
  expect(z.object({ a: plain, b: plain }).parse({ a: '1', b: '2' })).toEqual({ a: '1', b: '2' });
  expect(z.object({ a: plain, b: plain }).safeParse({ a: 1, b: '2' }).error?.issues[0]?.path).toEqual(['a']);
});
