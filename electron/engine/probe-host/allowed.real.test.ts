import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startProbeHost } from './client.ts';
import { newFolder, run } from './host.fixture.ts';

const sumOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** A folder with a program of its own, and what a list allows of it. */
function program() {
  const folder = newFolder();
  const path = join(folder, 'tool');
  copyFileSync('/bin/echo', path);
  return { folder, path, sha256: sumOf(path) };
}
const listOf = (...commands: { path: string; sha256?: string }[]) => ({ allowed: { file: '/data/commands.yaml', commands } }); // prettier-ignore

describe('where a person keeps a list, a command', () => {
  const host = startProbeHost();
  afterAll(() => host.close());

  test('that is on it is run, by whatever name it is found', async () => {
    const { folder, path, sha256 } = program();
    expect((await run(host, [path, 'a'], listOf({ path }))).stdout).toBe('a\n');
    expect((await run(host, ['tool', 'b'], { ...listOf({ path, sha256 }), env: { PATH: folder } })).stdout).toBe('b\n');
    expect((await run(host, ['./tool', 'c'], { ...listOf({ path, sha256 }), cwd: folder })).stdout).toBe('c\n');
  });

  test('that is not is refused before it runs, with its place, what is allowed and how to allow it', async () => {
    const { folder, path } = program();
    const made = join(folder, 'made');
    const refused = run(host, ['touch', made], listOf({ path }, { path: '/opt/other' }));
    await expect(refused).rejects.toMatchObject({ code: 'denied' });
    await expect(refused).rejects.toThrow(
      new RegExp(`^/.*/touch is not allowed: /data/commands.yaml allows ${path}, /opt/other; to allow it, add "- /.*/touch" under "allowed" there$`), // prettier-ignore
    );
    await expect(run(host, ['cat', made])).resolves.toMatchObject({ exitCode: 1 });
    await expect(run(host, ['true'], listOf())).rejects.toThrow(/allows nothing; to allow it/);
  });

  test('of the same name in another folder, or behind a link, is not the one that is allowed', async () => {
    const { folder, path } = program();
    const other = program();
    await expect(run(host, [other.path], listOf({ path }))).rejects.toMatchObject({ code: 'denied' });
    symlinkSync(path, join(folder, 'link'));
    await expect(run(host, [join(folder, 'link')], listOf({ path }))).rejects.toMatchObject({ code: 'denied' });
  });

  test('whose content is another than its sum says is refused with both sums, also when it changed a moment ago', async () => {
    const { path, sha256 } = program();
    expect((await run(host, [path, 'on'], listOf({ path, sha256 }))).stdout).toBe('on\n');
    writeFileSync(path, '#!/bin/sh\necho replaced\n');
    const refused = run(host, [path, 'on'], listOf({ path, sha256 }));
    await expect(refused).rejects.toThrow(`its SHA-256 is ${sumOf(path)}, and /data/commands.yaml allows ${sha256}`);
    const both = listOf({ path, sha256 }, { path, sha256: sumOf(path) });
    expect((await run(host, [path], both)).stdout).toBe('replaced\n');
  });

  test('is not run with variables that put other code into it', async () => {
    const { path, sha256 } = program();
    const preloaded = run(host, [path], { ...listOf({ path, sha256 }), env: { LD_PRELOAD: '/tmp/x.so' } });
    await expect(preloaded).rejects.toThrow(/is not run with LD_PRELOAD/);
    expect((await run(host, [path, 'fine'], { env: { LD_LIBRARY_PATH: '/tmp' } })).stdout).toBe('fine\n');
  });
});
