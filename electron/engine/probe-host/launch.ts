// Starts a command's process, by the cheapest way that this machine has. Used inside the probe-host only.
// It neither looks for the executable nor ends what it started.
import type { Readable } from 'node:stream';
import { loadLibc } from './libc.ts';
import { nodeSpawn } from './node-spawn.ts';
import { posixSpawnOf } from './posix-spawn.ts';

export interface Command {
  /** Absolute. The command sees it as its own name. */
  path: string;
  /** What follows the name. */
  args: readonly string[];
  /** Absolute; this process's own folder when absent. */
  cwd: string | undefined;
  /** All of its environment. */
  env: Readonly<Record<string, string>>;
  /** Held to where the C library can be called. */
  cpuSeconds: number;
}

export interface Ending {
  /** null when a signal ended it. */
  exitCode: number | null;
  signal: string | null;
}

/** A process that leads a session and a group of its own and reads nothing from its standard input. */
export interface Child {
  pid: number;
  stdout: Readable;
  stderr: Readable;
  /** When it has ended and is no zombie any more. Never rejects. */
  ended: Promise<Ending>;
  /** When it has ended and both its outputs were read to their end, or destroyed. Never rejects. */
  closed: Promise<unknown>;
}

/** Gives null for a command that is not started; `failed` is called with the system's error, at once or soon. */
export type Launch = (command: Command, failed: (error: Error) => void) => Child | null;

const libc = await loadLibc();

export const launch: Launch = libc === null ? nodeSpawn : posixSpawnOf(libc, nodeSpawn);
