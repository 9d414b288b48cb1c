// What the containers in sight use: one stream for each, shared by all who look, begun when somebody does and ended when
// nobody does. A container that does not run has none.
import type { Container } from '#shared/model/container.ts';
import type { ContainerStats } from '#shared/model/container-stats.ts';
import { createFeed, type Broadcast, type Feed, type SubscribeOptions } from '../feeds/feed.ts';
import { isSsh, type EngineAddress } from '../sources/docker/engine-address.ts';
import { openEngineReader, type EngineReader } from '../sources/docker/read-engine.ts';
import { createMeter, type Meter, type StatsTiming } from './stats-meter.ts';

export interface DockerStatsOptions {
  now: () => number;
  timing?: Partial<StatsTiming>;
  containerOf: (id: string) => Container | undefined;
}

export interface DockerStats {
  subscribe: (ids: readonly string[], asked: SubscribeOptions) => ReturnType<Broadcast<ContainerStats>['subscribe']>;
  /** To be told when a container changed, came or went. */
  note: (id: string) => void;
  /** To be told where the engine is; null while it is not live. */
  turn: (address: EngineAddress | null) => void;
  close: () => void;
}

export const usualStatsTiming: StatsTiming = { staleMs: 5000, lingerMs: 500, againMs: 2000 };
/** Over ssh each stream is a login of its own, and few are let in at once. */
const mostStreams = { ssh: 6, otherwise: 120 };
const measured = new Set<Container['state']>(['running', 'paused', 'stopping']);

export function createDockerStats({ now, containerOf, ...options }: DockerStatsOptions): DockerStats {
  const timing = { ...usualStatsTiming, ...options.timing };
  const meters = new Map<string, Meter & { watchers: number }>();
  const screens = new Set<{ ids: ReadonlySet<string>; feed: Feed<ContainerStats> }>();
  let engine: { address: EngineAddress; reader: EngineReader } | null = null;

  const meterOf = (key: string): Meter & { watchers: number } => {
    const known = meters.get(key);
    if (known) return known;
    const onEntry = (entry: ContainerStats): void => {
      for (const { ids, feed } of screens) if (ids.has(key)) feed.publish([entry]);
    };
    const meter = { ...createMeter({ key, now, timing, onEntry, onAgain: () => settle(key) }), watchers: 0 };
    meters.set(key, meter);
    return meter;
  };

  /** Brings the meter of a container into the state that it should be in now. */
  const settle = (key: string): void => {
    const meter = meters.get(key);
    if (!meter) return;
    const container = containerOf(key);
    const runs = container !== undefined && measured.has(container.state);
    if (meter.isOpen() && runs && engine) return;
    meter.halt();
    if (!engine) return meter.lack('Docker is not live');
    if (!runs) return meter.off(container ? `it is ${container.state}, so it uses nothing` : 'Docker has no such container'); // prettier-ignore
    const most = isSsh(engine.address.endpoint) ? mostStreams.ssh : mostStreams.otherwise;
    if ([...meters.values()].filter((one) => one.isOpen()).length < most) return meter.open(engine.reader);
    meter.lack(`no more than ${most} containers are measured at once`);
    meter.later();
  };

  const leave = (key: string): void => {
    const meter = meterOf(key);
    meter.watchers--;
    const end = (): void => {
      if (meter.watchers > 0 || meters.get(key) !== meter) return;
      meter.halt();
      meters.delete(key);
    };
    setTimeout(end, timing.lingerMs).unref();
  };

  return {
    subscribe: async function* (ids, asked) {
      const wanted = new Set(ids);
      for (const key of wanted) {
        meterOf(key).watchers++;
        settle(key);
      }
      const screen = { ids: wanted, feed: createFeed([...wanted].map((key) => meterOf(key).entry())) };
      screens.add(screen);
      try {
        yield* screen.feed.subscribe(asked);
      } finally {
        screens.delete(screen);
        for (const key of wanted) leave(key);
      }
    },
    note: settle,
    turn: (address) => {
      if (address === (engine?.address ?? null)) return;
      for (const meter of meters.values()) meter.halt();
      engine?.reader.close();
      engine = address && { address, reader: openEngineReader(address) };
      for (const key of meters.keys()) settle(key);
    },
    close: () => {
      for (const meter of meters.values()) meter.halt();
      meters.clear();
      engine?.reader.close();
    },
  };
}
