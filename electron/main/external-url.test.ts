import { expect, test } from 'vitest';
import { externalUrl } from './external-url.ts';

test.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['HTTPS://EXAMPLE.org', 'https://example.org/'],
  ['mailto:ops@example.org?subject=x', 'mailto:ops@example.org?subject=x'],
])('%s may be opened outside', (text, shown) => {
  expect(externalUrl(text)).toBe(shown);
});

test.each([
  'http://example.org',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://host/share',
  'ms-settings:privacy',
  'data:text/html,x',
  'app://console/',
  'vscode://file/x',
  'https://user@example.org',
  'https://user:word@example.org',
  'https:\\\\user:x@example.org',
  `https://example.org/${'a'.repeat(2048)}`,
  'not an address',
  '',
])('%s may not', (text) => {
  expect(externalUrl(text)).toBeNull();
});
