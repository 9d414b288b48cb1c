// A fake cluster in a process of its own, for measurements: its work is not on the loop of what is measured.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FakeClusterOptions } from './fake-cluster.ts';
import type { AnswerMessage, Command, Commands } from './fake-cluster-child.ts';
import { kubeconfigText, type KubeconfigChanges } from './kubeconfig.ts';

/** Options that can cross to another process. */
export type ProcessOptions = Omit<FakeClusterOptions, 'now'>;

type Remote = {
  [Name in Exclude<Command, 'start'>]: (
    ...args: Parameters<Commands[Name]>
  ) => Promise<Awaited<ReturnType<Commands[Name]>>>;
};

export interface FakeClusterProcess extends Remote {
  pid: number;
  url: string;
  port: number;
  caPem: string;
  token: string;
  kubeconfig: (more?: KubeconfigChanges) => string;
  /** Ends the process and resolves when it is gone. */
  stop: () => Promise<void>;
}

/** Resolves when the cluster listens. Rejects with the child's reason when it could not start. */
export async function startFakeClusterProcess(options: ProcessOptions = {}): Promise<FakeClusterProcess> {
  const child = fork(join(import.meta.dirname, 'fake-cluster-child.ts'), [], {
    // 30,000 pods of 8 KB and their history do not fit in a small machine's default.
    execArgv: ['--max-old-space-size=4096'],
    serialization: 'advanced',
  });
  const exited = once(child, 'exit');
  const ask = askerOf(child);
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await exited;
  };
  try {
    const server = (await ask('start', [options])) as Awaited<ReturnType<Commands['start']>>;
    return {
      ...remoteOf(ask),
      ...server,
      pid: child.pid ?? -1,
      kubeconfig: (more) => kubeconfigText(server, more),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Asker = (name: Command, args: unknown[]) => Promise<unknown>;

/** One answer for each question; all that are open are rejected when the child ends. */
function askerOf(child: ChildProcess): Asker {
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let hasEnded = false;
  child.on('message', (answer: AnswerMessage) => {
    const question = open.get(answer.id);
    open.delete(answer.id);
    if ('error' in answer) question?.reject(new Error(answer.error));
    else question?.resolve(answer.value);
  });
  child.on('exit', () => {
    hasEnded = true;
    for (const { reject } of open.values()) reject(new Error('the fake cluster has ended'));
  });
  return (name, args) =>
    new Promise((resolve, reject) => {
      if (hasEnded || !child.connected) return reject(new Error('the fake cluster has ended'));
      lastId += 1;
      open.set(lastId, { resolve, reject });
      child.send({ id: lastId, name, args });
    });
}

const remoteNames: readonly Exclude<Command, 'start'>[] = [
  'churn',
  'calm',
  'down',
  'up',
  'compact',
  'revision',
  'counts',
  'dump',
  'watches',
  'answer',
  'strike',
  'clearFaults',
  'generateLogs',
  'calmLogs',
  'memory',
];

const remoteOf = (ask: Asker): Remote =>
  Object.fromEntries(remoteNames.map((name) => [name, (...args: unknown[]) => ask(name, args)])) as unknown as Remote;
