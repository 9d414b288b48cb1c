// Which regular expressions are taken, and what is claimed of a text too long to search.
import { describe, expect, test } from 'vitest';
import { patternProblem, searchPattern, subjectLimit } from './expectation-pattern.ts';

describe('a regular expression', () => {
  test.each([
    '^v\\d+\\.\\d+\\.\\d+$',
    '(ok|healthy)',
    '^(\\d{1,3}\\.){3}\\d{1,3}$',
    '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
    '(?<year>\\d{4})-[*+|]+',
    'a\\+(\\*)*',
    '^(?!.*error).*done',
  ])('%s is taken', (source) => {
    expect(patternProblem(source)).toBeNull();
  });

  test.each([
    ['(a+)+$', 'repeated without end'],
    ['(a|a)*$', 'repeated without end'],
    ['((a|b))*$', 'repeated without end'],
    ['(a?a?)*$', 'repeated without end'],
    ['((a{1,3}){2})+', 'repeated without end'],
    ['(.*a){30}', 'at most 8'],
    ['(a|a){30}$', 'at most 16'],
    ['a?'.repeat(30) + 'a'.repeat(30), 'at most 16'],
    ['(a)\\1', 'refer back'],
    ['(?<n>a)\\k<n>', 'refer back'],
    ['\\p{L}', 'may not use'],
    ['😀+', 'may not use'],
    ['[', 'not a regular expression'],
    ['x'.repeat(501), 'at most 500'],
  ])('%s is refused', (source, words) => {
    expect(patternProblem(source)).toContain(words);
  });

  test('found in the searched part of a longer text is found', () => {
    const text = `go ${'x'.repeat(subjectLimit)}`;
    expect(searchPattern('^go', text)).toBe(true);
  });

  test('claims nothing of a longer text where the rest could decide', () => {
    const text = 'x'.repeat(subjectLimit + 1);
    expect(searchPattern('y', text)).toBeNull();
    expect(searchPattern('x$', text)).toBeNull();
    expect(searchPattern('^(?!.*y)', text)).toBeNull();
    expect(searchPattern('x+', text)).toBeNull();
  });
});
