// Expectations that cannot be right are refused before anything is looked at.
import { describe, expect, test } from 'vitest';
import { checkExpectation } from './expectation-check.ts';
import { parseExpectation } from './expectation-parser.ts';
import type { FactSchema } from './facts.ts';

const facts: FactSchema = {
  status: { type: 'number', doc: 'The status code.' },
  durationMs: { type: 'number', doc: 'How long it took.' },
  body: { type: 'string', doc: 'The body.' },
  secure: { type: 'boolean', doc: 'Whether it was encrypted.' },
  names: { type: 'list', doc: 'The names.' },
  sizes: { type: 'list', of: 'number', doc: 'The sizes.' },
  headers: { type: 'map', doc: 'The headers.' },
  counts: {
    type: 'map',
    of: 'number',
    doc: 'Lines for each pattern.',
    keys: (params: { patterns: Record<string, string> }) => Object.keys(params.patterns),
  },
  json: { type: 'any', doc: 'The body as JSON.' },
};
const params = { patterns: { insecure: 'INSECURE', fatal: 'FATAL' } };

function check(text: string, given: unknown): string | null {
  const result = parseExpectation(text);
  if (!result.ok) throw new Error(result.message);
  return checkExpectation(result.expectation, facts, given);
}

describe('checking an expectation against the facts of a kind', () => {
  test.each([
    'status == 200',
    'status in [200, 204]',
    'body matches "^ok"',
    'secure == true',
    'names contains "a"',
    'names == ["a", "b"]',
    'names[0] == "a"',
    'sizes[1] > 3',
    'headers["content-type"] contains "json"',
    'headers contains "date"',
    'counts.insecure == 0',
    'json.a[0].b < 3',
    'json == null',
    'json.status in ["a", 1]',
    'body absent',
  ])('takes %s', (text) => {
    expect(check(text, params)).toBeNull();
  });

  test.each([
    ['stauts == 200', 'Did you mean status? Allowed: status, durationMs, body'],
    ['toString exists', 'there is no fact "toString"'],
    ['status == "200"', 'status is compared with a number, found "200"'],
    ['durationMs < "x"', 'durationMs is compared by < with a number, found "x"'],
    ['json.x < "x"', 'is compared by < with a number'],
    ['status contains 2', 'status is a number, which contains does not fit; allowed: == !='],
    ['body < 3', 'body is text, which < does not fit'],
    ['status == null', 'compared with a number, found null'],
    ['secure == "true"', 'compared with true or false'],
    ['status in [200, "204"]', 'each value of the list must be a number'],
    ['names == "a"', 'compared with a list'],
    ['names contains 1', 'can contain text, not a number'],
    ['names.first == "a"', 'taken by position, e.g. names[0]'],
    ['headers[0] == "a"', 'taken by name'],
    ['headers == 1', 'headers is a map, which == does not fit'],
    ['status.code == 200', 'status is a number and has no members; write status alone'],
    ['headers.date.year == "1"', 'headers.date is text and has no members'],
    ['counts.insecur == 0', 'Did you mean insecure? Allowed: insecure, fatal'],
    ['counts contains "x"', 'there is no member of counts called "x"'],
    ['counts.insecure == "0"', 'counts.insecure is compared with a number'],
  ])('refuses %s', (text, words) => {
    expect(check(text, params)).toContain(words);
  });

  test('says so where the parameters name no members at all', () => {
    expect(check('counts.a == 0', { patterns: {} })).toContain("the item's parameters name none");
  });

  test('does not check names it cannot know while the parameters are unsound', () => {
    expect(check('counts.whatever == 0', undefined)).toBeNull();
    expect(
      checkExpectation({ text: '', path: ['counts', 'x'], op: 'exists', literal: null }, facts, undefined),
    ).toBeNull();
  });
});
