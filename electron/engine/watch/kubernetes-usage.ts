// CPU and memory from metrics.k8s.io, asked only while somebody looks.
import type { KubeUsage } from '#shared/model/kubernetes.ts';
import { createFeed, type Broadcast } from '../feeds/feed.ts';
import type { Opened } from '../sources/kubernetes/cluster-client.ts';
import { readUsage } from '../sources/kubernetes/read-usage.ts';
import { usualTiming, type KubeTiming } from '../sources/kubernetes/timing.ts';

type UsageKind = 'nodes' | 'pods';

export interface KubernetesUsage {
  subscribe: (kind: UsageKind, asked: Parameters<Broadcast<KubeUsage>['subscribe']>[0]) => ReturnType<Broadcast<KubeUsage>['subscribe']>; // prettier-ignore
  /** There is a connection now: whoever looks is answered at once. */
  again: () => void;
  /** The context was left. */
  clear: () => void;
  close: () => void;
}

export interface KubernetesUsageOptions {
  /** @throws OpsError while there is no connection */
  open: (path: string, signal: AbortSignal) => Promise<Opened>;
  timing?: Partial<KubeTiming> | undefined;
  now: () => number;
}

export function createKubernetesUsage({ open, timing, now }: KubernetesUsageOptions): KubernetesUsage {
  const meters = { nodes: createMeter('nodes'), pods: createMeter('pods') };
  const everyMs = timing?.usageEveryMs ?? usualTiming.usageEveryMs;

  function createMeter(kind: UsageKind) {
    const feed = createFeed<KubeUsage>();
    let known = new Set<string>();
    let lookers = 0;
    let timer: NodeJS.Timeout | undefined;
    let asking = new AbortController();

    const publish = (usage: KubeUsage[]): void => {
      const present = new Set(usage.map(({ key }) => key));
      feed.publish(usage, [...known].filter((key) => !present.has(key))); // prettier-ignore
      known = present;
    };
    const ask = async (signal: AbortSignal): Promise<void> => {
      try {
        const usage = await readUsage((path) => open(path, signal), kind, now());
        if (!signal.aborted) publish(usage ?? []);
      } catch {
        // Old numbers would look like present ones; that the source is away is told by the connection.
        if (!signal.aborted) publish([]);
      }
      if (!signal.aborted) timer = setTimeout(() => void ask(signal), everyMs);
    };
    const stop = (): void => {
      asking.abort();
      clearTimeout(timer);
    };
    const begin = (): void => {
      stop();
      asking = new AbortController();
      void ask(asking.signal);
    };
    return {
      stop,
      again: () => {
        if (lookers > 0) begin();
      },
      clear: () => publish([]),
      subscribe: async function* (asked: Parameters<Broadcast<KubeUsage>['subscribe']>[0]) {
        if (lookers++ === 0) begin();
        try {
          yield* feed.subscribe(asked);
        } finally {
          if (--lookers === 0) {
            stop();
            // Whoever looks next must not take these for present ones.
            publish([]);
          }
        }
      },
    };
  }

  return {
    subscribe: (kind, asked) => meters[kind].subscribe(asked),
    again: () => Object.values(meters).forEach((meter) => meter.again()),
    clear: () => Object.values(meters).forEach((meter) => meter.clear()),
    close: () => Object.values(meters).forEach((meter) => meter.stop()),
  };
}
