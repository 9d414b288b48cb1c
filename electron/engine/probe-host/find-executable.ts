// Finds the file that a command's first word means, once, without a shell. Used inside the probe-host only.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

export interface NotFound {
  code: 'not_found' | 'denied' | 'bad_input';
  message: string;
}
export type Found = { path: string } | NotFound;

/** @param search the PATH to look in for a bare name. */
export function findExecutable(name: string, cwd: string, search: string): Found {
  if (/\.(bat|cmd)$/i.test(name))
    return { code: 'bad_input', message: `${name} would be run by a shell; allowed: an executable` };
  if (name.includes('/') || isAbsolute(name)) return checked(resolve(cwd, name), name);
  // An empty or relative entry of PATH would make the folder decide what runs.
  const folders = search.split(delimiter).filter((folder) => isAbsolute(folder));
  for (const folder of folders) {
    const found = checked(join(folder, name), name);
    if ('path' in found) return found;
  }
  return {
    code: 'not_found',
    message: `command not found: ${name} (looked in ${folders.join(', ') || 'no folder: PATH is empty'})`,
  };
}

function checked(path: string, name: string): Found {
  const kind = kindOf(path);
  if (typeof kind === 'object') return kind;
  if (kind !== 'file') return { code: 'not_found', message: `command not found: ${name}` };
  try {
    accessSync(path, constants.X_OK);
    return { path };
  } catch {
    return { code: 'denied', message: `${path} may not be executed by this user` };
  }
}

/** What is at a path, or why the system does not say: a folder closed to this user, too long a name. */
export function kindOf(path: string): 'file' | 'folder' | 'nothing' | NotFound {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : 'nothing';
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { code: code === 'EACCES' ? 'denied' : 'bad_input', message: `${path} cannot be looked at: ${code}` };
  }
}
