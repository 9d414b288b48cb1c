// Starts a command with Node's own spawn: for machines whose C library cannot be called, and for what the kernel leaves to
// a shell. Where libuv forks for it, it costs the more the larger this process is.
import { spawn } from 'node:child_process';
import type { Ending, Launch } from './launch.ts';

export const nodeSpawn: Launch = ({ path, args, cwd, env }, failed) => {
  try {
    const child = spawn(path, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: false, detached: true });
    child.once('error', failed);
    const { pid, stdout, stderr } = child;
    if (pid === undefined) return null;
    const ended = new Promise<Ending>((resolve) => {
      child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    });
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    return { pid, stdout, stderr, ended, closed };
  } catch (error) {
    // Some of the system's refusals, such as too long an argument, are thrown instead.
    failed(error as Error);
    return null;
  }
};
