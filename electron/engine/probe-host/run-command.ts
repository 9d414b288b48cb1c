// Runs one command in its own process group and sees to it that nothing of it stays. Used inside the probe-host only.
import { spawn, type ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { findExecutable, type Found } from './find-executable.ts';
import type { Answered, Refused, RunMessage } from './protocol.ts';
import { markName, signalGroup } from './sweep.ts';

export const outputLimitBytes = 262_144;
/** From SIGTERM to SIGKILL. */
const mercyMs = 500;
/** How long pipes may stay open after the command itself has ended: what holds them then is a leftover. */
const drainMs = 100;

export interface Running {
  /** Answers with what there is and ends the command. */
  stop: () => void;
}

/** Calls `onAnswer` exactly once; `onGone` when the command itself has ended, which may be later. */
export function runCommand(
  request: RunMessage,
  mark: string,
  onAnswer: (answer: Answered | Refused) => void,
  onGone: () => void,
): Running | null {
  const found = executableOf(request);
  if (!('path' in found)) {
    onAnswer({ type: 'refused', id: request.id, ...found });
    return null;
  }
  const startedMs = performance.now();
  const child = spawn(found.path, request.argv.slice(1), {
    cwd: request.cwd,
    env: { ...request.env, [markName]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
    detached: true,
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let answered = false;
  const answer = (exitCode: number | null, signal: string | null, timedOut: boolean): void => {
    if (answered) return;
    answered = true;
    const durationMs = performance.now() - startedMs;
    const output = {
      stdout: stdout.text(),
      stderr: stderr.text(),
      stdoutBytes: stdout.bytes(),
      stderrBytes: stderr.bytes(),
    };
    onAnswer({ type: 'answered', id: request.id, exitCode, signal, ...output, timedOut, durationMs, path: found.path });
  };
  const stop = (): void => {
    answer(null, null, true);
    end(child);
  };
  const deadline = setTimeout(stop, request.deadlineMs);
  child.once('error', (error) => {
    clearTimeout(deadline);
    const message = `${found.path} could not be started: ${error.message}`;
    if (!answered) onAnswer({ type: 'refused', id: request.id, code: 'unavailable', message });
    answered = true;
    onGone();
  });
  child.once('exit', (exitCode, signal) => {
    clearTimeout(deadline);
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
    const drained = setTimeout(() => destroyPipes(child), drainMs);
    child.once('close', () => {
      clearTimeout(drained);
      answer(exitCode, signal, false);
      onGone();
    });
  });
  return { stop };
}

function executableOf({ argv, env, cwd = process.cwd() }: RunMessage): Found {
  if ([...argv, ...Object.entries(env).flat()].some((text) => text.includes('\0'))) {
    return { code: 'bad_input', message: 'a command may not contain NUL' };
  }
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    return { code: 'not_found', message: `no such folder: ${cwd}` };
  }
  return findExecutable(argv[0], cwd, env['PATH'] ?? '');
}

function end(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  signalGroup(pid, 'SIGTERM');
  const kill = setTimeout(() => signalGroup(pid, 'SIGKILL'), mercyMs);
  child.once('exit', () => clearTimeout(kill));
}

function destroyPipes(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Keeps the first bytes and counts all, so that a flood costs no memory. */
function collect(stream: Readable): { text: () => string; bytes: () => number } {
  const chunks: Buffer[] = [];
  let kept = 0;
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (kept >= outputLimitBytes) return;
    const part = chunk.subarray(0, outputLimitBytes - kept);
    kept += part.length;
    chunks.push(part);
  });
  return { text: () => Buffer.concat(chunks).toString('utf8'), bytes: () => bytes };
}
