// An engine in a process of its own, spoken to through the pipe as the desktop shell does where it hosts another Node.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { EngineClient } from '#engine/engine.ts';
import { carryPort } from '#engine/engine-port.ts';
import { engineEnv } from '#shared/shell/engine-env.ts';
import type { FromHost, ToHost } from '#shared/shell/host-messages.ts';

const root = join(import.meta.dirname, '..', '..');

export interface EngineProcess {
  child: ChildProcess;
  client: EngineClient;
  /** Ends it as a power cut for the process would. */
  kill: () => Promise<void>;
  /** Ends it in order. */
  end: () => Promise<void>;
}

/** The engine as it is built, for measurements; tests run the sources. */
export const builtEngineDir = join(root, 'out', 'engine');

/** Runs the sources; resolves when the engine says that it is ready. `env` is added to this process's. */
export async function startEngineProcess(
  dataDir: string,
  env: Record<string, string> = {},
  engineDir?: string,
): Promise<EngineProcess> {
  const start = JSON.stringify({ dataDir, resourcesDir: join(root, 'resources'), engineDir, showsNotices: true });
  const sources = join(root, 'electron', 'engine', 'hosts', 'forked.ts');
  const entry = engineDir === undefined ? sources : join(engineDir, 'forked.js');
  const child = fork(entry, [start], {
    env: engineEnv({ ...process.env, ...env }),
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const portId = 1;
  const tell = (message: ToHost): void => {
    if (child.connected) child.send(message, () => {});
  };
  const carried = carryPort({ send: (data) => tell({ kind: 'data', portId, data }) });
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message: FromHost) => {
      if (message.kind === 'data') carried.deliver(message.data);
      if (message.kind === 'ready') resolve();
      if (message.kind === 'failed') reject(new Error(message.reason));
    });
    child.on('exit', () => {
      carried.close();
      reject(new Error('the engine ended before it was ready'));
    });
  });
  tell({ kind: 'open', portId });
  await ready;
  const client = createORPCClient<EngineClient>(new RPCLink({ port: carried.port as never }));
  const exited = once(child, 'exit');
  return {
    child,
    client,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    end: async () => {
      tell({ kind: 'shutdown' });
      await exited;
    },
  };
}
