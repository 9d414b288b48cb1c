// An answer that lies there when its time is over, because this process stood still, is an answer.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startTimeLimit } from './time-limit.ts';

const limitMs = 20;
const standStill = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Both ends of a connection. */
async function connection(): Promise<[Socket, Socket]> {
  const folder = mkdtempSync(join(tmpdir(), 'time-limit-'));
  const server = createServer().listen(join(folder, 'socket'));
  await once(server, 'listening');
  const near = connect(join(folder, 'socket'));
  const [far] = (await once(server, 'connection')) as [Socket];
  onTestFinished(() => {
    for (const end of [near, far]) end.destroy();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return [near, far];
}

test('what came while nothing here could run is read before the time is over', async () => {
  const [near, far] = await connection();
  const told: string[] = [];
  far.write('there');
  const settle = startTimeLimit(limitMs, () => told.push('late'));
  near.once('data', (said) => {
    settle();
    told.push(String(said));
  });
  standStill(3 * limitMs);
  await new Promise<void>((resolve) => void startTimeLimit(2 * limitMs, resolve));
  expect(told).toEqual(['there']);
});

test('a limit that is passed is told, once, and one that was ended is not', async () => {
  const told: string[] = [];
  startTimeLimit(1, () => told.push('late'));
  startTimeLimit(1, () => told.push('in time'))();
  await new Promise<void>((resolve) => void startTimeLimit(limitMs, resolve));
  expect(told).toEqual(['late']);
});
