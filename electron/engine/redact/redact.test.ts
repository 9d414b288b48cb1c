import { describe, expect, test } from 'vitest';
import { createRedactor } from './redact.ts';
import { cleanLines, letters, plantedSecrets, randomFrom } from './redaction-corpus.fixture.ts';

const redactor = createRedactor();

describe('redaction on a generated corpus', () => {
  test('at least 98 of 100 secrets known by name or shape do not survive, and each is counted', () => {
    const survivors = plantedSecrets(500, 1).filter(({ text, secret }) => {
      const hidden = redactor.text(text);
      return hidden.text.includes(secret) || hidden.redactions === 0;
    });
    expect(survivors.slice(0, 10)).toEqual([]);
    expect(survivors.length).toBeLessThanOrEqual(10);
  });

  test('no exact secret survives in any form it travels in', () => {
    const random = randomFrom(2);
    const survivors: string[] = [];
    for (let count = 0; count < 500; count++) {
      const secret = letters(random, 'password', 6 + Math.floor(random() * 20));
      const exact = createRedactor({ secrets: ['another-secret', secret] });
      const before = letters(random, 'word', count % 7);
      const bytes = Buffer.from(`${before}${secret}${letters(random, 'word', count % 5)}`);
      const forms = [
        `said ${secret} aloud`,
        `x=${encodeURIComponent(secret)}&y`,
        JSON.stringify({ note: secret }),
        bytes.toString('hex'),
        bytes.toString('hex').toUpperCase(),
        bytes.toString('base64'),
        bytes.toString('base64url'),
      ];
      for (const form of forms) if (exact.text(form).redactions === 0) survivors.push(`${secret} in ${form}`);
    }
    expect(survivors).toEqual([]);
  });

  test('at most 5 of 1,000 clean lines are touched', () => {
    const touched = cleanLines(10_000, 3).filter((line) => redactor.text(line).text !== line);
    expect(touched.slice(0, 5)).toEqual([]);
    expect(touched.length).toBeLessThanOrEqual(50);
  });
});

describe('redaction of texts', () => {
  test.each([
    ['password=hunter22 user=amy', 'password=[redacted] user=amy'],
    ['{"password":"a\\"b","user":"amy"}', '{"password":"[redacted]","user":"amy"}'],
    ['https://amy:pw@host/x?token=abcdef&page=2', 'https://[redacted]@host/x?token=[redacted]&page=2'],
    ['Authorization: Bearer abc.def\nHost: x', 'Authorization: [redacted]\nHost: x'],
    ['postgres://u:p@ss@db/x', 'postgres://[redacted]@db/x'],
    ['{"log":"{\\"token\\":\\"abcdef\\",\\"a\\":1}"}', '{"log":"{\\"token\\":\\"[redacted]\\",\\"a\\":1}"}'],
  ])('%j becomes %j', (text, hidden) => {
    expect(redactor.text(text).text).toBe(hidden);
  });

  test('what was redacted once stays as it is', () => {
    for (const { text } of plantedSecrets(200, 4)) {
      const once = redactor.text(text).text;
      expect(redactor.text(once).text).toBe(once);
    }
  });

  test('a long text without an end in sight costs one pass, whatever it is made of', () => {
    // A pass from each place in it anew would take an hour, and the test would be out of time.
    for (const part of ['a', 'token', '://', '-----BEGIN A-----', 'password="', 'eyJ', 'secret ', 'key":{"']) {
      expect(redactor.text(part.repeat(1_000_000 / part.length)).text.length).toBeGreaterThan(0);
    }
  });
});

describe('redaction of values', () => {
  test('strings under secret names are replaced however deep, names and other values are kept', () => {
    const value = {
      headers: { 'set-cookie': 'a=b', date: 'now' },
      auth: { user: 'amy', pin: 1 },
      list: ['token=abcdef'],
    };
    expect(redactor.value(value)).toEqual({
      headers: { 'set-cookie': '[redacted]', date: 'now' },
      auth: { user: '[redacted]', pin: 1 },
      list: ['token=[redacted]'],
    });
  });

  test('an environment list is read by its names', () => {
    expect(
      redactor.value([
        { name: 'DB_PASSWORD', value: 'x' },
        { name: 'PORT', value: '80' },
      ]),
    ).toEqual([
      { name: 'DB_PASSWORD', value: '[redacted]' },
      { name: 'PORT', value: '80' },
    ]);
  });

  test('a text that was clean once is replaced all the same under a secret name, and after thousands of others', () => {
    const fresh = createRedactor();
    for (let at = 0; at < 5000; at++) fresh.text(`line ${at}`);
    expect(fresh.value({ note: 'hunter2', password: 'hunter2' })).toEqual({ note: 'hunter2', password: '[redacted]' });
    expect(fresh.value({ password: 'hunter2', note: 'password=hunter2' })).toEqual({
      password: '[redacted]',
      note: 'password=[redacted]',
    });
  });

  test('a text that was clean until its secret was learned is clean no more', () => {
    const fresh = createRedactor();
    expect(fresh.text('said swordfish aloud').redactions).toBe(0);
    fresh.learn('swordfish');
    expect(fresh.text('said swordfish aloud').text).toBe('said [redacted] aloud');
    expect(fresh.value({ swordfish: 'said swordfish aloud' })).toEqual({ '[redacted]': 'said [redacted] aloud' });
  });

  test('a value without secrets is the very same object', () => {
    const value = { status: 200, counts: { token: 5 }, list: [1, 'two', { three: null }] };
    expect(redactor.value(value)).toBe(value);
  });
});
