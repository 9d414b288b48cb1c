// Which shell is opened in a pod, against a container runtime that takes its time: no wait decides it, but how a shell ended.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { execInPod } from './exec-in-pod.ts';

interface Asked {
  command: string[];
  /** On a numbered channel. */
  send: (channel: number, text: string) => void;
  close: () => void;
}

/** A kubelet whose answers are the test's. */
async function setup() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'v5.channel.k8s.io' });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const asked: Asked[] = [];
  server.on('connection', (client, request) => {
    const command = new URL(request.url ?? '', 'http://kubelet').searchParams.getAll('command');
    const send = (channel: number, text: string): void => client.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)])); // prettier-ignore
    asked.push({ command, send, close: () => client.close(1000) });
  });
  const changer = {
    socket: async (path: string, protocols: string[]): Promise<WebSocket> => {
      const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, protocols);
      // As a dialled one, since what it brings must wait for whoever listens.
      socket.once('open', () => socket.pause());
      await once(socket, 'open');
      return socket;
    },
  };
  const open = (signal?: AbortSignal) => execInPod(changer, { namespace: 'shop', pod: 'web', container: null }, { argv: null, cols: 80, rows: 24, signal }); // prettier-ignore
  const next = async (count: number): Promise<Asked> => {
    await expect.poll(() => asked.length).toBe(count);
    return asked[count - 1] as Asked;
  };
  const answer = (one: Asked, ...said: [channel: number, text: string][]): void => {
    for (const [channel, text] of said) one.send(channel, text);
    one.close();
  };
  return { open, next, asked, answer };
}

const status = (fields: object): [number, string] => [3, JSON.stringify({ metadata: {}, ...fields })];
const success = status({ status: 'Success' });
const missing = 'OCI runtime exec failed: exec failed: unable to start container process: exec: "bash": executable file not found in $PATH: unknown'; // prettier-ignore
const ended = (code: number, message: string): [number, string] => status({ status: 'Failure', message, reason: 'NonZeroExitCode', details: { causes: [{ reason: 'ExitCode', message: String(code) }] } }); // prettier-ignore

test.each<[string, [number, string][]]>([
  ['by the status alone', [status({ status: 'Failure', message: `error executing command in container: ${missing}`, reason: 'InternalError', code: 500 })]],
  ['as if the command had said it', [[1, `${missing}\r\n`], ended(126, 'command terminated with exit code 126')]],
  ['by its exit code alone', [ended(127, 'command terminated with exit code 127')]],
])('a runtime that says late, %s, that there is no bash is waited for, and sh is opened though it says nothing', async (_, late) => {
  const { open, next, answer, asked } = await setup();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const opened = open();
  const bash = await next(1);
  expect(bash.command).toEqual(['bash', '-c', 'exit 0']);
  bash.send(0, '');
  // However slow the machine is: nothing is taken for a shell because it is silent.
  vi.advanceTimersByTime(10_000);
  answer(bash, ...late);
  answer(await next(2), success);
  const session = await opened;
  onTestFinished(session.close);
  expect(session.argv).toEqual(['sh']);
  expect(asked.map(({ command }) => command.join(' '))).toEqual(['bash -c exit 0', 'sh -c exit 0', 'sh']);
}); // prettier-ignore

test('what is no answer about a shell is an error in its words, and opens none', async () => {
  const { open, next, answer } = await setup();
  const refused = open();
  answer(await next(1), status({ status: 'Failure', message: 'container is in CONTAINER_EXITED state', reason: 'InternalError' })); // prettier-ignore
  await expect(refused).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('CONTAINER_EXITED') as string }); // prettier-ignore
  const cut = open();
  answer(await next(2));
  await expect(cut).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('the connection was lost') as string }); // prettier-ignore
});

test('a runtime that never says is given up after half a minute, with the reason', async () => {
  const { open, next } = await setup();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const refused = open().catch((error: unknown) => error);
  await next(1);
  await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0);
  vi.advanceTimersByTime(30_000);
  expect(await refused).toMatchObject({ code: 'timed_out', message: expect.stringContaining('30 s') as string });
});

test('where every shell is missing, that is said with those that were tried', async () => {
  const { open, next, answer } = await setup();
  const refused = open().catch((error: unknown) => error);
  for (let count = 1; count <= 5; count++) answer(await next(count), ended(127, missing));
  expect(await refused).toMatchObject({ code: 'not_found', message: expect.stringContaining('tried bash, sh, ash, /busybox/sh, /bin/busybox sh') as string }); // prettier-ignore
});
