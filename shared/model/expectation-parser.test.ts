// How expectations are read, and how slips are refused with their place.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from './any-text.fixture.ts';
import { parseExpectation } from './expectation-parser.ts';

function parsed(text: string) {
  const result = parseExpectation(text);
  if (!result.ok) throw new Error(`${result.message} at ${result.offset}`);
  const { path, op, literal } = result.expectation;
  return [path, op, literal];
}

function refused(text: string): [string, number] {
  const result = parseExpectation(text);
  if (result.ok) throw new Error(`accepted: ${text}`);
  return [result.message, result.offset];
}

describe('an expectation', () => {
  test.each([
    ['status == 200', [['status'], '==', 200]],
    ['status==200', [['status'], '==', 200]],
    ['json.status == "healthy"', [['json', 'status'], '==', 'healthy']],
    ["json.items[0].id != 'it\\'s'", [['json', 'items', 0, 'id'], '!=', "it's"]],
    ['headers["content-type"] contains "json"', [['headers', 'content-type'], 'contains', 'json']],
    ['status in [200, 204]', [['status'], 'in', [200, 204]]],
    ['json.tags == ["a", 1, null, true]', [['json', 'tags'], '==', ['a', 1, null, true]]],
    ['json.tags == []', [['json', 'tags'], '==', []]],
    ['value >= -1.5e-3', [['value'], '>=', -0.0015]],
    ['json.ok == false', [['json', 'ok'], '==', false]],
    ['json.error absent', [['json', 'error'], 'absent', null]],
    ['  body   exists ', [['body'], 'exists', null]],
    ['json["exists"] exists', [['json', 'exists'], 'exists', null]],
    ['body == "\\u00e9\\n"', [['body'], '==', 'é\n']],
  ])('reads %s', (text, wanted) => {
    expect(parsed(text)).toEqual(wanted);
  });

  test('keeps the backslashes of a regular expression, except before its quote', () => {
    expect(parsed('body matches "^v\\d+\\.\\"x\\"$"')).toEqual([['body'], 'matches', '^v\\d+\\."x"$']);
  });

  test.each([
    ['', 0, 'a fact'],
    ['== 200', 0, 'a fact'],
    ['status = 200', 7, 'allowed: == !='],
    ['status === 200', 7, '`===` stands'],
    ['status is 200', 7, '`is` stands'],
    ['status', 6, 'the text ends where an operator'],
    ['status ==', 9, 'a number, a text in quotes'],
    ['status == up', 10, '`up` stands'],
    ['status == 012', 10, '`012` stands'],
    ['status == 1e999', 10, 'too large'],
    ['status == "up', 10, 'no closing "'],
    ['status == "\\q"', 11, 'is no escape'],
    ['status == 200 and more', 14, '`and` stands after the end'],
    ['json. == 1', 5, 'after "."'],
    ['json[-1] == 1', 5, 'a position counted from 0'],
    ['json[0 == 1', 7, '"]" is expected'],
    ['status in 200', 10, 'in takes a list'],
    ['status in []', 10, 'at least one value'],
    ['status in [200 204]', 15, 'allowed: "," or "]"'],
    ['status in [[1]]', 11, 'in a list'],
    ['body matches ^x', 13, 'in quotes'],
    ['body matches "("', 13, 'not a regular expression'],
    ['status exists 1', 14, 'after the end'],
  ])('refuses %j at character %i, saying what is allowed', (text, offset, words) => {
    const [message, at] = refused(text);
    expect(message).toContain(words);
    expect(at).toBe(offset);
  });

  test('never throws, and a refusal points into the text', () => {
    const pieces = fc.constantFrom('status', '.', '[', ']', '"', "'", '\\', '==', ' ', 'in', 'matches', '1', '-', '😀');
    const texts = fc.oneof(
      anyText({ maxLength: 60 }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseExpectation(text);
        if (result.ok) return;
        expect(result.message).not.toBe('');
        expect(result.offset).toBeGreaterThanOrEqual(0);
        expect(result.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('reads back every text and number that JSON can write', () => {
    const scalar = fc.oneof(anyText(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(scalar, (value) => {
        expect(parsed(`json == ${JSON.stringify(value)}`)[2]).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
