// Starts the process that is a Docker engine, and speaks to it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FromDocker, ToDocker, Written } from './docker-child.ts';

export interface Docker {
  endpoint: string;
  socketPath: string;
  /** Begins to write lines of the first two containers. */
  write: (linesPerSecond: number) => void;
  /** Ends what `write` began. */
  calm: () => Promise<Written[]>;
  stop: () => Promise<void>;
}

/** @param count how many containers it has, all of the project `shop`. */
export async function startDocker(count: number): Promise<Docker> {
  const folder = mkdtempSync(join(tmpdir(), 'readyroom-docker-'));
  const socketPath = join(folder, 'docker.sock');
  const child = fork(join(import.meta.dirname, 'docker-child.ts'), [socketPath, String(count)]);
  const exited = once(child, 'exit');
  const next = async (): Promise<FromDocker> => {
    const ended = exited.then(() => Promise.reject(new Error('the Docker engine ended')));
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [FromDocker];
    return message;
  };
  const tell = (message: ToDocker): void => void child.send(message);
  await next();
  return {
    endpoint: `unix://${socketPath}`,
    socketPath,
    write: (linesPerSecond) => tell({ kind: 'write', linesPerSecond }),
    calm: async () => {
      tell({ kind: 'calm' });
      const message = await next();
      return message.kind === 'written' ? message.written : [];
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
