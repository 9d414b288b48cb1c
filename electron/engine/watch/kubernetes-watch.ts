// Watches one Kubernetes context for the screens, from the moment a person connects it: its rows, how fresh each kind is,
// and when nobody was looking. It changes nothing in the cluster.
import { kubeKinds, type KubeConfigView, type KubeConnection, type KubeKind, type KubeKindStatus, type KubeObject, type KubeRow, type KubeUsage } from '#shared/model/kubernetes.ts'; // prettier-ignore
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { createFeed, type Broadcast, type Feed } from '../feeds/feed.ts';
import type { EventType } from '../journal/journal.ts';
import type { Redactor } from '../redact/redact.ts';
import type { ClusterChanger } from '../sources/kubernetes/change-cluster.ts';
import { describeContexts } from '../sources/kubernetes/describe-contexts.ts';
import type { Opened } from '../sources/kubernetes/cluster-client.ts';
import type { Commands } from '../sources/kubernetes/exec-plugin.ts';
import {
  followCluster,
  type ClusterFollower,
  type ConnectionState,
  type ExpectedCluster,
} from '../sources/kubernetes/follow-cluster.ts';
import { readKubeconfig, type KubeconfigPlace } from '../sources/kubernetes/kubeconfig.ts';
import type { RowChange } from '../sources/kubernetes/object-table.ts';
import { projectObject } from '../sources/kubernetes/project/project.ts';
import { readObject } from '../sources/kubernetes/read-object.ts';
import { readPath } from '../sources/kubernetes/read-path.ts';
import type { KubeTiming } from '../sources/kubernetes/timing.ts';
import { createCoverage } from './coverage.ts';
import { createKubernetesUsage } from './kubernetes-usage.ts';
import { factsOf, gapOf, sourceStatusOf } from './kubernetes-words.ts';
import { hidingOf, safeRow } from './hide-in-kubernetes.ts';

export interface KubernetesWatchOptions {
  place: KubeconfigPlace;
  commands: Commands;
  /** Epoch milliseconds, and monotonic ones. */
  now: () => number;
  elapsedMs: () => number;
  redactor: Redactor;
  onStatus: (status: SourceStatus) => void;
  /** Told of every state of the connection, before it is published. */
  onConnection?: (connection: KubeConnection) => void;
  /** Told of every status of a kind, before it is published. */
  onKind?: (status: KubeKindStatus) => void;
  /** To be written into the journal under the source `kubernetes`. */
  record: (event: { type: EventType; subject?: string; time: number; data: Record<string, Json> }) => void;
  timing?: Partial<KubeTiming>;
}

export interface WantedContext {
  context: string;
  namespaces: string[];
  agreedDigest: string | null;
  expected?: ExpectedCluster;
}

/** `first`: these were there before anybody looked, and are no news. */
export type RowListener = (kind: KubeKind, changes: readonly RowChange[], first: boolean) => void;

export interface KubernetesWatch {
  contexts: () => Promise<KubeConfigView>;
  /** `expected`: what the context meant when it was chosen; where it means another cluster now it is `denied`. */
  connect: (wanted: WantedContext) => void;
  disconnect: () => void;
  /** Dials now; asks for credentials anew where they were refused. */
  retry: () => void;
  connection: Broadcast<KubeConnection>['subscribe'];
  kinds: Broadcast<KubeKindStatus>['subscribe'];
  /** The rows of a kind; it is followed from the first subscription on. */
  rows: (kind: KubeKind, asked: Parameters<Broadcast<KubeRow>['subscribe']>[0]) => ReturnType<Broadcast<KubeRow>['subscribe']>; // prettier-ignore
  usage: (kind: 'nodes' | 'pods', asked: Parameters<Broadcast<KubeUsage>['subscribe']>[0]) => ReturnType<Broadcast<KubeUsage>['subscribe']>; // prettier-ignore
  /** Reads one object whole. @throws OpsError `not_found`, `denied`, or `unavailable` */
  object: (kind: KubeKind, namespace: string | null, name: string) => Promise<KubeObject>;
  /** For whoever was allowed to change something. @throws OpsError `unavailable` */
  changer: () => ClusterChanger;
  /** For probes: which context is connected, and one path of it as JSON. @throws OpsError as `object` */
  reader: { context: () => string; read: (path: string, signal: AbortSignal) => Promise<unknown> };
  /** An answer of the API server as it comes, of whatever status. @throws OpsError `unavailable` */
  open: (path: string, signal: AbortSignal) => Promise<Opened>;
  /** Told of every change of every followed kind, also that all went when the context is left; returns how to stop. */
  onRows: (listener: RowListener) => () => void;
  pause: (reason: string) => void;
  resume: () => void;
  /** For a diagnosis; empty while nothing is connected. */
  facts: () => Record<string, string>;
  /** Whether its status speaks for Kubernetes. */
  begun: () => boolean;
  close: () => void;
}

const nobody: ConnectionState = { state: 'off', reason: 'no context is connected', seenAt: null, retryAt: null, context: null, server: null, namespaces: [], version: null, user: null, proxy: null, caDigest: null, unverified: false, usage: false }; // prettier-ignore

export function createKubernetesWatch(options: KubernetesWatchOptions): KubernetesWatch {
  const { place, commands, now, elapsedMs, redactor, record } = options;
  const agreed = new Set<string>();
  const feeds = new Map<KubeKind, Feed<KubeRow>>();
  const tables = new Map<KubeKind, Map<string, KubeRow>>();
  const statuses = new Map<KubeKind, KubeKindStatus>(kubeKinds.map((kind) => [kind, offStatus(kind, now())]));
  const wanted = new Set<KubeKind>();
  const listeners = new Set<RowListener>();
  const cover = createCoverage({ source: 'kubernetes', record });
  let connection: KubeConnection = { key: 'kubernetes', since: now(), ...nobody };
  const connections = createFeed<KubeConnection>([connection]);
  const kinds = createFeed<KubeKindStatus>([...statuses.values()]);
  let source: SourceStatus = { key: 'kubernetes', name: 'Kubernetes', state: 'off', since: now(), reason: '', seenAt: null }; // prettier-ignore
  let follower: ClusterFollower | null = null;
  let told = '';
  let asleep: string | null = null;
  let begun = false;

  const usage = createKubernetesUsage({
    open: (path, signal) => reach().open(path, signal),
    timing: options.timing,
    now,
  });
  const reach = (): ClusterFollower => {
    if (follower) return follower;
    throw new OpsError('unavailable', 'no Kubernetes context is connected');
  };
  const feedOf = (kind: KubeKind): Feed<KubeRow> => {
    const feed = feeds.get(kind) ?? createFeed<KubeRow>();
    feeds.set(kind, feed);
    return feed;
  };
  const tableOf = (kind: KubeKind): Map<string, KubeRow> => {
    const table = tables.get(kind) ?? new Map<string, KubeRow>();
    tables.set(kind, table);
    return table;
  };
  const say = (): void => {
    const next = sourceStatusOf(source, connection, [...statuses.values()], now());
    const text = JSON.stringify(next);
    if (text === told) return;
    told = text;
    source = next;
    cover(source);
    options.onStatus(source);
  };
  const onConnection = (state: ConnectionState): void => {
    const reason = redactor.text(state.reason).text;
    const before = connection;
    connection = { key: 'kubernetes', ...state, reason, since: since(before, state) };
    options.onConnection?.(connection);
    connections.publish([connection]);
    if (state.state === 'live' && before.state !== 'live') {
      recordConnected();
      usage.again();
    }
    say();
  };
  const since = (before: KubeConnection, { state, seenAt }: ConnectionState): number => {
    if (before.state === state) return before.since;
    return state === 'stale' ? (seenAt ?? now()) : now();
  };
  const recordConnected = (): void => {
    const { context, server, version, user, caDigest, unverified, namespaces } = connection;
    const data = { context, server, version, user, caDigest, unverified, namespaces };
    record({ type: 'kubernetes.connected', subject: context ?? '', time: now(), data });
  };
  const onKind = (status: KubeKindStatus): void => {
    const before = statuses.get(status.key);
    const next = { ...status, reason: redactor.text(status.reason).text };
    statuses.set(status.key, next);
    options.onKind?.(next);
    kinds.publish([next]);
    const gap = before && gapOf(before, next, now());
    if (gap) record(gap);
    say();
  };
  const onRows = (kind: KubeKind, given: RowChange[], first: boolean): void => {
    const table = tableOf(kind);
    const changes = given.map(({ before, after }) => ({ before, after: after && safeRow(after, redactor) }));
    for (const change of changes) {
      const key = change.after?.key ?? change.before?.key ?? '';
      // What was shown is what it is compared with.
      change.before = table.get(key);
      if (change.after) table.set(key, change.after);
      else table.delete(key);
    }
    const upserts = changes.flatMap(({ after }) => (after ? [after] : []));
    const removes = changes.flatMap(({ before, after }) => (before && !after ? [before.key] : []));
    feedOf(kind).publish(upserts, removes);
    for (const listener of listeners) listener(kind, changes, first);
  };
  /** Leaves the context, and everything that was known of it. */
  const leave = (): void => {
    follower?.close();
    follower = null;
    usage.clear();
    for (const [kind, table] of tables) {
      const gone = [...table.values()].map((before) => ({ before, after: undefined }));
      if (gone.length === 0) continue;
      table.clear();
      feedOf(kind).publish([], gone.map(({ before }) => before.key)); // prettier-ignore
      for (const listener of listeners) listener(kind, gone, true);
    }
    for (const kind of kubeKinds) statuses.set(kind, offStatus(kind, now()));
    kinds.publish([...statuses.values()]);
  };

  return {
    contexts: async () => hiddenArgv(await describeContexts(await readKubeconfig(place), commands, agreed), redactor),
    connect: ({ context, namespaces, agreedDigest, expected = null }) => {
      if (agreedDigest !== null) agreed.add(agreedDigest);
      begun = true;
      leave();
      connection = { key: 'kubernetes', since: now(), ...nobody, state: 'connecting', reason: '', context, namespaces };
      follower = followCluster({ context, namespaces, expected, place, commands, agreed, project: projectObject, now, elapsedMs, timing: options.timing ?? {}, onConnection, onKind, onRows }); // prettier-ignore
      for (const kind of wanted) follower.followKind(kind);
      if (asleep !== null) follower.pause(asleep);
    },
    disconnect: () => {
      if (!follower) return;
      const { context, seenAt } = connection;
      leave();
      onConnection({ ...nobody, reason: 'disconnected', seenAt });
      record({ type: 'kubernetes.disconnected', subject: context ?? '', time: now(), data: { context } });
    },
    retry: () => follower?.retry(),
    connection: connections.subscribe,
    kinds: kinds.subscribe,
    rows: (kind, asked) => {
      wanted.add(kind);
      follower?.followKind(kind);
      return feedOf(kind).subscribe(asked);
    },
    usage: (kind, asked) => usage.subscribe(kind, asked),
    object: async (kind, namespace, name) =>
      readObject(reach().open, { kind, namespace, name }, now(), hidingOf(redactor)),
    changer: () => reach().changer(),
    reader: {
      context: () => {
        reach();
        return connection.context ?? '';
      },
      read: (path, signal) => readPath(reach().open, path, signal),
    },
    open: (path, signal) => reach().open(path, signal),
    onRows: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pause: (reason) => {
      asleep = reason;
      follower?.pause(reason);
    },
    resume: () => {
      asleep = null;
      follower?.resume();
    },
    facts: () => (follower ? factsOf(connection, [...statuses.values()]) : {}),
    begun: () => begun,
    close: () => {
      follower?.close();
      usage.close();
      if (follower) onConnection({ ...nobody, reason: 'Ready Room was closed', seenAt: connection.seenAt });
      follower = null;
    },
  };
}

function offStatus(kind: KubeKind, since: number): KubeKindStatus {
  return { key: kind, state: 'off', since, reason: 'not followed', seenAt: null, retryAt: null, count: 0, expected: null, namespaces: null, events: 0, relists: 0, reconnects: 0 }; // prettier-ignore
}

/** What would run is shown whole, but for the secrets that somebody wrote into it. */
function hiddenArgv(view: KubeConfigView, redactor: Redactor): KubeConfigView {
  const hiding = hidingOf(redactor);
  const contexts = view.contexts.map((context) =>
    context.auth.kind === 'exec'
      ? { ...context, auth: { ...context.auth, argv: hiding.words(context.auth.argv) } }
      : context,
  );
  return { ...view, contexts };
}
