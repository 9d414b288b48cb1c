import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../store/store.fixture.ts';
import { createIncoming } from './incoming.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('parts become one file in their order, under a plain name in a folder of their own, and are gone with the console', () => {
  const dataDir = testFolder();
  const incoming = createIncoming(dataDir);
  incoming.take('upload-1', 0, base64('one '));
  incoming.take('upload-1', 1, base64('two'));
  expect(() => incoming.take('upload-1', 3, base64('four'))).toThrow('A part of the bundle is missing');
  const file = incoming.finish('upload-1', '../../../etc/INC 3.rrb');
  expect(file).toBe(join(dataDir, 'incoming', 'upload-1', '_etc_INC_3.rrb'));
  expect(readFileSync(file, 'utf8')).toBe('one two');
  expect(() => incoming.finish('upload-1', 'x')).toThrow('send it again');
  expect(() => incoming.take('upload-2', 1, base64('x'))).toThrow('is missing');
  incoming.close();
  expect(existsSync(dirname(dirname(file)))).toBe(false);
});
