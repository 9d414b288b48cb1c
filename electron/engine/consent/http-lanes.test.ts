// Lanes before a real server that answers when it is told to.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Agent, request } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { HttpLanes } from './http-lanes.ts';

async function setup() {
  const waiting: ServerResponse[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => waiting.push(response)).on('connection', (socket) =>
    sockets.add(socket),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let opened = 0;
  const dispatcher = new HttpLanes(() => {
    opened++;
    return new Agent({ connections: 1 });
  });
  onTestFinished(async () => {
    await dispatcher.destroy();
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ask = async (signal?: AbortSignal): Promise<string> =>
    (await request(url, { dispatcher, ...(signal && { signal }) })).body.text();
  const asked = (count: number): Promise<void> => vi.waitFor(() => expect(waiting).toHaveLength(count));
  return { ask, asked, waiting, sockets, opened: () => opened, server, dispatcher };
}

test('one after the other they share a connection, and side by side each has its own', async () => {
  const { ask, asked, waiting, sockets, opened } = await setup();
  for (let at = 1; at <= 3; at++) {
    const answer = ask();
    await asked(at);
    waiting[at - 1]?.end(`answer ${at}`);
    expect(await answer).toBe(`answer ${at}`);
  }
  expect([opened(), sockets.size]).toEqual([1, 1]);
  const both = [ask(), ask()];
  await asked(5);
  for (const response of waiting.slice(3)) response.end('side by side');
  expect(await Promise.all(both)).toEqual(['side by side', 'side by side']);
  expect([opened(), sockets.size]).toEqual([2, 2]);
});

test('one that hangs holds up no other, and one that was cut off leaves a lane that works', async () => {
  const { ask, asked, waiting, opened } = await setup();
  const stop = new AbortController();
  const stuck = ask(stop.signal);
  await asked(1);
  const other = ask();
  await asked(2);
  waiting[1]?.end('meanwhile');
  expect(await other).toBe('meanwhile');
  stop.abort(new Error('enough'));
  await expect(stuck).rejects.toThrow('enough');
  const later = [ask(), ask()];
  await asked(4);
  for (const response of waiting.slice(2)) response.end('later');
  expect(await Promise.all(later)).toEqual(['later', 'later']);
  expect(opened()).toBe(2);
});

test('a connection that is refused leaves a lane that tries again', async () => {
  const { ask, server, opened } = await setup();
  server.close();
  await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(opened()).toBe(1);
});
