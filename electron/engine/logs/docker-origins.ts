// The containers whose lines a log follows: those that were named, or all of a compose project, as they come, go and begin
// anew. Who there is comes from the watch; lines are asked for on connections of their own.
import type { Container } from '#shared/model/container.ts';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import type { LogTarget } from '#shared/model/log-lines.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { Broadcast } from '../feeds/feed.ts';
import { askLogs } from '../sources/docker/ask-logs.ts';
import type { Reachable } from '../sources/docker/engine-address.ts';
import { openEngineReader, type EngineReader } from '../sources/docker/read-engine.ts';
import { createLiveGate, type LiveGate } from './live-gate.ts';
import type { Stamp } from './log-stamp.ts';
import type { LogOrigin, LogReading, WatchOrigins } from './origin.ts';

export interface DockerOriginsOptions {
  containers: Broadcast<Container>['subscribe'];
  sources: Broadcast<SourceStatus>['subscribe'];
  /** The engine that is followed. @throws OpsError where none is. */
  address: () => Reachable;
  connect?: (address: Reachable) => EngineReader;
  /** After the engine is live, until all that is there has been told. */
  settleMs?: number;
}

export type DockerTarget = Extract<LogTarget, { source: 'docker' }>;

export function dockerOrigins(options: DockerOriginsOptions, target: DockerTarget): WatchOrigins {
  const { settleMs = 500 } = options;
  const wanted = (container: Container): boolean =>
    'project' in target
      ? container.project === target.project
      : target.containerIds.some((id) => id === container.id || id === container.name);

  return (signal, onRoster) => {
    let rows: FeedState<Container> = emptyFeed;
    let status: SourceStatus | undefined;
    let complete = false;
    const gate = createLiveGate();
    let settling: NodeJS.Timeout | undefined;

    const tell = (): void => {
      const found = [...rows.entries.values()].filter(wanted);
      const origins = found
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map((row) => originOf(row, { ...options, gate, target }));
      onRoster({ origins, complete, reason: reasonOf(status, complete && origins.length === 0, target) });
    };
    const settle = (): void => {
      if (status?.state !== 'live' || complete || settling) return;
      settling = setTimeout(() => {
        complete = true;
        tell();
      }, settleMs);
    };
    signal.addEventListener('abort', () => clearTimeout(settling));

    const follow = async (): Promise<void> => {
      for await (const message of options.containers({ signal })) {
        rows = applyFeedMessage(rows, message) ?? rows;
        tell();
      }
    };
    const followState = async (): Promise<void> => {
      let state: FeedState<SourceStatus> = emptyFeed;
      for await (const message of options.sources({ signal })) {
        state = applyFeedMessage(state, message) ?? state;
        status = state.entries.get('docker');
        const lost = status !== undefined && status.state !== 'live' && status.state !== 'connecting';
        gate.set(lost ? `Docker is not live: ${status?.reason}` : null);
        settle();
        tell();
      }
    };
    void follow();
    void followState();
  };
}

/** Why the list of containers may be out of date. */
function reasonOf(status: SourceStatus | undefined, none: boolean, target: DockerTarget): string {
  if (status === undefined || status.state === 'connecting') return 'Docker is being asked';
  if (status.state !== 'live') return `Docker is not live: ${status.reason}`;
  if (!none) return '';
  return 'project' in target ? `no container belongs to the project ${target.project}` : 'Docker has no such container';
}

interface OriginOptions extends DockerOriginsOptions {
  gate: LiveGate;
  target: DockerTarget;
}

function originOf(row: Container, { address, gate, target, connect = openEngineReader }: OriginOptions): LogOrigin {
  const prefix = 'project' in target ? `${target.project}-` : '';
  return {
    key: row.id,
    name: row.name.startsWith(prefix) && row.name !== prefix ? row.name.slice(prefix.length) : row.name,
    run: String(row.startedAt),
    running: row.state === 'running' || row.state === 'paused' || row.state === 'stopping',
    open: async (from, tail, signal): Promise<LogReading> => {
      const live = gate.pass(signal);
      const reader = connect(address());
      try {
        const since = from === null ? null : sinceOf(from);
        const { framed, startedAt, chunks } = await askLogs(reader, { id: row.id, since, tail }, live);
        return { framed, run: String(startedAt), chunks: closing(chunks, reader) };
      } catch (error) {
        reader.close();
        throw error instanceof OpsError
          ? error
          : new OpsError('unavailable', 'its answer cannot be read', { cause: error });
      }
    },
  };
}

const sinceOf = ({ at, nanos }: Stamp): string =>
  `${Math.floor(at / 1000)}.${String((at % 1000) * 1_000_000 + nanos).padStart(9, '0')}`;

async function* closing(chunks: AsyncGenerator<Buffer, void>, reader: EngineReader): AsyncGenerator<Buffer, void> {
  try {
    yield* chunks;
  } finally {
    reader.close();
  }
}
