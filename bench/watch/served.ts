// A console as it is built, serving a browser, with the kubeconfig of a fake cluster; and a client of its contract over the
// same WebSocket that a page has.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { EngineClient } from '#engine/engine.ts';
import { startConsole, type ConsoleProcess } from '../../e2e/support/console-server.ts';

export interface Served extends Pick<ConsoleProcess, 'pid' | 'newUrl'> {
  client: EngineClient;
  residentMiB: () => number;
  close: () => Promise<void>;
}

/** What is built elsewhere can be measured too: `READYROOM_APP` names its folder. */
const built = process.env['READYROOM_APP'];

export async function serveWith(kubeconfig: string, env: Record<string, string> = {}): Promise<Served> {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-served-'));
  const file = join(dir, 'kubeconfig');
  writeFileSync(file, kubeconfig, { mode: 0o600 });
  const served = await startConsole({
    env: { KUBECONFIG: file, DOCKER_HOST: `unix://${join(dir, 'no-docker.sock')}`, ...env },
    ...(built === undefined ? {} : { appDir: built }),
  });
  const socket = await openSocket(served.url).catch(async (error: unknown) => {
    await served.close();
    throw error;
  });
  return {
    pid: served.pid,
    newUrl: served.newUrl,
    client: createORPCClient<EngineClient>(new RPCLink({ websocket: socket as never })),
    residentMiB: () => residentMiB(served.pid),
    close: async () => {
      socket.close();
      await served.close();
      rmSync(dir, { recursive: true });
    },
  };
}

async function openSocket(link: string): Promise<WebSocket> {
  const { origin, host } = new URL(link);
  const answer = await fetch(link, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin }, perMessageDeflate: false });
  socket.binaryType = 'arraybuffer';
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

export function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}
