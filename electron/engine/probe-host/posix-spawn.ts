// Starts a command with the C library's posix_spawn, which shares this process's memory with the child until that has its
// own program, where a fork would copy the tables of a whole Node. Does for the child all that Node's own spawn does.
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import { getSystemErrorName } from 'node:util';
import type { Command, Ending, Launch } from './launch.ts';
import { flags, resources, spawnFlags, structBytes, type Libc } from './libc.ts';

/**
 * The caller must be on the main thread, where signals are heard, and be the only one that starts children through `libc`.
 * @param forScripts starts what is executable and yet no program for the kernel: a script that does not name its shell.
 */
export function posixSpawnOf(libc: Libc, forScripts: Launch): Launch {
  const attributes = attributesOf(libc);
  const endOf = reaper(libc);
  const limitCpu = cpuLimiter(libc);
  return (command, failed) => {
    try {
      const started = start(libc, attributes, command);
      limitCpu(started.pid, command.cpuSeconds);
      const ended = endOf(started.pid);
      return { ...started, ended, closed: Promise.all([ended, closeOf(started.stdout), closeOf(started.stderr)]) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOEXEC') {
        const script = forScripts(command, failed);
        if (script) limitCpu(script.pid, command.cpuSeconds);
        return script;
      }
      failed(error as Error);
      return null;
    }
  };
}

/** From the warning to the kill. */
const afterWarningSeconds = 5;

/**
 * Sets it right after the start: for a time that adds up this is the same as from the start on, but for what a command
 * forks within microseconds. This process itself lives too long to be the one from whom it is inherited.
 */
function cpuLimiter(libc: Libc): (pid: number, seconds: number) => void {
  const own = new BigUint64Array(2);
  const most = libc.prlimit(0, resources.cpuSeconds, null, own) === 0 ? (own[1] ?? 0n) : 0n;
  const atMost = (seconds: number): bigint => (BigInt(seconds) < most ? BigInt(seconds) : most);
  return (pid, seconds) => {
    const limit = new BigUint64Array([atMost(seconds), atMost(seconds + afterWarningSeconds)]);
    // It fails for a program with another's rights, such as sudo, and for one that ended; neither has to be ended for that.
    libc.prlimit(pid, resources.cpuSeconds, limit, null);
  };
}

const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => resolve());
  });

/** The same for every command: a session of its own, no signal blocked, none ignored (Node ignores SIGPIPE). */
function attributesOf(libc: Libc): Buffer {
  const attributes = Buffer.alloc(structBytes);
  check('posix_spawnattr_init', libc.attributesInit(attributes));
  const wanted = spawnFlags.setSession | spawnFlags.setSignalDefault | spawnFlags.setSignalMask;
  check('posix_spawnattr_setflags', libc.setFlags(attributes, wanted));
  // A set is one bit a signal. sigfillset would leave out two, which the library then has ignored.
  const every = Buffer.alloc(structBytes, 0xff);
  check('posix_spawnattr_setsigdefault', libc.setSignalDefault(attributes, every));
  const none = Buffer.alloc(structBytes);
  check('posix_spawnattr_setsigmask', libc.setSignalMask(attributes, none));
  return attributes;
}

interface Started {
  pid: number;
  stdout: Socket;
  stderr: Socket;
}

/** Throws the system's error, with nothing left open. */
function start(libc: Libc, attributes: Buffer, command: Command): Started {
  const writeEnds: number[] = [];
  const readers: Socket[] = [];
  try {
    const stdout = openPipe(libc, writeEnds, readers);
    const stderr = openPipe(libc, writeEnds, readers);
    const [out = -1, err = -1] = writeEnds;
    return { pid: spawnInto(libc, attributes, command, out, err), stdout, stderr };
  } catch (error) {
    for (const reader of readers) reader.destroy();
    throw error;
  } finally {
    // Held here too they would never come to their end.
    for (const fd of writeEnds) closeSync(fd);
  }
}

/** Closed on exec from its first moment, so that no other command inherits it. */
function openPipe(libc: Libc, writeEnds: number[], readers: Socket[]): Socket {
  const ends = new Int32Array(2);
  if (libc.pipe2(ends, flags.closeOnExec) !== 0) throw systemError('pipe2', libc.errno());
  const [readEnd = -1, writeEnd = -1] = ends;
  writeEnds.push(writeEnd);
  try {
    const reader = new Socket({ fd: readEnd, readable: true, writable: false });
    readers.push(reader);
    return reader;
  } catch (error) {
    closeSync(readEnd);
    throw error;
  }
}

function spawnInto(
  libc: Libc,
  attributes: Buffer,
  { path, args, cwd, env }: Command,
  out: number,
  err: number,
): number {
  const actions = Buffer.alloc(structBytes);
  const pid = new Int32Array(1);
  check('posix_spawn_file_actions_init', libc.actionsInit(actions));
  try {
    check('addopen', libc.addOpen(actions, 0, '/dev/null', flags.readOnly, 0));
    check('adddup2', libc.addDup2(actions, out, 1));
    check('adddup2', libc.addDup2(actions, err, 2));
    // What this process was itself given, by whoever started the console, may lack the mark to be closed.
    check('addclosefrom', libc.addCloseFrom(actions, 3));
    if (cwd !== undefined) check('addchdir', libc.addChdir(actions, cwd));
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const argv = [path, ...args, null];
    check(`spawn ${path}`, libc.posixSpawn(pid, path, actions, attributes, argv, [...variables, null]));
  } finally {
    libc.actionsDestroy(actions);
  }
  return pid[0] ?? -1;
}

/** Signals of children may come as one: each asks for all that are awaited, and for no other process. */
function reaper(libc: Libc): (pid: number) => Promise<Ending> {
  const awaited = new Map<number, (ending: Ending) => void>();
  const status = new Int32Array(1);
  process.on('SIGCHLD', () => {
    for (const [pid, resolve] of awaited) {
      const reaped = libc.waitpid(pid, status, flags.noHang);
      // Nobody else waits for it, and a call that does not wait is not interrupted. Thrown, as no end could be told.
      if (reaped < 0) throw systemError(`waitpid ${pid}`, libc.errno());
      if (reaped === 0) continue;
      awaited.delete(pid);
      resolve(endingOf(status[0] ?? 0));
    }
  });
  return (pid) =>
    new Promise((resolve) => {
      awaited.set(pid, resolve);
    });
}

function endingOf(status: number): Ending {
  const signal = status & 0x7f;
  if (signal === 0) return { exitCode: (status >> 8) & 0xff, signal: null };
  return { exitCode: null, signal: signalNames.get(signal) ?? `signal ${signal}` };
}

/** The first of several names for a number. */
const signalNames = new Map(
  Object.entries(constants.signals)
    .toReversed()
    .map(([name, number]) => [number, name]),
);

function check(call: string, error: number): void {
  if (error !== 0) throw systemError(call, error);
}

function systemError(call: string, errno: number): NodeJS.ErrnoException {
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(`${call} ${code}`), { code, errno: -errno });
}
