import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { look, testNow } from './context.fixture.ts';
import { fileProbe } from './file.ts';

function newFile(text: string): { folder: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'file-probe-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'x.json');
  writeFileSync(path, text);
  utimesSync(path, testNow / 1000 - 90, testNow / 1000 - 90);
  return { folder, path };
}

test('a file gives its age, size, digest, lines and content', async () => {
  const text = '{"a":\n[1]}';
  const { folder } = newFile(text);
  const { facts } = await look(fileProbe, { path: 'x.json' }, { baseDir: folder });
  expect(facts).toEqual({
    exists: true,
    sizeBytes: 10,
    truncated: false,
    text,
    lines: 2,
    json: { a: [1] },
    sha256: createHash('sha256').update(text).digest('hex'),
    modifiedAt: '2026-11-20T09:58:30.000Z',
    ageSeconds: 90,
  });
});

test('a large file is digested whole and kept in part', async () => {
  const text = `${'x'.repeat(999)}\n`.repeat(1000);
  const { path } = newFile(text);
  const { facts } = await look(fileProbe, { path, maxBytes: 1500 });
  expect(facts).toMatchObject({ sizeBytes: 1_000_000, lines: 1000, truncated: true, text: text.slice(0, 1500) });
  expect(facts['sha256']).toBe(createHash('sha256').update(text).digest('hex'));
});

test('no such file is a fact, a folder and a file that is not permitted are errors', async () => {
  expect((await look(fileProbe, { path: '/no/such' })).facts).toEqual({
    exists: false,
    failure: 'no such file: /no/such',
  });
  await expect(look(fileProbe, { path: tmpdir() })).rejects.toMatchObject({ code: 'bad_input' });
  const permit = (): void => {
    throw new OpsError('denied', 'not trusted');
  };
  await expect(look(fileProbe, { path: '/etc/passwd' }, { permit })).rejects.toMatchObject({ code: 'denied' });
});
