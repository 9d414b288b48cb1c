// The attestor as the engine sees it: a process that says where it listens and takes faults.
import { z } from 'zod';
import { OpsError } from '#shared/model/ops-error.ts';
import type { DemoFault, DemoVersion } from '#shared/model/system.ts';
import { startChild, type ChildOptions } from './child.ts';

export interface AttestorProcess {
  url: string;
  /** Resolves when the attestor says that it is done. */
  setFault: (fault: DemoFault, on: boolean) => Promise<void>;
  deploy: (version: DemoVersion) => Promise<void>;
  exited: Promise<string>;
  stop: () => Promise<void>;
}

const messageSchema = z.union([
  z.object({ ready: z.literal(true), port: z.int() }),
  z.object({ done: z.int() }),
  z.object({ error: z.string() }),
]);

/** Resolves when it listens; rejects with OpsError('unavailable') when it ends before. */
export async function startAttestor(
  options: Omit<ChildOptions, 'args'> & { logFile: string; intervalMs?: number },
): Promise<AttestorProcess> {
  const args = ['--log', options.logFile, '--interval-ms', String(options.intervalMs ?? 1000)];
  const child = startChild({ ...options, args });
  const gone = child.exited.then((reason) => {
    throw new OpsError('unavailable', `the attestor ${reason}`);
  });
  // Whoever waits on it hears of it; without a waiter the state does, through `exited`.
  gone.catch(() => undefined);
  const waiting = new Map<number, () => void>();
  let lastId = 0;
  const listening = new Promise<number>((resolve) => {
    child.onLine((line) => {
      const message = read(line);
      if (message === null) options.log(line);
      else if ('ready' in message) resolve(message.port);
      else if ('done' in message) waiting.get(message.done)?.();
      else options.log(message.error);
    });
  });
  const port = await Promise.race([listening, gone]);
  const tell = async (command: object): Promise<void> => {
    const id = ++lastId;
    const done = new Promise<void>((resolve) => waiting.set(id, resolve));
    child.send(JSON.stringify({ id, ...command }));
    await Promise.race([done, gone]).finally(() => waiting.delete(id));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    setFault: (fault, on) => tell({ fault, on }),
    deploy: (version) => tell({ version }),
    exited: child.exited,
    stop: child.stop,
  };
}

/** null for what is no message, such as the torn last line of a process that was killed. */
function read(line: string): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
