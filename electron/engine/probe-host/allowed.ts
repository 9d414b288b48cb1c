// Whether a list that a person keeps allows a binary to be run. Used inside the probe-host only, right before the start:
// what is compared is the file that will be run, not the name by which it was asked for.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { AllowedCommands } from '../probes/probe.ts';
import type { NotFound } from './find-executable.ts';

/**
 * null where it is allowed. What its arguments make it do is not judged: an allowed shell allows everything.
 * @param path absolute, as found; a link is not followed, as some binaries are what their name says.
 */
export function refusalOf(path: string, env: Readonly<Record<string, string>>, list: AllowedCommands): NotFound | null {
  const { commands, file } = list;
  const listed = commands.filter((command) => command.path === path);
  if (listed.length === 0) {
    const names = commands.map((command) => command.path).join(', ') || 'nothing';
    return denied(
      `${path} is not allowed: ${file} allows ${names}; to allow it, add "- ${path}" under "allowed" there`,
    );
  }
  const loader = Object.keys(env).find((name) => /^(LD|DYLD)_/.test(name));
  if (loader !== undefined)
    return denied(`${path} is not run with ${loader}, which can put other code into it, as ${file} has a list of allowed commands`); // prettier-ignore
  if (listed.some(({ sha256 }) => sha256 === undefined)) return null;
  return unlikeListed(path, listed.map(({ sha256 = '' }) => sha256), file); // prettier-ignore
}

function unlikeListed(path: string, sums: readonly string[], file: string): NotFound | null {
  try {
    const sum = sumOf(path);
    if (sums.includes(sum)) return null;
    return denied(
      `${path} is not allowed: its SHA-256 is ${sum}, and ${file} allows ${sums.join(', ')}; to allow it, write its sum there`,
    );
  } catch (error) {
    return denied(`${path} is not allowed: its SHA-256 cannot be told (${(error as Error).message})`);
  }
}

const denied = (message: string): NotFound => ({ code: 'denied', message });

const sums = new Map<string, { identity: string; sum: string }>();

/** Read again whenever anything about the file has changed; the time of change cannot be set by who changed it. */
function sumOf(path: string): string {
  const fd = openSync(path, 'r');
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = fstatSync(fd, { bigint: true });
    const identity = [dev, ino, size, mtimeNs, ctimeNs].join(' ');
    const known = sums.get(path);
    if (known?.identity === identity) return known.sum;
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(1 << 20);
    for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece)) hash.update(piece.subarray(0, read));
    const sum = hash.digest('hex');
    sums.set(path, { identity, sum });
    return sum;
  } finally {
    closeSync(fd);
  }
}
