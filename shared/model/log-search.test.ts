// Searching one line: words and patterns, with and without regard to case, and what is refused.
import { expect, test } from 'vitest';
import { compileSearch, searchProblem } from './log-search.ts';

const of = (text: string, regex = false, matchCase = false) => compileSearch({ text, regex, matchCase });

test('words are found wherever they stand, each time', () => {
  expect(of('err').marks('ERR and err.err', 10)).toEqual([[0, 3], [8, 11], [12, 15]]); // prettier-ignore
  expect(of('err', false, true).marks('ERR and err', 10)).toEqual([[8, 11]]);
  expect(of('a.b').in('axb')).toBe(false);
  expect(of('aa').marks('aaaaa', 10)).toEqual([[0, 2], [2, 4]]); // prettier-ignore
  expect(of('x').marks('xxxxx', 2)).toHaveLength(2);
});

test('a pattern without regard to case keeps the meaning of its classes', () => {
  expect(of(String.raw`Status=\S+`, true).marks('STATUS=OK done', 5)).toEqual([[0, 9]]);
  expect(of('[A-F]{2}', true).in('xx be')).toBe(true);
  expect(of(String.raw`\x41B`, true).in('ab')).toBe(true);
  expect(of('Ab', true, true).in('ab')).toBe(false);
  expect(of('^$|x*', true).marks('abc', 5)).toEqual([]);
});

test('signs that change their length with their case do not move the marks', () => {
  expect(of('end').marks('İİ END', 5)).toEqual([[3, 6]]);
});

test('what cannot be bounded is refused with the reason', () => {
  expect(searchProblem({ text: '(', regex: true, matchCase: false })).toContain('not a regular expression');
  expect(searchProblem({ text: '(a+)+$', regex: true, matchCase: false })).toContain('may not itself be repeated');
  expect(searchProblem({ text: '(?=a)b', regex: true, matchCase: false })).toContain('look ahead');
  expect(searchProblem({ text: String.raw`\(?=a`, regex: true, matchCase: false })).toBeNull();
  expect(searchProblem({ text: '(a+)+$', regex: false, matchCase: false })).toBeNull();
});
