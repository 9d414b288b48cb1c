// Follows the containers of the Docker engine that the command line would use, and comes back to it by itself. What it
// last knew is kept while it is away; how old that is, it always says.
import type { Container } from '#shared/model/container.ts';
import type { DockerListName } from '#shared/model/docker-lists.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import type { Freshness } from '#shared/model/system.ts';
import { chooseEndpoint } from './choose-endpoint.ts';
import type { DockerNews } from './docker-news.ts';
import type { DockerCandidate } from './endpoints.ts';
import type { EngineAddress } from './engine-address.ts';
import { openSession, type Session } from './engine-session.ts';
import { createEventMemory, type EventMemory } from './event-memory.ts';
import { usualTiming, type FollowTiming } from './follow-timing.ts';
import { followEvents, type FollowEvents } from './follow-events.ts';
import { openEngineReader, type EngineReader } from './read-engine.ts';

export interface FollowState {
  state: Freshness;
  /** Why, in words; empty when live. */
  reason: string;
  endpoint: string | null;
  /** The same with what TLS and ssh need. */
  address: EngineAddress | null;
  /** What is not as safe as it should be about the way there, in words; empty when nothing is. */
  warning: string;
  /** When the engine was last heard of; null when it never was. */
  seenAt: number | null;
}

export interface FollowDockerOptions {
  /** Asks every candidate; called before each dial. What it asks ends with the signal. */
  findEndpoints: (signal: AbortSignal) => Promise<DockerCandidate[]>;
  connect?: (address: EngineAddress) => EngineReader;
  events?: (address: EngineAddress) => FollowEvents;
  /** Epoch milliseconds. */
  now: () => number;
  /** Monotonic milliseconds. */
  elapsedMs: () => number;
  /** Between 0 and 1. */
  random?: () => number;
  timing?: Partial<FollowTiming>;
  /** From when on events of an engine are wanted that were told before this start; null for from now on. */
  since?: (endpoint: string) => number | null;
  onContainers: (upserts: Container[], removes: string[]) => void;
  onState: (state: FollowState) => void;
  onNews: (news: DockerNews) => void;
  onLists?: (names: readonly DockerListName[]) => void;
}

export interface DockerFollower {
  /** Dials now instead of after the wait, and whatever engine would be chosen now. Changes nothing while it is followed. */
  retry: () => void;
  /** Closes the connection on purpose and keeps it closed until `resume`. */
  pause: (reason: string) => void;
  resume: () => void;
  /** Ends it for good, whatever is under way; nothing is called back after it but the last state. */
  close: (reason?: string) => void;
}

export function followDocker(options: FollowDockerOptions): DockerFollower {
  const {
    now,
    onContainers,
    onState,
    random = Math.random,
    connect = openEngineReader,
    events = followEvents,
  } = options;
  const timing = { ...usualTiming, ...options.timing };
  const known = new Map<string, Container>();
  let memory: EventMemory = createEventMemory();
  let told: FollowState = { state: 'connecting', reason: '', endpoint: null, address: null, warning: '', seenAt: null };
  /** The engine whose containers are kept; another one must not take its place unseen. */
  let pinned: string | null = null;
  let session: Session | null = null;
  let looking = new AbortController();
  let anyEngine = false;
  let heardAt: number | null = null;
  let failures = 0;
  let paused = false;
  let closed = false;
  let wake = (): void => undefined;

  const say = (change: Partial<FollowState>): void => {
    if (closed) return;
    told = { ...told, seenAt: heardAt, ...change };
    onState(told);
  };
  /** Told at most once a second: a busy engine is heard of a thousand times. */
  const heard = (live: boolean): void => {
    heardAt = now();
    if (live && Math.abs(heardAt - (told.seenAt ?? 0)) >= 1000) say({});
  };
  const keep = (upserts: Container[], removes: string[]): void => {
    for (const id of removes) known.delete(id);
    for (const row of upserts) known.set(row.id, row);
    onContainers(upserts, removes);
  };
  /** Without data there is nothing that could be stale. */
  const away = (reason: string, otherwise: Freshness): void =>
    say({ state: pinned === null ? otherwise : 'stale', reason });
  const again = `tried again within ${timing.backOffMs.longest / 1000} s`;

  const turnTo = (endpoint: string, address: EngineAddress, warning: string): void => {
    // The certificates may be others than at the last dial.
    told = { ...told, address, warning };
    if (endpoint === pinned) return;
    pinned = null;
    memory = createEventMemory();
    keep([], [...known.keys()]);
    heardAt = null;
    say({ endpoint });
  };

  /** Resolves when the connection is over, or could not be made. */
  const dial = async (): Promise<void> => {
    looking = new AbortController();
    const candidates = await options.findEndpoints(looking.signal);
    if (closed || paused) return;
    const choice = chooseEndpoint(candidates, anyEngine ? null : pinned);
    anyEngine = false;
    if (!('endpoint' in choice)) {
      if (choice.denied) say({ state: 'denied', reason: choice.words });
      else away(`${choice.words}; ${again}`, 'off');
      return;
    }
    turnTo(choice.endpoint, choice.address, choice.warning);
    let liveAt: number | null = null;
    session = openSession({
      ...options,
      reader: connect(choice.address),
      followEvents: events(choice.address),
      memory,
      known,
      first: pinned === null,
      since: pinned === null ? (options.since?.(choice.endpoint) ?? null) : null,
      timing,
      onContainers: keep,
      onLists: (names) => options.onLists?.(names),
      onLive: () => {
        liveAt = options.elapsedMs();
        pinned = choice.endpoint;
        say({ state: 'live', reason: '' });
      },
      onHeard: () => heard(liveAt !== null),
    });
    const error = await session.ended;
    session = null;
    if (liveAt !== null && options.elapsedMs() - liveAt >= timing.steadyMs) failures = 0;
    if (closed || paused) return;
    const reason = `the Docker engine at ${choice.endpoint}: ${error.message}`;
    if (error.code === 'denied') say({ state: 'denied', reason });
    else away(`${reason}; ${again}`, 'connecting');
  };

  const run = async (): Promise<void> => {
    while (!closed) {
      if (!paused) {
        await dial().catch((error: unknown) => away(messageOf(error), 'connecting'));
        failures++;
      }
      await new Promise<void>((resolve) => {
        const timer = paused ? undefined : setTimeout(resolve, backOff(failures - 1, timing, random()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (closed) wake();
      });
    }
  };

  onState(told);
  void run();
  return {
    retry: () => {
      if (session || paused) return;
      failures = 0;
      anyEngine = true;
      wake();
    },
    pause: (reason) => {
      if (paused || closed) return;
      paused = true;
      if (told.state === 'live') heardAt = now();
      away(reason, 'off');
      looking.abort();
      if (session) session.close();
      else wake();
    },
    resume: () => {
      if (!paused) return;
      paused = false;
      failures = 0;
      wake();
    },
    close: (reason = 'Ready Room was closed') => {
      if (told.state === 'live') heardAt = now();
      say({ state: 'off', reason });
      closed = true;
      looking.abort();
      session?.close();
      wake();
    },
  };
}

/** The wait after the given number of failures in a row before this one. */
export function backOff(failures: number, timing: Pick<FollowTiming, 'backOffMs'>, random: number): number {
  const { first, longest } = timing.backOffMs;
  const whole = Math.min(longest, first * 2 ** Math.min(failures, 20));
  return whole * (0.5 + random / 2);
}
