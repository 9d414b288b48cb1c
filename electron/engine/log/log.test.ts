import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRedactor } from '../redact/redact.ts';
import { testFolder } from '../store/store.fixture.ts';
import { createLog } from './log.ts';

function logIn(limitBytes: number) {
  const file = join(testFolder(), 'engine.log');
  return { file, log: createLog({ file, redactor: createRedactor(), now: () => 0, limitBytes }) };
}

test('a full file is put aside and begun anew, with no line lost', () => {
  const { file, log } = logIn(10);
  log.error('first', new Error('x'));
  log.error('second', new Error('y'));
  expect(readFileSync(`${file}.1`, 'utf8')).toContain('"first"');
  expect(readFileSync(file, 'utf8')).toContain('"second"');
});

test('goes on in a new file when a full one was taken away', () => {
  const { file, log } = logIn(10);
  log.error('first', new Error('x'));
  rmSync(file);
  log.error('second', new Error('y'));
  expect(existsSync(file) && readFileSync(file, 'utf8')).toContain('"second"');
});
