// Each change of a container is one request; what the engine answers is told in words that say what did not happen.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changeContainer, containerActions, type ChangeOptions, type ContainerAction } from './change-container.ts';

async function engine(answer: (response: ServerResponse) => void) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => (server.closeAllConnections(), void server.close()));
  return { requests, endpoint: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
const status = (code: number, message?: string) => (response: ServerResponse) => void response.writeHead(code).end(message === undefined ? '' : JSON.stringify({ message })); // prettier-ignore

test.each<[ContainerAction, ChangeOptions, string]>([
  ['start', {}, 'POST /containers/web/start'],
  ['stop', {}, 'POST /containers/web/stop?t=10'],
  ['restart', { graceSeconds: 3 }, 'POST /containers/web/restart?t=3'],
  ['pause', {}, 'POST /containers/web/pause'],
  ['unpause', {}, 'POST /containers/web/unpause'],
  ['kill', {}, 'POST /containers/web/kill'],
  ['remove', {}, 'DELETE /containers/web?force=0&v=0'],
  ['remove', { force: true, volumes: true }, 'DELETE /containers/web?force=1&v=1'],
])('%s with %j is one request', async (action, options, request) => {
  const { requests, endpoint } = await engine(status(204));
  expect(await changeContainer(endpoint, action, 'web', options)).toEqual({ changed: true });
  expect(requests).toEqual([request]);
});

test('what is so already was not changed', async () => {
  const { endpoint } = await engine(status(304));
  expect(await changeContainer(endpoint, 'stop', 'web')).toEqual({ changed: false });
});

const id = 'ab12cd34ef56'.padEnd(64, '0');
test.each([
  [404, `No such container: ${id}`, 'not_found', 'Container ab12cd34ef56 was not started: No such container: ab12cd34ef56'],
  [409, 'it is being removed', 'conflict', 'Container ab12cd34ef56 was not started: it is being removed'],
  [500, `Container ${id} is not paused`, 'conflict', 'Container ab12cd34ef56 was not started: Container ab12cd34ef56 is not paused'],
  [500, 'driver failed', 'unavailable', 'Container ab12cd34ef56 was not started: driver failed'],
  [403, undefined, 'denied', 'Container ab12cd34ef56 was not started: HTTP 403'],
])('an engine that answers %i "%s" is told as %s', async (code, said, kind, message) => {
  const { endpoint } = await engine(status(code, said));
  await expect(changeContainer(endpoint, 'start', id)).rejects.toMatchObject({ code: kind, message });
}); // prettier-ignore

test('an engine that does not answer in time leaves it open whether it was done', async () => {
  const { endpoint } = await engine(() => undefined);
  await expect(changeContainer(endpoint, 'kill', 'web', { limitMs: 30 })).rejects.toMatchObject({
    code: 'timed_out',
    message: 'Container web: it is not known whether the kill was done: no answer within 0.03 s',
  });
  // The time that the container has to end by itself comes on top.
  const asked = performance.now();
  await expect(changeContainer(endpoint, 'stop', 'web', { limitMs: 20, graceSeconds: 0.2 })).rejects.toMatchObject({ code: 'timed_out' }); // prettier-ignore
  expect(performance.now() - asked).toBeGreaterThan(200);
});

test('what is given up, and what names no container, is not sent', async () => {
  const { endpoint, requests } = await engine(status(204));
  await expect(changeContainer(endpoint, 'kill', 'web', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' }); // prettier-ignore
  for (const action of containerActions) {
    await expect(changeContainer(endpoint, action, '../images/web')).rejects.toMatchObject({ code: 'bad_input' });
  }
  expect(requests).toEqual([]);
});

test('of all that speaks to an engine only the sender and those who hold it can send anything but GET', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => !/\.(test|fixture)\.ts$/.test(name));
  expect(sources.length).toBeGreaterThan(25);
  const textOf = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
  const named = (pattern: RegExp): string[] => sources.filter((name) => pattern.test(textOf(name)));
  expect(named(/'(POST|PUT|DELETE|PATCH)'/)).toEqual(['change-container.ts', 'exec-session.ts', 'send-to-engine.ts']);
  expect(named(/openEngineExec/)).toEqual(['change-container.ts', 'exec-session.ts', 'send-to-engine.ts']);
});
