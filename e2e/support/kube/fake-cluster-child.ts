// The child side of a fake cluster that must not share a loop with what is measured: obeys messages, one answer for each.
import { startFakeCluster, type FakeCluster, type FakeClusterOptions } from './fake-cluster.ts';
import type { Churn } from './churn.ts';
import type { AnswerFault, StreamStrike } from './fake-cluster.ts';

export interface Commands {
  start: (options: FakeClusterOptions) => Promise<{ url: string; port: number; caPem: string; token: string }>;
  churn: (changesPerSecond: number) => void;
  /** Ends what `churn` began. */
  calm: () => Promise<{ changes: number }>;
  down: () => Promise<void>;
  up: () => Promise<void>;
  compact: () => void;
  revision: () => number;
  /** How many objects of each resource there are. */
  counts: (resources: string[]) => Record<string, number>;
  /** `namespace/name resourceVersion`, sorted. */
  dump: (resource: string) => string[];
  watches: () => number;
  answer: (fault: AnswerFault) => void;
  strike: (kind: StreamStrike, resource?: string) => number;
  clearFaults: () => void;
  generateLogs: (namespace: string, pod: string, container: string, linesPerSecond: number) => void;
  /** Ends what `generateLogs` began; how many lines were written in all. */
  calmLogs: () => { lines: number };
  memory: () => { rssBytes: number; heapBytes: number };
}

export type Command = keyof Commands;
export interface CommandMessage {
  id: number;
  name: Command;
  args: unknown[];
}
export type AnswerMessage = { id: number; value: unknown } | { id: number; error: string };

let cluster: FakeCluster | null = null;
let churn: Churn | null = null;
const generators: { stop: () => { lines: number } }[] = [];

const running = (): FakeCluster => {
  if (cluster === null) throw new Error('the fake cluster has not been started');
  return cluster;
};

const commands: Commands = {
  start: async (options) => {
    if (cluster !== null) throw new Error('the fake cluster has been started already');
    const started = (cluster = await startFakeCluster(options));
    return { url: started.url, port: started.port, caPem: started.caPem, token: started.token };
  },
  churn: (changesPerSecond) => void (churn = running().churn(changesPerSecond)),
  calm: async () => (await churn?.stop()) ?? { changes: 0 },
  down: () => running().down(),
  up: () => running().up(),
  compact: () => running().compact(),
  revision: () => running().objects.revision(),
  counts: (resources) => Object.fromEntries(resources.map((name) => [name, running().objects.count(name)])),
  dump: (resource) =>
    running()
      .objects.list(resource)
      .map(({ metadata: { namespace, name, resourceVersion } }) => `${namespace ?? ''}/${name} ${resourceVersion}`)
      .sort(),
  watches: () => running().watches(),
  answer: (fault) => void running().faults.answer(fault),
  strike: (kind, resource) => running().faults.strike(kind, resource),
  clearFaults: () => running().faults.clear(),
  generateLogs: (...args) => void generators.push(running().logs.generate(...args)),
  calmLogs: () => ({ lines: generators.splice(0).reduce((sum, generator) => sum + generator.stop().lines, 0) }),
  memory: () => ({ rssBytes: process.memoryUsage().rss, heapBytes: process.memoryUsage().heapUsed }),
};

process.on('message', ({ id, name, args }: CommandMessage) => {
  const tell = (answer: AnswerMessage): void => void process.send?.(answer);
  const run = commands[name] as (...args: unknown[]) => unknown;
  Promise.resolve()
    .then(() => run(...args))
    .then(
      (value) => tell({ id, value }),
      (error: unknown) => tell({ id, error: error instanceof Error ? error.message : String(error) }),
    );
});
// The parent is gone: nobody is left to serve.
process.on('disconnect', () => process.exit(0));
