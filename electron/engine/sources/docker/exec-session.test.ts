// A command in a container over an engine that is played here: what is asked of it, and how much is taken from it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { openExec } from './exec-session.ts';

interface Played {
  /** What happens once a command was begun. */
  run?: (socket: Duplex, argv: string[]) => void;
  exitCode?: number;
  createStatus?: number;
  /** Of what was begun last; 0 until it runs. */
  pidOf?: (argv: string[]) => number;
}
const missing = (name: string): string =>
  `OCI runtime exec failed: exec failed: unable to start container process: exec: "${name}": executable file not found in $PATH: unknown\r\n`;

async function engine({ run = () => undefined, exitCode = 0, createStatus = 201, pidOf = () => 7 }: Played) {
  const asked: string[] = [];
  const commands: string[][] = [];
  let running = false;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (request.url?.endsWith('/exec')) commands.push((JSON.parse(text) as { Cmd: string[] }).Cmd);
      if (createStatus >= 400) return response.writeHead(createStatus).end('{"message":"Container is not running"}');
      if (request.url?.endsWith('/json')) return response.end(JSON.stringify({ Running: running, ExitCode: exitCode, Pid: pidOf(commands.at(-1) ?? []) })); // prettier-ignore
      return response.writeHead(201).end('{"Id":"e1"}');
    });
  });
  server.on('upgrade', (request, socket: Duplex) => {
    asked.push(`${request.method} ${request.url}`);
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    socket.on('error', () => undefined).on('close', () => (running = false));
    running = true;
    run(socket, commands.at(-1) ?? []);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => (server.closeAllConnections(), void server.close()));
  const endpoint = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = (argv: string[] | null, signal?: AbortSignal) => openExec(endpoint, 'web', { argv, cols: 80, rows: 24, signal }); // prettier-ignore
  return { asked, commands, open };
}
const all = async (output: AsyncIterable<Uint8Array>): Promise<string> => {
  let text = '';
  for await (const chunk of output) text += Buffer.from(chunk).toString();
  return text;
};

test('what is written reaches the command, what it says comes back, and its exit code is told', async () => {
  const run = (socket: Duplex): void => {
    socket.write('$ ');
    socket.on('data', (chunk: Buffer) => void socket.end(`got ${chunk.toString()}`));
  };
  const { open, asked } = await engine({ run, exitCode: 7 });
  const session = await open(['top']);
  await session.resize(100, 30);
  await session.write(Buffer.from('q'));
  expect(await all(session.output)).toBe('$ got q');
  expect(await session.exit).toEqual({ code: 7, reason: '' });
  expect(asked.slice(0, 4)).toEqual([
    'POST /containers/web/exec',
    'POST /exec/e1/start',
    'POST /exec/e1/resize?h=24&w=80',
    'POST /exec/e1/resize?h=30&w=100',
  ]);
  await expect(session.write(Buffer.from('more'))).rejects.toMatchObject({ code: 'unavailable' });
});

test('shells are tried until one is there', async () => {
  const run = (socket: Duplex, argv: string[]): void => {
    if (argv[0] === '/busybox/sh') socket.write('/ # ');
    else socket.end(missing(argv[0] ?? ''));
  };
  const { open, commands } = await engine({ run });
  const session = await open(null);
  expect(session.argv).toEqual(['/busybox/sh']);
  expect(commands.map((argv) => argv.join(' '))).toEqual(['bash', 'sh', 'ash', '/busybox/sh']);
  session.close();
  expect(await session.exit).toEqual({ code: null, reason: 'it was closed from here' });
});

test('a container without any shell, a command that is not there, and one that does not run say so', async () => {
  const bare = await engine({ run: (socket, argv) => void socket.end(missing(argv[0] ?? '')) });
  await expect(bare.open(null)).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('There is no shell in this container; tried bash, sh, ash') }); // prettier-ignore
  await expect(bare.open(['htop'])).rejects.toMatchObject({ code: 'not_found', message: 'There is no command htop in this container.' }); // prettier-ignore
  const ended = await engine({ createStatus: 409 });
  await expect(ended.open(null)).rejects.toMatchObject({ code: 'conflict', message: 'No terminal was opened: Container is not running' }); // prettier-ignore
  await expect(openExec('unix:///nowhere.sock', 'web', { argv: null, cols: 1, rows: 1 })).rejects.toMatchObject({ code: 'unavailable' }); // prettier-ignore
});

test('a command that says nothing for a while is there all the same', async () => {
  const { open } = await engine({ run: (socket) => void setTimeout(() => socket.end('done'), 900) });
  const session = await open(['sleep']);
  expect(await all(session.output)).toBe('done');
});

test('a shell that is not there is not taken for one that says nothing, however long the engine takes to tell', async () => {
  const run = (socket: Duplex, argv: string[]): void =>
    argv[0] === 'bash' ? void setTimeout(() => socket.end(missing('bash')), 900) : void socket.write('$ ');
  const { open } = await engine({ run, pidOf: ([name]) => (name === 'bash' ? 0 : 7) });
  const session = await open(null);
  expect(session.argv).toEqual(['sh']);
  session.close();
});

test('what nobody reads is not taken, and nothing of it is lost', async () => {
  const totalBytes = 48 * 1024 * 1024;
  let sentBytes = 0;
  const block = Buffer.alloc(64 * 1024, 'x');
  const run = (socket: Duplex): void => {
    const more = (): void => {
      while (sentBytes < totalBytes) {
        sentBytes += block.length;
        if (!socket.write(block)) return void socket.once('drain', more);
      }
      socket.end();
    };
    more();
  };
  const { open } = await engine({ run });
  const session = await open(['cat']);
  // Until the engine can send no more: what the system holds of a connection is bounded, and so is what we hold.
  let before = -1;
  await expect.poll(() => [before, (before = sentBytes)], { interval: 150 }).toSatisfy(([a, b]) => a === b);
  expect(sentBytes).toBeLessThan(totalBytes / 2);
  let readBytes = 0;
  for await (const chunk of session.output) readBytes += chunk.length;
  expect(readBytes).toBe(totalBytes);
});

test('closing sends what a closed window would, and giving up closes', async () => {
  const heard: number[] = [];
  const run = (socket: Duplex): void => {
    socket.write('$ ');
    socket.on('data', (chunk: Buffer) => heard.push(...chunk));
  };
  const { open } = await engine({ run });
  const stop = new AbortController();
  const session = await open(['sh'], stop.signal);
  stop.abort();
  expect(await session.exit).toMatchObject({ code: null });
  await expect.poll(() => heard).toEqual([3, 4]);
  await expect(open(['sh'], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});
