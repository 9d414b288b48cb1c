// A program that a test starts and stops by its own pid, and the wait until it answers.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

export interface OwnedProcess {
  pid: number;
  /** What it has said so far, for the reason of a failed start. */
  said: () => string;
  /** Ends it, by force after five seconds, and resolves when it is gone. */
  stop: () => Promise<void>;
  ended: () => boolean;
}

export function startProcess(path: string, args: string[], env: NodeJS.ProcessEnv = process.env): OwnedProcess {
  const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-20_000)));
  }
  child.on('error', (error) => (said += error.message));
  return { pid: child.pid ?? -1, said: () => said, stop: () => stop(child), ended: () => hasEnded(child) };
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(force);
}

/** Asks every 50 ms until it is true; throws what the process said when it ends or two minutes are over. */
export async function untilReady(process: OwnedProcess, isReady: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 120_000;
  while (!(await isReady().catch(() => false))) {
    if (process.ended() || Date.now() > giveUpAt) {
      await process.stop();
      throw new Error(`it did not become ready:\n${process.said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
