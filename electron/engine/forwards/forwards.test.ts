import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import type { Forward, ForwardTarget } from '#shared/model/forward.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createLocks } from '../environments/locks.ts';
import { createForwards, type PodPort } from './forwards.ts';

const web: ForwardTarget = { kind: 'deployments', namespace: 'shop', name: 'web', port: 8080 };

/** Stands for a pod: says who it is, then gives back what it gets. */
async function startPod(name: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(`${name}:`);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return server;
}

async function setup() {
  const pods = new Map([['web-1', await startPod('web-1')]]);
  const told: string[] = [];
  const record = async ({ type }: { type: string }): Promise<void> => void told.push(type);
  const onDefect = (error: unknown): never => {
    throw error;
  };
  const locks = createLocks({ now: () => 0, record, onDefect, later: () => () => undefined });
  locks.guard('kubernetes', { name: 'production', identity: 'x', protected: true });
  let keys = 0;
  const forwards = createForwards({
    locks,
    routes: {
      resolve: async (_target, present): Promise<PodPort | null> => {
        const pod = present !== null && pods.has(present) ? present : [...pods.keys()][0];
        return pod === undefined ? null : { pod, port: 8080 };
      },
      dial: async (_namespace, { pod }) => {
        const server = pods.get(pod);
        if (!server) throw new OpsError('unavailable', `pod ${pod} is gone`);
        return connect((server.address() as AddressInfo).port, '127.0.0.1');
      },
    },
    record,
    onDefect,
    now: () => 0,
    newKey: () => `f${++keys}`,
    lookEveryMs: 10,
  });
  onTestFinished(() => forwards.stopAll('over'));
  let state: FeedState<Forward> = emptyFeed;
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  void (async () => {
    for await (const message of forwards.feed.subscribe({ signal: ending.signal })) state = applyFeedMessage(state, message) ?? state; // prettier-ignore
  })();
  const shown = (key: string): Forward => state.entries.get(key) as Forward;
  const start = async (): Promise<string> => {
    await locks.unlock('kubernetes', 'production', 5, 'Lead');
    const { key } = await forwards.start(web, null, 'Lead');
    await vi.waitFor(() => expect(shown(key)?.state).toBe('live'));
    return key;
  };
  return { forwards, locks, pods, told, shown, start };
}

async function talk(port: number, words: string): Promise<{ socket: Socket; heard: () => string }> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(words);
  return { socket, heard: () => text };
}

describe('a port-forward', () => {
  test('is started only while the context is unlocked', async () => {
    const { forwards, told } = await setup();
    await expect(forwards.start(web, null, 'Lead')).rejects.toMatchObject({ code: 'denied' });
    expect(told).toEqual([]);
  });

  test('carries both ways, counts what it carries, and is recorded from its start to its end', async () => {
    const { forwards, shown, start, told } = await setup();
    const key = await start();
    const { socket, heard } = await talk(shown(key).localPort, 'hello');
    await vi.waitFor(() => expect(heard()).toBe('web-1:hello'));
    socket.end();
    await vi.waitFor(() => expect(shown(key)).toMatchObject({ connections: 0, total: 1, bytesOut: 5, bytesIn: 11 }));
    forwards.stop(key);
    await vi.waitFor(() => expect(shown(key)).toMatchObject({ state: 'ended', reason: 'stopped by hand' }));
    expect(told).toEqual(['lock.opened', 'forward.started', 'forward.ended']);
    await expect(once(connect(shown(key).localPort, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  test('whose pod died says so while nothing goes through, and goes on to the one in its place', async () => {
    const { pods, shown, start } = await setup();
    const key = await start();
    pods.delete('web-1');
    await vi.waitFor(() => expect(shown(key)).toMatchObject({ state: 'waiting', reason: expect.stringContaining('web-1 is gone') })); // prettier-ignore
    pods.set('web-2', await startPod('web-2'));
    await vi.waitFor(() => expect(shown(key)).toMatchObject({ state: 'live', pod: 'web-2', moves: 1 }));
    const { heard } = await talk(shown(key).localPort, 'again');
    await vi.waitFor(() => expect(heard()).toBe('web-2:again'));
  });

  test('closes a connection that it can lead nowhere', async () => {
    const { pods, shown, start } = await setup();
    const key = await start();
    pods.clear();
    const { socket, heard } = await talk(shown(key).localPort, 'anyone?');
    await once(socket, 'close');
    expect(heard()).toBe('');
    await vi.waitFor(() => expect(shown(key).state).not.toBe('live'));
  });

  test('does not take a port that is in use', async () => {
    const { forwards, shown, start } = await setup();
    const key = await start();
    await expect(forwards.start(web, shown(key).localPort, 'Lead')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('lets go of its port at once, so that it can be started again there', async () => {
    const { forwards, shown, start } = await setup();
    const key = await start();
    const { localPort } = shown(key);
    const { socket, heard } = await talk(localPort, 'hello');
    await vi.waitFor(() => expect(heard()).toBe('web-1:hello'));
    forwards.stop(key);
    const again = await forwards.start(web, localPort, 'Lead');
    await vi.waitFor(() => expect(shown(again.key)).toMatchObject({ state: 'live', localPort }));
    socket.destroy();
    const second = await talk(localPort, 'again');
    await vi.waitFor(() => expect(second.heard()).toBe('web-1:again'));
  });

  test('ends when the context is left', async () => {
    const { forwards, shown, start } = await setup();
    const key = await start();
    forwards.stopAll('another context is connected');
    await vi.waitFor(() =>
      expect(shown(key)).toMatchObject({ state: 'ended', reason: 'another context is connected' }),
    );
    forwards.forget(key);
    await vi.waitFor(() => expect(shown(key)).toBeUndefined());
  });
});
