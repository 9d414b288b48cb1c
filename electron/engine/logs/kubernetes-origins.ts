// The containers of a pod, or of all pods of a workload, whose lines a log follows, as pods come and go. Who there is comes
// from the watch on the connected context; lines are asked for pod by pod.
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import type { KubeConnection, KubeKindStatus, KubeRow } from '#shared/model/kubernetes.ts';
import type { LogTarget } from '#shared/model/log-lines.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Opened } from '../sources/kubernetes/cluster-client.ts';
import { refusalOf } from '../sources/kubernetes/refusal.ts';
import type { KubernetesWatch } from '../watch/kubernetes-watch.ts';
import { createLiveGate, type LiveGate } from './live-gate.ts';
import { stampInWords } from './log-stamp.ts';
import type { LogOrigin, WatchOrigins } from './origin.ts';

export type KubernetesTarget = Extract<LogTarget, { source: 'kubernetes' }>;
type PodRow = KubeRow<'pods'>;

/** A container may be silent for days; that the server is there is known from the watch. */
const noIdleLimitMs = 2 ** 31 - 1;
const ownerKinds: Record<string, string> = { statefulsets: 'StatefulSet', daemonsets: 'DaemonSet', replicasets: 'ReplicaSet', jobs: 'Job' }; // prettier-ignore

export function kubernetesOrigins(
  watch: Pick<KubernetesWatch, 'rows' | 'connection' | 'kinds' | 'open'>,
  target: KubernetesTarget,
  previous: boolean,
  settleMs = 500,
): WatchOrigins {
  return (signal, onRoster) => {
    const gate = createLiveGate();
    let rows: FeedState<KubeRow> = emptyFeed;
    let connection: KubeConnection | undefined;
    let kind: KubeKindStatus | undefined;
    let complete = false;
    let settling: NodeJS.Timeout | undefined;

    const tell = (): void => {
      const pods = ([...rows.entries.values()] as PodRow[]).filter((row) => isWanted(row, target));
      const origins = pods
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((row) => originsOf(row, { open: watch.open, gate, target, previous }));
      onRoster({ origins, complete, reason: reasonOf(connection, kind, complete && origins.length === 0, target) });
    };
    const settle = (): void => {
      if (kind?.state !== 'live' || complete || settling) return;
      settling = setTimeout(() => {
        complete = true;
        tell();
      }, settleMs);
    };
    signal.addEventListener('abort', () => clearTimeout(settling));

    const followRows = async (): Promise<void> => {
      for await (const message of watch.rows('pods', { signal })) {
        rows = applyFeedMessage(rows, message) ?? rows;
        tell();
      }
    };
    const followConnection = async (): Promise<void> => {
      let state: FeedState<KubeConnection> = emptyFeed;
      for await (const message of watch.connection({ signal })) {
        state = applyFeedMessage(state, message) ?? state;
        connection = state.entries.get('kubernetes');
        const lost = connection !== undefined && connection.state !== 'live' && connection.state !== 'connecting';
        gate.set(lost ? `Kubernetes is not live: ${connection?.reason}` : null);
        tell();
      }
    };
    const followKind = async (): Promise<void> => {
      let state: FeedState<KubeKindStatus> = emptyFeed;
      for await (const message of watch.kinds({ signal })) {
        state = applyFeedMessage(state, message) ?? state;
        kind = state.entries.get('pods');
        settle();
        tell();
      }
    };
    void followRows();
    void followConnection();
    void followKind();
  };
}

function isWanted(row: PodRow, { kind, namespace, name }: KubernetesTarget): boolean {
  if (row.namespace !== namespace) return false;
  if (kind === 'pods') return row.name === name;
  const { owner } = row;
  if (owner === null) return false;
  // A deployment's replica sets are named for it and for the hash that their pods carry.
  if (kind === 'deployments')
    return owner.kind === 'ReplicaSet' && owner.name === `${name}-${row.labels['pod-template-hash']}`;
  return owner.kind === ownerKinds[kind] && owner.name === name;
}

/** Why the list of pods may be out of date. */
function reasonOf(
  connection: KubeConnection | undefined,
  kind: KubeKindStatus | undefined,
  none: boolean,
  { namespace, name }: KubernetesTarget,
): string {
  if (connection === undefined || connection.state === 'connecting') return 'Kubernetes is being asked';
  if (connection.state !== 'live') return `Kubernetes is not live: ${connection.reason}`;
  if (kind === undefined || kind.state === 'connecting') return 'the pods are being listed';
  if (kind.state !== 'live') return `the pods are not live: ${kind.reason}`;
  return none ? `no pod of ${namespace}/${name} is there` : '';
}

interface OriginOptions {
  open: KubernetesWatch['open'];
  gate: LiveGate;
  target: KubernetesTarget;
  previous: boolean;
}

function originsOf(row: PodRow, { open, gate, target, previous }: OriginOptions): LogOrigin[] {
  const { cells, namespace } = row;
  const names = target.container === null ? cells.containerNames : [target.container];
  const short = row.name.startsWith(`${target.name}-`) ? row.name.slice(target.name.length + 1) : row.name;
  const run = previous ? 'previous' : String(cells.restarts);
  return names.map((container) => ({
    key: `${row.key}/${container}`,
    name: cells.containerNames.length > 1 ? `${short}/${container}` : short,
    run,
    running: !previous && cells.phase !== 'Succeeded' && cells.phase !== 'Failed',
    open: async (from, tail, signal) => {
      const query = new URLSearchParams({ container, timestamps: 'true' });
      if (previous) query.set('previous', 'true');
      else query.set('follow', 'true');
      if (from !== null) query.set('sinceTime', stampInWords(from));
      if (tail !== null) query.set('tailLines', String(tail));
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace ?? '')}/pods/${encodeURIComponent(row.name)}/log`;
      const answer = await open(`${path}?${query.toString()}`, gate.pass(signal));
      if (answer.status !== 200) throw await refused(answer);
      return { framed: false, run, chunks: answer.chunks(() => noIdleLimitMs) };
    },
  }));
}

async function refused(answer: Opened): Promise<OpsError> {
  const { status, words } = await refusalOf(answer);
  if (status === 404) return new OpsError('not_found', 'the pod is gone');
  if (status === 401 || status === 403) return new OpsError('denied', `its lines may not be read: ${words}`);
  if (/waiting to start|ContainerCreating|PodInitializing/.test(words)) return new OpsError('conflict', words);
  // That there is no previous instance, or no such container, does not change by asking again.
  return new OpsError(status === 400 ? 'denied' : 'unavailable', `its lines cannot be read: ${words}`);
}
