// For scripts that run what is in out/.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds what changed, on this terminal. Returns the exit code of that: 0 where all is there now. */
export function buildIfNeeded(): number {
  const script = join(import.meta.dirname, 'build.ts');
  return spawnSync(process.execPath, [script, '--if-needed'], { stdio: 'inherit' }).status ?? 1;
}
