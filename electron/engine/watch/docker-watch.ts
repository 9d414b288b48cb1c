// Watches the local Docker engine for the screens: begins when first asked, says how fresh it is, and records what
// changed and when nobody was looking. It changes nothing in Docker.
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { createFeed, type Broadcast } from '../feeds/feed.ts';
import type { EventType } from '../journal/journal.ts';
import type { Redactor } from '../redact/redact.ts';
import type { Json } from '#shared/model/facts.ts';
import { readDetail } from '../sources/docker/ask-containers.ts';
import type { DockerCandidate } from '../sources/docker/endpoints.ts';
import { followDocker, type DockerFollower, type FollowState } from '../sources/docker/follow-docker.ts';
import type { FollowTiming } from '../sources/docker/follow-timing.ts';
import { openEngineReader } from '../sources/docker/read-engine.ts';
import { createCoverage } from './coverage.ts';
import { recordOf } from './docker-words.ts';
import { safeContainer, safeDetail } from './hide-secrets.ts';

export interface DockerWatchOptions {
  findEndpoints: () => Promise<DockerCandidate[]>;
  /** Epoch milliseconds, and monotonic ones. */
  now: () => number;
  elapsedMs: () => number;
  redactor: Redactor;
  onStatus: (status: SourceStatus) => void;
  /** To be written into the journal under the source `docker`. */
  record: (event: { type: EventType; subject?: string; time: number; data: Record<string, Json> }) => void;
  timing?: Partial<FollowTiming>;
}

export interface DockerWatch {
  /** The containers; watching begins with the first subscription. */
  subscribe: Broadcast<Container>['subscribe'];
  /** Reads one container in full. @throws OpsError `not_found`, `bad_input`, or why the engine cannot be asked. */
  detail: (id: string) => Promise<ContainerDetail>;
  /** Dials now instead of later; begins where nothing was begun. */
  retry: () => void;
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
  let endpoint: string | null = null;
  let asleep: string | null = null;
  let closed = false;

  const onState = (told: FollowState): void => {
    const { state, reason, seenAt } = told;
    endpoint = told.endpoint;
    status = { ...status, state, reason, seenAt, since: state === status.state ? status.since : now() };
    cover(status);
    options.onStatus(status);
  };
  const begin = (): void => {
    if (follower || closed) return;
    follower = followDocker({
      findEndpoints: options.findEndpoints,
      now,
      elapsedMs,
      timing: options.timing ?? {},
      onState,
      onContainers: (upserts, removes) => {
        for (const id of removes) rows.delete(id);
        for (const row of upserts) rows.set(row.id, row);
        feed.publish(upserts.map((row) => safeContainer(row, redactor)), removes); // prettier-ignore
      },
      onNews: (news) => {
        const event = recordOf(news);
        if (event) record({ ...event, data: redactor.value(event.data) as Record<string, Json> });
      },
    });
    if (asleep !== null) follower.pause(asleep);
  };

  return {
    subscribe: (asked) => {
      begin();
      return feed.subscribe(asked);
    },
    detail: async (id) => {
      if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(id)) throw new OpsError('bad_input', 'allowed: a container name or id');
      if (endpoint === null) {
        throw new OpsError('unavailable', `Docker cannot be asked: ${status.reason || 'it is not followed yet'}`);
      }
      const reader = openEngineReader(endpoint);
      try {
        const detail = await readDetail(reader, id, now(), rows.get(id));
        if (!detail) throw new OpsError('not_found', `The Docker engine has no container "${id}".`);
        return safeDetail(detail, redactor);
      } catch (error) {
        if (!(error instanceof OpsError) || error.code === 'not_found') throw error;
        const code = error.code === 'internal' ? 'unavailable' : error.code;
        throw new OpsError(code, `the Docker engine at ${endpoint} cannot be asked: ${error.message}`, {
          cause: error,
        });
      } finally {
        reader.close();
      }
    },
    retry: () => {
      begin();
      follower?.retry();
    },
    pause: (reason) => {
      asleep = reason;
      follower?.pause(reason);
    },
    resume: () => {
      asleep = null;
      follower?.resume();
    },
    begun: () => follower !== null,
    close: () => {
      closed = true;
      follower?.close();
    },
  };
}
