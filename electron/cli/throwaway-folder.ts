// A temporary folder that goes with the process, also when it ends at once by a second Ctrl-C.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ThrowawayFolder {
  path: string;
  remove: () => void;
}

/** `name` tells people what it was, should a SIGKILL leave it behind. */
export function makeThrowawayFolder(name: string): ThrowawayFolder {
  const path = mkdtempSync(join(tmpdir(), `readyroom-${name}-`));
  const remove = (): void => {
    process.removeListener('exit', remove);
    rmSync(path, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return { path, remove };
}
