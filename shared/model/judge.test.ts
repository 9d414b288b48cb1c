// The rules of judging, one sentence each, and that no facts whatever can make it throw or pass for want of evidence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExpectation } from './expectation-parser.ts';
import { subjectLimit } from './expectation-pattern.ts';
import type { Facts } from './facts.ts';
import { judge, type Insufficiency } from './judge.ts';
import { checkSchema } from './run.ts';

function expectations(...texts: string[]) {
  return texts.map((text) => {
    const result = parseExpectation(text);
    if (!result.ok) throw new Error(`${text}: ${result.message}`);
    return result.expectation;
  });
}

const judged = (facts: Facts, texts: string[], insufficient: Insufficiency = null) =>
  judge(facts, expectations(...texts), { insufficient });

describe('judging', () => {
  test('without expectations proves nothing', () => {
    expect(judged({ status: 200 }, [])).toEqual({
      outcome: 'inconclusive',
      reason: 'nothing is expected of it, so nothing is proven',
      checks: [],
    });
  });

  test('a pass says what was seen, each fact once', () => {
    const facts = { status: 200, json: { status: 'healthy' }, durationMs: 12 };
    const result = judged(facts, ['status == 200', 'json.status == "healthy"', 'durationMs < 500', 'durationMs > 0']);
    expect(result.outcome).toBe('pass');
    expect(result.reason).toBe('status 200, json.status "healthy", durationMs 12');
    expect(result.checks[1]).toEqual({ text: 'json.status == "healthy"', met: true, seen: 'healthy' });
  });

  test('a failure names everything unmet, seen against expected', () => {
    const result = judged({ status: 503, durationMs: 812, ok: 1 }, ['status == 200', 'durationMs < 500', 'ok == 1']);
    expect(result.outcome).toBe('fail');
    expect(result.reason).toBe('status is 503, expected 200; durationMs is 812, expected < 500');
    expect(result.checks.map((check) => check.met)).toEqual([false, false, true]);
  });

  test('a failure names the detail that the probe gives for the fact', () => {
    const facts = { gaps: 1, lines: 5, details: { gaps: 'after 41 comes 44 (line 3)' } };
    expect(judged(facts, ['lines > 9', 'gaps == 0']).reason).toBe(
      'lines is 5, expected > 9; gaps is 1, expected 0 (after 41 comes 44 (line 3))',
    );
  });

  test('an absent fact fails a comparison and says why it is absent', () => {
    const facts = { failure: 'no answer: connection refused by 127.0.0.1:8000' };
    const result = judged(facts, ['status == 200', 'json.status == "healthy"', 'durationMs < 500']);
    expect(result.outcome).toBe('fail');
    expect(result.reason).toBe(
      'no answer: connection refused by 127.0.0.1:8000; status, json.status and durationMs were not seen',
    );
    expect(result.checks[0]).toEqual({ text: 'status == 200', met: false });
  });

  test('an absent fact is not known where there was not enough evidence', () => {
    const result = judged({ series: 0 }, ['value >= 0', 'value exists'], 'the query returned no samples');
    expect(result).toMatchObject({
      outcome: 'inconclusive',
      reason: 'the query returned no samples, so value cannot be judged',
    });
    expect(result.checks.map((check) => check.met)).toEqual([null, null]);
  });

  test('evidence that is thin for one fact leaves the others to be judged', () => {
    const thin = { ageSeconds: 'the value is computed' };
    expect(judged({ value: 3 }, ['value == 3', 'special absent'], thin).outcome).toBe('pass');
    expect(judged({ value: 3 }, ['min > 1'], thin).outcome).toBe('fail');
    for (const text of ['ageSeconds < 60', 'ageSeconds exists', 'ageSeconds absent'])
      expect(judged({ value: 3 }, ['special absent', text], thin)).toMatchObject({
        outcome: 'inconclusive',
        reason: 'the value is computed, so ageSeconds cannot be judged',
        checks: [{ met: true }, { met: null }],
      });
    expect(judged({ value: 3 }, ['constructor exists'], thin).outcome).toBe('fail');
  });

  test('each fact that cannot be judged has its own reason', () => {
    const facts = { failure: 'cut short' };
    expect(judged(facts, ['a absent', 'b absent', 'c absent'], { b: 'b is computed' }).reason).toBe(
      'cut short, so a and c cannot be judged; b is computed, so b cannot be judged',
    );
  });

  test('what was seen and is wrong fails even where evidence is thin', () => {
    expect(judged({ series: 3 }, ['series == 0', 'value > 0'], 'no samples').outcome).toBe('fail');
  });

  test('absence that is asked for is proven by absence', () => {
    expect(judged({}, ['json.error absent'])).toMatchObject({ outcome: 'pass', reason: 'json.error absent' });
    expect(judged({ json: { error: null } }, ['json.error absent']).outcome).toBe('fail');
  });

  test('absence proves nothing where nothing was seen', () => {
    expect(judged({ samples: 0 }, ['special absent'], 'the query matched no series')).toMatchObject({
      outcome: 'inconclusive',
      reason: 'the query matched no series, so special cannot be judged',
    });
    const refused = { connected: false, failure: 'connection refused by 127.0.0.1:8000' };
    expect(judged(refused, ['json.error absent'])).toMatchObject({
      outcome: 'inconclusive',
      reason: 'connection refused by 127.0.0.1:8000, so json.error cannot be judged',
      checks: [{ text: 'json.error absent', met: null }],
    });
    expect(judged(refused, ['failure absent']).outcome).toBe('fail');
    expect(judged({ connected: true }, ['failure absent']).outcome).toBe('pass');
  });

  test.each(['value < 1', 'value > 1', 'value == 1', 'value != 1', 'value in [1]'])('NaN does not meet %s', (text) => {
    const result = judged({ value: Number.NaN }, [text]);
    expect(result.outcome).toBe('fail');
    expect(result.reason).toContain('value is not a number (NaN)');
    expect(checkSchema.parse(result.checks[0]).seen).toBe('NaN');
  });

  test('infinity meets no comparison either', () => {
    expect(judged({ value: Infinity }, ['value > 1']).reason).toBe('value is not finite (Infinity), expected > 1');
  });

  test.each([
    [
      'json.code == 200',
      { json: { code: '200' } },
      'json.code is "200", which is a text; expected 200, which is a number',
    ],
    ['json.code < 3', { json: { code: 'x' } }, 'json.code is "x", which is a text; expected a number < 3'],
    ['json.code != "x"', { json: { code: [1] } }, 'json.code is [1], which is a list; expected anything but "x"'],
    ['json matches "x"', { json: 3 }, 'json is 3, which is a number; matches takes a text'],
    ['json contains "x"', { json: true }, 'json is true, which is true or false; contains takes'],
  ])('a value of another type does not meet %s', (text, facts, reason) => {
    const result = judged(facts as Facts, [text]);
    expect(result.outcome).toBe('fail');
    expect(result.reason).toContain(reason);
  });

  test.each([
    ['json == null', { json: null }, true],
    ['json != null', { json: { a: 1 } }, true],
    ['json.a != null', { json: { a: null } }, false],
    ['json == [1, "a"]', { json: [1, 'a'] }, true],
    ['json == [1, "a"]', { json: ['a', 1] }, false],
    ['json contains 2', { json: [1, 2] }, true],
    ['json contains "k"', { json: { k: 0 } }, true],
    ['json contains "toString"', { json: {} }, false],
    ['json.toString exists', { json: {} }, false],
    ['json["0"] exists', { json: ['a'] }, false],
    ['json[0] exists', { json: { '0': 1 } }, false],
    ['body contains "ell"', { body: 'hello' }, true],
    ['body matches "^h.*o$"', { body: 'hello' }, true],
    ['status in [200, 204]', { status: 201 }, false],
  ])('%s of %j is met: %s', (text, facts, met) => {
    expect(judged(facts as Facts, [text]).checks[0]?.met).toBe(met);
  });

  test('a text too long to be searched whole is not judged', () => {
    const result = judged({ body: 'x'.repeat(subjectLimit + 10) }, ['body matches "end"']);
    expect(result.outcome).toBe('inconclusive');
    expect(result.reason).toContain('the rest was not searched');
  });

  test('long values are abridged in the reason and in the check', () => {
    const result = judged({ body: 'y'.repeat(100_000) }, ['body == "x"']);
    expect(result.reason.length).toBeLessThan(200);
    expect(JSON.stringify(result.checks[0]).length).toBeLessThan(600);
  });

  test('is total: any facts, any expectation, a recordable answer, and never a pass of what is absent', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(Number.NaN, Infinity, -0, '\ud800'));
    const names = fc.constantFrom('a', 'b', 'failure', '__proto__', 'constructor');
    const literal = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.oneof(fc.string(), fc.integer())),
    );
    const op = fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'contains', 'matches', 'in', 'exists', 'absent');
    const expectation = fc.record({
      text: fc.string(),
      path: fc.array(fc.oneof(names, fc.nat(3)), { minLength: 1, maxLength: 3 }),
      op,
      literal,
    });
    fc.assert(
      fc.property(
        fc.dictionary(names, value),
        fc.array(expectation as fc.Arbitrary<ReturnType<typeof expectations>[number]>, { maxLength: 4 }),
        fc.option(fc.oneof(fc.constant('too few samples'), fc.dictionary(names, fc.string()))),
        (facts, list, insufficient) => {
          const result = judge(facts as Facts, list, { insufficient });
          expect(result.reason).not.toBe('');
          expect(result.checks).toHaveLength(list.length);
          for (const check of result.checks) checkSchema.parse(check);
          const proven = result.checks.length > 0 && result.checks.every((check) => check.met === true);
          expect(result.outcome === 'pass').toBe(proven);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('does not run out of stack on JSON nested without end', () => {
    let json: Facts[string] = 1;
    for (let depth = 0; depth < 50_000; depth++) json = [json];
    expect(judged({ json }, ['json == 1', 'json == [1]', 'json absent']).outcome).toBe('fail');
  });
});
