// A real Docker engine of its own: data, runtime state and socket in a temporary folder, no networks, no firewall rules.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess, untilReady } from './owned-process.ts';
import { findProgram } from './real-suite.ts';

export interface RealDocker {
  /** `unix:///…` */
  endpoint: string;
  socketPath: string;
  pid: number;
  /** One call of the engine's API. Throws on an answer of 400 and above. */
  api: (method: string, path: string, body?: object | Buffer) => Promise<string>;
  /** Ends it, in order or as a crash would, and starts it again over the same data and socket. */
  down: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
  up: () => Promise<void>;
  /** Removes its containers, ends it by its pid and removes its data. */
  stop: () => Promise<void>;
}

/** Needs root. Resolves when the engine answers. */
export async function startDockerd(): Promise<RealDocker> {
  const program = findProgram('dockerd');
  if (program === null) throw new Error('dockerd is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'dockerd-'));
  const socketPath = join(folder, 'docker.sock');
  const args = [
    ['--data-root', join(folder, 'data')],
    ['--exec-root', join(folder, 'exec')],
    ['--pidfile', join(folder, 'docker.pid')],
    ['--host', `unix://${socketPath}`],
    ['--iptables=false', '--ip6tables=false', '--bridge=none', '--storage-driver=vfs'],
  ].flat(); // prettier-ignore
  let process_ = startProcess(program, args);
  const api: RealDocker['api'] = (method, path, body) => callApi(socketPath, method, path, body);
  const isReady = async (): Promise<boolean> => (await api('GET', '/_ping')) === 'OK';
  await untilReady(process_, isReady);
  const stop = async (): Promise<void> => {
    const containers = JSON.parse(await api('GET', '/containers/json?all=1')) as { Id: string }[];
    for (const { Id } of containers) await api('DELETE', `/containers/${Id}?force=1&v=1`);
    await process_.stop();
    unmountBelow(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const down: RealDocker['down'] = async (signal) => {
    if (signal === 'SIGKILL') process.kill(process_.pid, 'SIGKILL');
    await process_.stop();
    // Its containerd dies with it; where nobody reaps orphans the next engine would wait for the dead one. One that is slow
    // to end in order is killed too.
    rmSync(join(folder, 'exec', 'containerd', 'containerd.pid'), { force: true });
  };
  const up = async (): Promise<void> => {
    process_ = startProcess(program, args);
    await untilReady(process_, isReady);
  };
  return { endpoint: `unix://${socketPath}`, socketPath, pid: process_.pid, api, down, up, stop };
}

/** An engine that was killed leaves its mounts. */
function unmountBelow(folder: string): void {
  const places = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  for (const place of places.toReversed()) if (place.startsWith(`${folder}/`)) execFileSync('umount', [place]);
}

/** Makes the image `name` out of this machine's static busybox. */
export async function importBusybox(docker: RealDocker, name: string): Promise<void> {
  const busybox = findProgram('busybox');
  if (busybox === null) throw new Error('busybox is not installed');
  const root = mkdtempSync(join(tmpdir(), 'busybox-'));
  mkdirSync(join(root, 'bin'));
  copyFileSync(busybox, join(root, 'bin', 'busybox'));
  const archive = execFileSync('tar', ['-C', root, '-cf', '-', '.'], { maxBuffer: 50_000_000 });
  rmSync(root, { recursive: true });
  await docker.api('POST', `/images/create?fromSrc=-&repo=${encodeURIComponent(name)}&tag=latest`, archive);
}

/**
 * Of a container that nobody asks to end in order. What runs first in one ignores SIGTERM, and an engine that ends, or comes
 * back after it was killed, would wait ten seconds for it.
 */
export const endsAtOnce = { StopSignal: 'SIGKILL' };

/** Creates and starts a container without network; returns its id. */
export async function runContainer(docker: RealDocker, name: string, config: object): Promise<string> {
  const body = { HostConfig: { NetworkMode: 'none' }, ...config };
  const { Id } = JSON.parse(await docker.api('POST', `/containers/create?name=${name}`, body)) as { Id: string };
  await docker.api('POST', `/containers/${Id}/start`);
  return Id;
}

function callApi(socketPath: string, method: string, path: string, body?: object | Buffer): Promise<string> {
  const isArchive = Buffer.isBuffer(body);
  const payload = body === undefined || isArchive ? body : JSON.stringify(body);
  const headers = payload === undefined ? {} : { 'content-type': isArchive ? 'application/x-tar' : 'application/json' };
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 400) resolve(text);
        else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
      });
    });
    call.on('error', reject);
    call.end(payload);
  });
}
