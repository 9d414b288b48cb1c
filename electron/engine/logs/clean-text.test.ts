// What a line may show: no colour codes, no hidden signs, no secrets, not even those over several lines.
import { expect, test } from 'vitest';
import { createRedactor } from '../redact/redact.ts';
import { createSecretHider, plainText } from './clean-text.ts';

test('colour codes and titles are taken out', () => {
  expect(plainText('\u001b[1;31mERROR\u001b[0m it \u001b[38;5;12mbroke')).toBe('ERROR it broke');
  expect(plainText('\u001b]0;title\u0007rest \u001b]8;;http://x\u001b\\link')).toBe('rest link');
  expect(plainText('\u001b(B\u001b[?25lx')).toBe('x');
});

test('other control signs are made visible; tabs and letters of any script stay', () => {
  expect(plainText('a\u0000b\u0007\tc\rd')).toBe('a\u2400b\u2407\tc\u240dd');
  expect(plainText('abc\u202etxt.exe')).toBe('abc\ufffdtxt.exe');
  expect(plainText('Grüße 世界 😀')).toBe('Grüße 世界 😀');
});

test('a key over many lines is hidden to its end, and what follows is shown', () => {
  const hider = createSecretHider(createRedactor());
  const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
  const lines = [
    '-----BEGIN RSA PRIVATE KEY-----',
    body,
    `  ${body}  `,
    'a line between',
    '-----END RSA PRIVATE KEY-----',
    body,
  ];
  const shown = lines.map((text) => hider.hide(text).text);
  expect(shown[1]).toBe('[redacted]');
  expect(shown[2]).toBe('  [redacted]  ');
  expect(shown[3]).toBe('a line between');
  expect(shown[5]).toBe(body);
});

test('secrets of a line are replaced and counted', () => {
  const { text, redactions } = createSecretHider(createRedactor()).hide('login password=hunter2-canary ok');
  expect(text).toBe('login password=[redacted] ok');
  expect(redactions).toBe(1);
});
