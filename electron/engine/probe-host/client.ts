// The engine's side of the probe-host: starts it when first needed, talks to it over a pipe, starts it anew when it died.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { OpsError } from '#shared/model/ops-error.ts';
import type { CommandAnswer, CommandRequest } from '../probes/probe.ts';
import { defaultLimits, underLimits, type CommandLimits } from './limits.ts';
import type { FromHost, ToHost } from './protocol.ts';
import { sweepMarked } from './sweep.ts';

export interface ProbeHost {
  /**
   * Runs a command. When the signal ends it at a deadline, the answer says `timedOut` and has the output so far; when it
   * was cancelled, the signal's reason is thrown. Throws OpsError where the command cannot be run or the host died.
   */
  run: (request: CommandRequest) => Promise<CommandAnswer>;
  /** Starts it now. Starting a process costs more the larger this one is, so an engine does it while it is small. */
  warm: () => void;
  /** null while no host runs. */
  pid: () => number | null;
  /** Ends the host, by force where it does not end in time, and all that its commands left. Pending commands fail. */
  close: () => Promise<void>;
}

export interface ProbeHostOptions {
  /** The Node that runs it. Default: the one that runs this. */
  execPath?: string;
  /** The host's file; a bundled one in production. Default: its source. */
  entry?: string;
  /** Set beside the allow-listed variables in the host's own environment. */
  env?: Record<string, string>;
  /** What each command may take of this machine. Default: `defaultLimits`. */
  limits?: CommandLimits;
  /** How long a host that is closed may take to end by itself before it is killed. Default: 2,000 ms. */
  closeWithinMs?: number;
}

/** All that a command inherits of this process's environment. */
const inherited = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot'];
/** Inside Electron the executable that runs this is a browser unless it is told otherwise. */
const asNode = process.versions['electron'] === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };
const entryOfSource = (): string => fileURLToPath(new URL('host.ts', import.meta.url));

interface Pending {
  resolve: (answer: CommandAnswer) => void;
  reject: (error: unknown) => void;
}
interface Host {
  child: ChildProcessByStdio<Writable, Readable, null>;
  pending: Map<number, Pending>;
}

/** Starts nothing yet. The caller closes it. */
export function startProbeHost(options: ProbeHostOptions = {}): ProbeHost {
  const engineId = randomUUID();
  const limits = options.limits ?? defaultLimits();
  let host: Host | null = null;
  let closed = false;
  let nextId = 1;

  const start = (): Host => {
    const started = launch({ ...options, limits }, engineId, () => {
      if (host === started) host = null;
    });
    host = started;
    return started;
  };

  return {
    warm: () => {
      if (!host && !closed) start();
    },
    pid: () => host?.child.pid ?? null,
    async run(request) {
      request.signal.throwIfAborted();
      if (closed) throw new OpsError('unavailable', 'the engine is closing; no command is run any more');
      const { child, pending } = host ?? start();
      const id = nextId++;
      const send = (message: ToHost): boolean => child.stdin.write(`${JSON.stringify(message)}\n`);
      const answer = new Promise<CommandAnswer>((resolve, reject) => pending.set(id, { resolve, reject }));
      const stop = (): void => {
        send({ type: 'stop', id });
        const reason: unknown = request.signal.reason;
        const deadline = reason instanceof OpsError && reason.code === 'timed_out';
        if (!deadline) pending.get(id)?.reject(reason);
      };
      request.signal.addEventListener('abort', stop);
      const { argv, cwd, deadlineMs, allowed } = request;
      send({
        type: 'run',
        id,
        argv,
        ...(cwd === undefined ? {} : { cwd }),
        env: { ...cleanEnv(), ...request.env },
        deadlineMs,
        cpuSeconds: limits.cpuSeconds,
        ...(allowed && { allowed }),
      });
      try {
        return await answer;
      } finally {
        pending.delete(id);
        request.signal.removeEventListener('abort', stop);
      }
    },
    async close() {
      closed = true;
      const child = host?.child;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      await endChild(child, options.closeWithinMs ?? 2000);
      // A killed host ends nothing of what it ran.
      if (child.signalCode === 'SIGKILL') sweepMarked(`${engineId}:`, () => false);
    },
  };
}

/** Starts a host; its end, announced by `onLost`, fails what is pending with it. */
function launch(options: ProbeHostOptions & { limits: CommandLimits }, engineId: string, onLost: () => void): Host {
  const args = [options.entry ?? entryOfSource(), engineId];
  const [command, words] = underLimits(options.limits, options.execPath ?? process.execPath, args);
  const child = spawn(command, words, {
    env: { ...cleanEnv(), ...asNode, ...options.env },
    stdio: ['pipe', 'pipe', 'ignore'],
    shell: false,
  });
  const host: Host = { child, pending: new Map() };
  const lost = (how: string): void => {
    onLost();
    const error = new OpsError('unavailable', `the process that runs commands ${how}; the command's end was not seen`);
    for (const { reject } of host.pending.values()) reject(error);
    host.pending.clear();
  };
  child.once('error', (error) => lost(`could not be started: ${error.message}`));
  child.once('exit', (code, signal) => lost(`ended (${signal ?? `exit code ${code}`})`));
  // Writing to a host that just died; its exit rejects what is pending.
  child.stdin.on('error', () => child.kill());
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = read(line);
    // Its exit rejects what is pending.
    if (message === null) child.kill();
    else settle(host, message);
  });
  return host;
}

/** Asks it to end by closing its input; one that has not done so in time is killed. Resolves when it is gone. */
async function endChild(child: Host['child'], withinMs: number): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // One that never started tells no exit.
    child.once('error', () => resolve());
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  child.stdin.end();
  await gone;
  clearTimeout(timer);
}

/** null for the torn last line of a host that was killed while it answered. */
function read(line: string): FromHost | null {
  try {
    return JSON.parse(line) as FromHost;
  } catch {
    return null;
  }
}

function settle({ pending }: Host, message: FromHost): void {
  const waiting = pending.get(message.id);
  if (message.type === 'refused') return waiting?.reject(new OpsError(message.code, message.message));
  const { type: _type, id: _id, ...answer } = message;
  waiting?.resolve(answer);
}

function cleanEnv(): Record<string, string> {
  const entries = inherited.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
