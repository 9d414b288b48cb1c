// One temporary folder for all tests of a run, removed with everything that they leave in it. In memory where there is
// enough of it: hundreds of tests open a record, and each would wait for the disk when it closes it. Suites of live systems
// stay on the disk, which is one of them.
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

export function setup({ vitest }: TestProject): () => void {
  const onDisk = vitest.projects.some(({ name }) => name === 'real');
  const dir = mkdtempSync(join((onDisk ? null : inMemory()) ?? tmpdir(), 'readyroom-tests-'));
  process.env['TMPDIR'] = dir;
  return () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

/** Linux has such a folder; whoever names another gets that, as does who may start no programs in this one. */
function inMemory(): string | null {
  if (process.env['TMPDIR'] !== undefined) return null;
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    const mount = /^\S+ \/dev\/shm \S+ (\S+)/m.exec(readFileSync('/proc/mounts', 'utf8'));
    const startsPrograms = mount?.[1]?.split(',').includes('noexec') === false;
    return startsPrograms && bavail * bsize > 2 * 1024 ** 3 ? '/dev/shm' : null;
  } catch {
    return null;
  }
}
