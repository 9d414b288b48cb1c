import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { asciiOnly } from './ascii-only.ts';

test('what is written in ASCII alone means the same, in strings, templates, patterns, names and comments', () => {
  const code = `
    // – a comment – with “quotes”
    const µs = 'µ→€';
    const pattern = /^[…–]+😀$/u;
    ({ µs, [\`\${µs}…\`]: "“said”", 名: '😀\\n\\\\é'.length, found: pattern.test('…–😀'), missed: pattern.test('.') })`;
  const written = asciiOnly(code);
  expect(written).toMatch(/^[\0-\x7f]+$/);
  const value: unknown = runInNewContext(written);
  expect(value).toEqual(runInNewContext(code));
  expect(value).toEqual({ µs: 'µ→€', 'µ→€…': '“said”', 名: 5, found: true, missed: false });
  expect(written.split('\n')).toHaveLength(code.split('\n').length);
});

test('a character behind a backslash is refused, as it would become something else', () => {
  expect(() => asciiOnly(String.raw`const dash = /\–/;`)).toThrow('"\\–" cannot be written in ASCII');
});
