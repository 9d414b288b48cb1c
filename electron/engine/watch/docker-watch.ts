// Watches the local Docker engine for the screens: begins when first asked, says how fresh it is, and records what
// changed and when nobody was looking. It changes nothing in Docker.
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import { dockerLeft } from '#shared/model/docker-left.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { createFeed, type Broadcast } from '../feeds/feed.ts';
import type { EventType } from '../journal/journal.ts';
import type { Redactor } from '../redact/redact.ts';
import type { Json } from '#shared/model/facts.ts';
import { readDetail } from '../sources/docker/ask-containers.ts';
import type { DockerCandidate } from '../sources/docker/endpoints.ts';
import type { DockerNews } from '../sources/docker/docker-news.ts';
import type { EngineAddress } from '../sources/docker/engine-address.ts';
import { followDocker, type DockerFollower, type FollowState } from '../sources/docker/follow-docker.ts';
import type { FollowTiming } from '../sources/docker/follow-timing.ts';
import { openEngineReader, type EngineReader } from '../sources/docker/read-engine.ts';
import { identityOf } from '../recorder/source-identity.ts';
import { createCoverage } from './coverage.ts';
import { createDockerLists, type DockerLists } from './docker-lists.ts';
import { createResumption } from './docker-resumption.ts';
import { createDockerStats, type DockerStats } from './docker-stats.ts';
import type { StatsTiming } from './stats-meter.ts';
import { recordOf } from './docker-words.ts';
import { safeContainer, safeDetail } from './hide-secrets.ts';

export interface DockerWatchOptions {
  /** As FollowDockerOptions. */
  findEndpoints: (signal: AbortSignal) => Promise<DockerCandidate[]>;
  /** Epoch milliseconds, and monotonic ones. */
  now: () => number;
  elapsedMs: () => number;
  redactor: Redactor;
  onStatus: (status: SourceStatus) => void;
  /** To be written into the journal under the source `docker`; what has an `identity` once, whoever tells it again. */
  record: (event: { type: EventType; subject?: string; time: number; data: Record<string, Json>; identity?: Buffer }) => void; // prettier-ignore
  /** What was recorded before this start: until when an engine was watched, and whether an event was seen. */
  earlier?: EarlierWatch;
  /** Rows as screens may see them, and what happened, for whoever draws conclusions from them. */
  onRows?: (upserts: readonly Container[], removes: readonly string[]) => void;
  onNews?: (news: DockerNews) => void;
  timing?: Partial<FollowTiming>;
  statsTiming?: Partial<StatsTiming>;
}

export interface EarlierWatch {
  /** From when on events may have been missed, epoch milliseconds; null where it was never watched. */
  until: (endpoint: string) => number | null;
  has: (identity: Buffer, at: number) => boolean;
}

export interface DockerWatch {
  /** The containers; watching begins with the first subscription. */
  subscribe: Broadcast<Container>['subscribe'];
  /** What the given containers use while it is subscribed to; watching begins with it too. */
  stats: DockerStats['subscribe'];
  lists: Omit<DockerLists, 'note'>;
  /** The engine that is followed, for whoever asks it something else. @throws OpsError `unavailable` where none is. */
  address: () => EngineAddress;
  /** Reads one container in full. @throws OpsError `not_found`, `bad_input`, or why the engine cannot be asked. */
  detail: (id: string) => Promise<ContainerDetail>;
  /** Dials now instead of later; begins where nothing was begun. */
  retry: () => void;
  /** Ends what is dialled or followed at once and forgets what was known of it; nothing is dialled until `retry` or `repoint`. */
  disconnect: () => void;
  /** Another engine is meant from now on: what was known of the old one is forgotten. */
  repoint: () => void;
  pause: (reason: string) => void;
  resume: () => void;
  /** Whether its status speaks for Docker. */
  begun: () => boolean;
  close: () => void;
}

export function createDockerWatch(options: DockerWatchOptions): DockerWatch {
  const { now, elapsedMs, redactor, record } = options;
  const feed = createFeed<Container>();
  const rows = new Map<string, Container>();
  const cover = createCoverage({ source: 'docker', record });
  let follower: DockerFollower | null = null;
  let status: SourceStatus = { key: 'docker', name: 'Docker', state: 'off', since: now(), reason: '', seenAt: null };
  let address: EngineAddress | null = null;
  let asleep: string | null = null;
  /** A person disconnected it: no screen that looks begins it again. */
  let left = false;
  let closed = false;

  const stats = createDockerStats({ now, timing: options.statsTiming ?? {}, containerOf: (id) => rows.get(id) });
  const engine = (): EngineAddress => {
    if (address !== null) return address;
    throw new OpsError('unavailable', `Docker cannot be asked: ${status.reason || 'it is not followed yet'}`);
  };
  /** One question on a connection of its own. @throws OpsError that names the engine. */
  const ask = async <T>(question: (reader: EngineReader) => Promise<T>): Promise<T> => {
    const asked = engine();
    const reader = openEngineReader(asked);
    try {
      return await question(reader);
    } catch (error) {
      if (!(error instanceof OpsError) || error.code === 'not_found') throw error;
      const code = error.code === 'internal' ? 'unavailable' : error.code;
      const words = `the Docker engine at ${asked.endpoint} cannot be asked: ${error.message}`;
      throw new OpsError(code, words, { cause: error });
    } finally {
      reader.close();
    }
  };
  const lists = createDockerLists({ now, ask });
  const resumption = createResumption({ now, record });

  const onState = (told: FollowState): void => {
    const { state, reason, seenAt, warning } = told;
    address = told.address;
    const { warning: _, ...rest } = status;
    status = {
      ...rest,
      state,
      reason,
      seenAt,
      ...(warning !== '' && { warning }),
      since: state === status.state ? status.since : now(),
    };
    cover(status);
    if (state === 'live') resumption.live();
    options.onStatus(status);
    stats.turn(state === 'live' ? address : null);
  };
  const begin = (): void => {
    if (follower || closed || left) return;
    follower = followDocker({
      findEndpoints: options.findEndpoints,
      now,
      elapsedMs,
      timing: options.timing ?? {},
      since: (endpoint) => resumption.begin(options.earlier?.until(endpoint) ?? null),
      onState,
      onContainers: (upserts, removes) => {
        for (const id of removes) rows.delete(id);
        for (const row of upserts) rows.set(row.id, row);
        const safe = upserts.map((row) => safeContainer(row, redactor));
        feed.publish(safe, removes);
        options.onRows?.(safe, removes);
        for (const id of [...removes, ...upserts.map((row) => row.id)]) stats.note(id);
      },
      onLists: lists.note,
      onNews: (news) => {
        const identity =
          news.kind === 'event' && news.key !== undefined
            ? identityOf('docker', address?.endpoint ?? '', news.key)
            : undefined;
        if (identity !== undefined && options.earlier?.has(identity, news.at) === true) return resumption.goesOn();
        options.onNews?.(news);
        const event = recordOf(news);
        if (event === null) return;
        const { key: _, ...told } = event;
        record({ ...told, data: redactor.value(event.data) as Record<string, Json>, ...(identity !== undefined && { identity }) }); // prettier-ignore
      },
    });
    if (asleep !== null) follower.pause(asleep);
  };

  const forget = (): void => {
    const gone = [...rows.keys()];
    follower = null;
    address = null;
    rows.clear();
    feed.publish([], gone);
    options.onRows?.([], gone);
  };

  return {
    subscribe: (asked) => {
      begin();
      return feed.subscribe(asked);
    },
    detail: async (id) => {
      if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(id)) throw new OpsError('bad_input', 'allowed: a container name or id');
      return ask(async (reader) => {
        const detail = await readDetail(reader, id, now(), rows.get(id));
        if (!detail) throw new OpsError('not_found', `The Docker engine has no container "${id}".`);
        return safeDetail(detail, redactor);
      });
    },
    stats: (ids, asked) => {
      begin();
      return stats.subscribe(ids, asked);
    },
    lists,
    address: engine,
    retry: () => {
      left = false;
      begin();
      follower?.retry();
    },
    disconnect: () => {
      if (follower === null) return;
      follower.close(dockerLeft);
      forget();
      left = true;
    },
    repoint: () => {
      const followed = follower !== null || left;
      left = false;
      follower?.close();
      forget();
      if (followed) begin();
    },
    pause: (reason) => {
      asleep = reason;
      follower?.pause(reason);
    },
    resume: () => {
      asleep = null;
      follower?.resume();
    },
    begun: () => follower !== null || left,
    close: () => {
      closed = true;
      resumption.close();
      follower?.close();
      stats.close();
    },
  };
}
