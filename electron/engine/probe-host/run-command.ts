// Runs one command in its own process group and sees to it that nothing of it stays. Used inside the probe-host only.
import type { Readable } from 'node:stream';
import { refusalOf } from './allowed.ts';
import { findExecutable, kindOf, type Found } from './find-executable.ts';
import { launch, type Child } from './launch.ts';
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
  const { path } = found;
  const startedMs = performance.now();
  const env = { ...request.env, [markName]: mark };
  const { cwd, cpuSeconds } = request;
  const child = launch({ path, args: request.argv.slice(1), cwd, env, cpuSeconds }, (error) => {
    const message = `${path} could not be started: ${error.message}`;
    onAnswer({ type: 'refused', id: request.id, code: 'unavailable', message });
    onGone();
  });
  if (child === null) return null;
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
    onAnswer({ type: 'answered', id: request.id, exitCode, signal, ...output, timedOut, durationMs, path });
  };
  const end = ender(child);
  // What lies in the pipes is read first, and whether it has ended is looked at: this process may have been busy.
  const stop = (): void =>
    void setImmediate(() => {
      answer(null, null, true);
      end();
    });
  const deadline = setTimeout(stop, request.deadlineMs);
  const follow = async (): Promise<void> => {
    const { exitCode, signal } = await child.ended;
    clearTimeout(deadline);
    signalGroup(child.pid, 'SIGKILL');
    const drained = setTimeout(() => setImmediate(destroyPipes, child), drainMs);
    await child.closed;
    clearTimeout(drained);
    answer(exitCode, signal, false);
    onGone();
  };
  void follow();
  return { stop };
}

function executableOf({ argv, env, cwd = process.cwd(), allowed }: RunMessage): Found {
  if ([...argv, ...Object.entries(env).flat()].some((text) => text.includes('\0'))) {
    return { code: 'bad_input', message: 'a command may not contain NUL' };
  }
  const kind = kindOf(cwd);
  if (typeof kind === 'object') return kind;
  if (kind !== 'folder') return { code: 'not_found', message: `no such folder: ${cwd}` };
  const found = findExecutable(argv[0], cwd, env['PATH'] ?? '');
  if (!allowed || !('path' in found)) return found;
  return refusalOf(found.path, env, allowed) ?? found;
}

/** Asks its group to end, and kills it where it has not done so in time. */
function ender({ pid, ended }: Child): () => void {
  let kill: NodeJS.Timeout | undefined;
  let over = false;
  void ended.then(() => {
    over = true;
    clearTimeout(kill);
  });
  return () => {
    // Its number may be another's by now.
    if (over) return;
    signalGroup(pid, 'SIGTERM');
    kill ??= setTimeout(() => signalGroup(pid, 'SIGKILL'), mercyMs);
  };
}

function destroyPipes({ stdout, stderr }: Child): void {
  stdout.destroy();
  stderr.destroy();
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
