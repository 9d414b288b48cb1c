// A Node process looked at from outside through its inspector: what its heap holds after a collection, what it keeps open.
import { readdirSync } from 'node:fs';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { residentMiB } from '../watch/served.ts';

export interface ProcessState {
  /** What the program itself keeps: without the code that V8 compiles and throws away as it likes, for minutes on end. */
  heapMiB: number;
  residentMiB: number;
  /** Everything that keeps its loop running, counted by kind. */
  resources: Record<string, number>;
  /** Open file descriptors. */
  files: number;
}

export interface Inspected {
  /** Collects garbage first. */
  look: () => Promise<ProcessState>;
  close: () => void;
}

/** What a process needs in NODE_OPTIONS so that it can be inspected on that port, once it is asked to. */
export const inspectable = (port: number): string => `--inspect-port=127.0.0.1:${port}`;

interface Answer {
  id: number;
  result?: { result?: { value?: { heap: number; resources: Record<string, number> } } };
  error?: { message: string };
}

/** What V8 notes about code that it optimises lies among the data, and would look like slow growth for an hour. */
const steadyCode = `for (const flag of ['--no-opt', '--no-maglev', '--no-sparkplug', '--no-flush-bytecode'])
  process.getBuiltinModule('node:v8').setFlagsFromString(flag);`;
const expression = `(() => {
  const resources = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  const spaces = process.getBuiltinModule('node:v8').getHeapSpaceStatistics();
  const data = spaces.filter(({ space_name: name }) => !/code|trusted|read_only/.test(name));
  return { heap: data.reduce((sum, space) => sum + space.space_used_size, 0), resources };
})()`;

/** Opens the inspector of a process that was started `inspectable`; it stays open until the process ends. */
export async function inspect(pid: number, port: number): Promise<Inspected> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await debuggerUrl(port), { perMessageDeflate: false });
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let lastId = 0;
  const call = (method: string, params: object = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, (answer) => (answer.error ? reject(new Error(answer.error.message)) : resolve(answer)));
      socket.send(JSON.stringify({ id, method, params }));
    });
  await call('HeapProfiler.enable');
  await call('Runtime.evaluate', { expression: steadyCode });
  return {
    look: async () => {
      // What only a finaliser keeps goes with the second.
      await call('HeapProfiler.collectGarbage');
      await call('HeapProfiler.collectGarbage');
      const { result } = await call('Runtime.evaluate', { expression, returnByValue: true });
      const { heap, resources } = result?.result?.value ?? never();
      const files = readdirSync(`/proc/${pid}/fd`).length;
      return { heapMiB: heap / 2 ** 20, residentMiB: residentMiB(pid), resources, files };
    },
    close: () => socket.close(),
  };
}

function never(): never {
  throw new Error('the inspector did not answer what it was asked');
}

async function debuggerUrl(port: number): Promise<string> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
      const [target] = (await answer.json()) as { webSocketDebuggerUrl: string }[];
      if (target) return target.webSocketDebuggerUrl;
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
