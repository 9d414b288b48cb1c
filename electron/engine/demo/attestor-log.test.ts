import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAttestorLog } from './attestor-log.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'attestor-log-'));
  file = join(dir, 'a.jsonl');
});
afterEach(() => rmSync(dir, { recursive: true }));

test('each line holds sequence, ISO time, level and message', () => {
  createAttestorLog(file, () => 0).write('warn', 'hello', { round: 3 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    seq: 1,
    time: '1970-01-01T00:00:00.000Z',
    level: 'warn',
    message: 'hello',
    round: 3,
  });
});

test('begins with an empty file whatever an earlier demo left', () => {
  writeFileSync(file, 'old\n');
  createAttestorLog(file, () => 0);
  expect(readFileSync(file, 'utf8')).toBe('');
});

test('keeps one older file when it outgrows its bound, and no gap between the two', () => {
  const log = createAttestorLog(file, () => 0, 200);
  for (let line = 0; line < 20; line++) log.write('info', 'x'.repeat(30));
  const seqs = [`${file}.1`, file].flatMap(
    (name) =>
    readFileSync(name, 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { seq: number }).seq), // prettier-ignore
  );
  expect(seqs.at(-1)).toBe(20);
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] as number) + index));
  expect(readFileSync(`${file}.1`, 'utf8').length).toBeLessThan(400);
  expect(existsSync(`${file}.2`)).toBe(false);
});
