import { expect, test } from 'vitest';
import { allValue } from '#shared/model/dashboard/variable.ts';
import { choiceInWords, matchingOptions, mostShown, pressed } from './option-list.ts';

const options = ['api', 'web-api', 'web', 'db'].map((text) => ({ value: text, text }));

test('a search finds words anywhere, those that begin with it first, and says how many more match', () => {
  expect(matchingOptions(options, ' API ').options.map(({ text }) => text)).toEqual(['api', 'web-api']);
  const many = Array.from({ length: 1_500 }, (_, at) => ({ value: `pod-${at}`, text: `pod-${at}` }));
  expect(matchingOptions(many, 'pod')).toMatchObject({ more: 1_500 - mostShown });
  expect(matchingOptions(many, 'none').options).toEqual([]);
});

test('All and single values exclude each other; where one may be chosen the press chooses it', () => {
  expect(pressed(['api'], 'web', true)).toEqual(['api', 'web']);
  expect(pressed(['api', 'web'], 'api', true)).toEqual(['web']);
  expect(pressed([allValue], 'web', true)).toEqual(['web']);
  expect(pressed(['api', 'web'], allValue, true)).toEqual([allValue]);
  expect(pressed(['api'], 'web', false)).toEqual(['web']);
});

test('a choice is told in a few words', () => {
  expect(choiceInWords([], options)).toBe('none');
  expect(choiceInWords([allValue], options)).toBe('All');
  expect(choiceInWords(['web'], options)).toBe('web');
  expect(choiceInWords(['gone', 'web', 'db'], options)).toBe('gone + 2');
  expect(choiceInWords([''], options)).toBe('empty');
});
