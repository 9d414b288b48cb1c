// Runs a command in a container over the engine's API with a terminal of its own: opens it, finds a shell where none is
// named, hands on what it says no faster than it is read, and tells how it ended.
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import {
  saysNoSuchCommand,
  shells,
  within,
  type ExecExit,
  type ExecRequest,
  type ExecSession,
} from '../exec-session.ts';
import type { Reachable } from './engine-address.ts';
import { openEngineReader } from './read-engine.ts';
import { openEngineExec, refusal, type EngineExec } from './send-to-engine.ts';

const limitMs = 10_000;
/** A shell says something at once; one that does not is asked about after this. */
const firstWordsMs = 700;
const endSettlesMs = 3000;
/** What a terminal sends when its window is closed on a person: the interrupt key, then the end of input. */
const goodbye = Buffer.from([3, 4]);

/** @throws OpsError `not_found` where there is no such container or command, `conflict` where the container does not run. */
export async function openExec(address: Reachable, containerId: string, asked: ExecRequest): Promise<ExecSession> {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(containerId)) throw new OpsError('bad_input', 'allowed: a container name or id'); // prettier-ignore
  const candidates = asked.argv === null ? shells : [asked.argv];
  for (const argv of candidates) {
    const session = await begin(address, containerId, argv, asked);
    if (session !== null) return session;
  }
  const tried = candidates.map((argv) => argv.join(' ')).join(', ');
  const what = asked.argv === null ? `no shell in this container; tried ${tried}` : `no command ${tried} in this container`; // prettier-ignore
  throw new OpsError('not_found', `There is ${what}.`);
}

/** null where there is no such command. */
async function begin(
  address: Reachable,
  containerId: string,
  argv: readonly string[],
  { cols, rows, signal }: ExecRequest,
): Promise<ExecSession | null> {
  // Nothing of the session outlives it; the requests beside it go through the same opener.
  const engine = openEngineExec(address, signal);
  try {
    const id = await create(engine, containerId, argv, cols, rows);
    const socket = await engine.upgrade(`/exec/${id}/start`, limitMs, { Detach: false, Tty: true, ConsoleSize: [rows, cols] }); // prettier-ignore
    // An error of the connection is its end; what it means is told by `exit`.
    socket.on('error', () => undefined);
    const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const first = chunks.next().catch(() => ({ done: true, value: undefined }) as const);
    // Engines before 1.42 take the size only of what runs already; what has ended needs none.
    const sized = resize(engine, id, cols, rows).catch(() => undefined);
    const heard = await firstWords(address, id, first);
    await sized;
    if (heard !== null && !heard.done && saysNoSuchCommand(heard.value.toString('utf8'))) {
      socket.destroy();
      engine.close();
      return null;
    }
    const session = sessionOf({ address, engine, id, argv, socket, chunks, first });
    signal?.addEventListener('abort', session.close, { once: true });
    return session;
  } catch (error) {
    engine.close();
    throw error;
  }
}

/** What it says first; null where it runs and says nothing. A slow machine takes a while to find that there is no such command. */
async function firstWords(address: Reachable, id: string, first: Opened['first']): Promise<IteratorResult<Buffer, undefined> | null> {
  const until = performance.now() + limitMs;
  for (;;) {
    const heard = await within(first, firstWordsMs);
    if (heard !== null || performance.now() > until || (await hasBegun(address, id))) return heard;
  }
} // prettier-ignore

/** Whether it has a process. Where the engine cannot be asked or does not tell it is taken to have one, and its session tells more. */
async function hasBegun(address: Reachable, id: string): Promise<boolean> {
  const reader = openEngineReader(address);
  const told = await reader.get(`/exec/${id}/json`).catch(() => null);
  reader.close();
  if (told === null || told.status !== 200) return true;
  return z.object({ Pid: z.int().optional() }).parse(JSON.parse(told.body)).Pid !== 0;
}

async function create(
  engine: EngineExec,
  containerId: string,
  argv: readonly string[],
  cols: number,
  rows: number,
): Promise<string> {
  // prettier-ignore
  const answer = await engine.send('POST', `/containers/${containerId}/exec`, limitMs, {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    ConsoleSize: [rows, cols],
    Env: ['TERM=xterm-256color'],
    Cmd: argv,
  });
  if (answer.status >= 400) throw refusal(answer, 'No terminal was opened');
  return z.object({ Id: z.string().regex(/^\w+$/) }).parse(JSON.parse(answer.body)).Id;
}

async function resize(engine: EngineExec, id: string, cols: number, rows: number): Promise<void> {
  const answer = await engine.send('POST', `/exec/${id}/resize?h=${rows}&w=${cols}`, limitMs);
  if (answer.status >= 400) throw refusal(answer, 'The terminal was not resized');
}

interface Opened {
  address: Reachable;
  engine: EngineExec;
  id: string;
  argv: readonly string[];
  socket: Duplex;
  chunks: AsyncIterator<Buffer>;
  first: Promise<IteratorResult<Buffer, undefined>>;
}

function sessionOf({ address, engine, id, argv, socket, chunks, first }: Opened): ExecSession {
  let closed = false;
  const ended = new Promise<void>((resolve) => void socket.once('close', resolve));
  const exit = ended.then(async (): Promise<ExecExit> => {
    engine.close();
    return closed ? { code: null, reason: 'it was closed from here' } : exitOf(address, id);
  });

  async function* output(): AsyncGenerator<Uint8Array, void> {
    try {
      for (let next = await first; !next.done; next = await chunks.next()) yield next.value;
    } catch {
      // The connection broke: that is the end of what can be read, and `exit` tells why.
    }
  }

  return {
    argv,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed || closed) return reject(new OpsError('unavailable', 'the terminal was closed'));
        socket.write(bytes, (error) => (error ? reject(new OpsError('unavailable', messageOf(error))) : resolve()));
      }),
    resize: (cols, rows) => resize(engine, id, cols, rows),
    output: output(),
    exit,
    close: () => {
      if (closed) return;
      closed = true;
      // An engine leaves a command running whose terminal has gone; only what it reads can end it.
      if (socket.destroyed) return;
      socket.end(goodbye, () => socket.destroy());
      setTimeout(() => socket.destroy(), endSettlesMs).unref();
    },
  };
}

/** Asked until the engine has noticed the end itself. */
async function exitOf(address: Reachable, id: string): Promise<ExecExit> {
  const reader = openEngineReader(address);
  const until = performance.now() + endSettlesMs;
  try {
    for (;;) {
      const { status, body } = await reader.get(`/exec/${id}/json`);
      if (status !== 200) return { code: null, reason: `the engine no longer knows it (HTTP ${status})` };
      const found = z.object({ Running: z.boolean(), ExitCode: z.int().nullish() }).parse(JSON.parse(body));
      if (!found.Running) return { code: found.ExitCode ?? null, reason: '' };
      if (performance.now() > until) return { code: null, reason: 'the connection was lost; it may still run' };
      await within(new Promise<never>(() => undefined), 100);
    }
  } catch (error) {
    return { code: null, reason: `the engine cannot be asked: ${messageOf(error)}` };
  } finally {
    reader.close();
  }
}
