// One temporary folder for all tests of a run, removed with everything that they leave in it. In memory where there is
// enough of it: hundreds of tests open a record, and each would wait for the disk when it closes it.
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function setup(): () => void {
  const dir = mkdtempSync(join(inMemory() ?? tmpdir(), 'readyroom-tests-'));
  process.env['TMPDIR'] = dir;
  return () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

/** Linux has such a folder; whoever names another gets that. */
function inMemory(): string | null {
  if (process.env['TMPDIR'] !== undefined) return null;
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 2 * 1024 ** 3 ? '/dev/shm' : null;
  } catch {
    return null;
  }
}
