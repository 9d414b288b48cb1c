// Follows one context of the kubeconfig: dials it, notices when it is gone and when it is back, and holds every kind's
// reflector. Pinned to the server and CA of the first connection: another cluster never takes its place unseen.
import type { KubeConnection, KubeKind, KubeKindStatus, KubeRow } from '#shared/model/kubernetes.ts';
import type { Freshness } from '#shared/model/system.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { createBreathe } from './breathe.ts';
import type { ClusterChanger } from './change-cluster.ts';
import type { Opened } from './cluster-client.ts';
import { withoutUserInfo } from './cluster-target.ts';
import type { Commands } from './exec-plugin.ts';
import { firstKinds } from './kind-paths.ts';
import { followKind, type KindFollower } from './follow-kind.ts';
import type { KubeconfigPlace } from './kubeconfig.ts';
import { createLanes } from './lanes.ts';
import { createLink } from './link.ts';
import type { RowChange } from './object-table.ts';
import { openContext, type OpenContext } from './open-context.ts';
import { lookAtServer, offersUsage, type ServerLook } from './look-at-server.ts';
import { usualTiming, type KubeTiming } from './timing.ts';

export type ConnectionState = Omit<KubeConnection, 'key' | 'since'>;

/** What a context meant when a person chose it. */
export interface ExpectedCluster {
  server: string;
  caDigest: string | null;
}

export interface FollowClusterOptions {
  context: string;
  /** Empty for all. */
  namespaces: string[];
  expected: ExpectedCluster | null;
  place: KubeconfigPlace;
  commands: Commands;
  /** Digests of the login commands to which a person agreed. */
  agreed: ReadonlySet<string>;
  project: (kind: KubeKind, object: unknown) => KubeRow;
  /** Epoch milliseconds, and monotonic ones. */
  now: () => number;
  elapsedMs: () => number;
  /** Between 0 and 1. */
  random?: () => number;
  timing?: Partial<KubeTiming>;
  onConnection: (state: ConnectionState) => void;
  onKind: (status: KubeKindStatus) => void;
  /** `first`: what was there before anybody looked. */
  onRows: (kind: KubeKind, changes: RowChange[], first: boolean) => void;
}

export interface ClusterFollower {
  /** From now on, if it is not yet. */
  followKind: (kind: KubeKind) => void;
  /** Asks the server as what is followed is asked. @throws OpsError `unavailable` while there is no connection */
  open: (path: string, signal?: AbortSignal) => Promise<Opened>;
  /** For whoever was allowed to change something. @throws OpsError `unavailable` while there is no connection */
  changer: () => ClusterChanger;
  /** Dials now; asks for credentials anew, and for kinds that were refused. */
  retry: () => void;
  /** Closes every connection on purpose and keeps them closed until `resume`. */
  pause: (reason: string) => void;
  resume: () => void;
  /** Ends it for good; nothing is called back after it. */
  close: () => void;
}

export function followCluster(options: FollowClusterOptions): ClusterFollower {
  const { now, elapsedMs, random = Math.random, onConnection } = options;
  const timing = { ...usualTiming, ...options.timing };
  const link = createLink();
  const kinds = new Map<KubeKind, KindFollower>();
  let opened: OpenContext | null = null;
  let pin: string | null = null;
  /** Looks in a row in which the kubeconfig did not say what is connected. */
  let unreadable = 0;
  let phase: 'dialling' | 'denied' | 'paused' | 'closed' = 'dialling';
  let known = false;
  let heardAt: number | null = null;
  let wake = (): void => undefined;
  let kicked = false;
  let lookedAt = -Infinity;
  let doubt: NodeJS.Timeout | undefined;
  let looking: AbortController | null = null;
  let told: ConnectionState = { state: 'connecting', reason: '', seenAt: null, retryAt: null, context: options.context, server: null, namespaces: options.namespaces, version: null, user: null, proxy: null, caDigest: null, unverified: false, usage: false }; // prettier-ignore

  const say = (change: Partial<ConnectionState>): void => {
    if (phase === 'closed') return;
    told = { ...told, seenAt: heardAt, ...change };
    onConnection(told);
  };
  const heard = (): void => {
    heardAt = now();
  };
  const leave = (reason: string): void => {
    link.down(reason);
    opened?.client.close();
    opened = null;
    looking?.abort(new OpsError('cancelled', reason));
  };
  const deny = (reason: string): void => {
    if (phase !== 'dialling') return;
    phase = 'denied';
    leave(reason);
    say({ state: 'denied', reason, retryAt: null });
  };
  const lose = (reason: string, otherwise: Freshness = 'connecting'): void => {
    link.down(reason);
    say({ state: known ? 'stale' : otherwise, reason, retryAt: phase === 'dialling' ? now() + timing.healthEveryMs : null }); // prettier-ignore
  };

  const surroundings = {
    client: {
      open: (path: string, asked?: Parameters<OpenContext['client']['open']>[1]): Promise<Opened> =>
        opened ? opened.client.open(path, asked) : Promise.reject(new OpsError('unavailable', link.reason())),
      close: (): void => undefined,
    },
    link,
    lists: createLanes(timing.listsAtOnce),
    largeLists: createLanes(1),
    breathe: createBreathe(timing.sliceMs, elapsedMs),
    timing,
    now,
    elapsedMs,
    random,
    onHeard: heard,
    onDoubt: () => {
      doubt ??= setTimeout(
        () => {
          doubt = undefined;
          wake();
        },
        Math.max(0, timing.doubtMs - (elapsedMs() - lookedAt)),
      );
    },
  };
  const follow = (kind: KubeKind): void => {
    if (kinds.has(kind) || phase === 'closed') return;
    const follower = followKind({
      kind,
      namespaces: options.namespaces,
      fallback: opened?.namespace ?? 'default',
      surroundings,
      project: options.project,
      onRows: (changes, first) => options.onRows(kind, changes, first),
      onStatus: options.onKind,
    });
    kinds.set(kind, follower);
  };
  const wanted = new Set<KubeKind>(firstKinds);

  /** The context as the kubeconfig has it now, if it still is the one that was connected. */
  const reopen = async (): Promise<OpenContext | null> => {
    const onRefused = (error: OpsError): void => deny(error.message);
    const reading = openContext({ ...options, timing, now, before: opened, onRefused });
    const next = await reading.catch((error: unknown) => {
      // A file that is just being written is not found half-written twice in a row.
      if (!opened || unreadable++ > 0) throw error;
      return null;
    });
    if (!next) return opened;
    unreadable = 0;
    if (phase !== 'dialling') {
      if (next !== opened) next.client.close();
      return null;
    }
    if ((pin !== null && next.pin !== pin) || !isExpected(next, options.expected)) {
      if (next !== opened) next.client.close();
      deny(`the kubeconfig's context ${options.context} now names another server; connect anew if that is meant`);
      return null;
    }
    if (next === opened) return next;
    if (opened) {
      link.down('the kubeconfig was changed');
      opened.client.close();
    }
    pin = next.pin;
    opened = next;
    const { target, user } = next;
    say({ server: withoutUserInfo(target.server), user: user === '' ? null : user, proxy: target.proxy, caDigest: target.caDigest, unverified: target.unverified }); // prettier-ignore
    return next;
  };

  const found = (look: ServerLook): void => {
    const back = !link.isUp();
    // Streams that still bring something are not cut because the server says that it is not well.
    if (look.troubled !== '') return back ? lose(look.troubled) : say({ state: 'stale', reason: look.troubled });
    heard();
    known = true;
    say({ state: 'live', reason: '', retryAt: null, version: look.version ?? told.version }); // prettier-ignore
    link.up();
    for (const kind of wanted) follow(kind);
    if (!back) return;
    for (const kind of kinds.values()) kind.wake();
    void tellUsage();
  };

  const tellUsage = async (): Promise<void> => {
    const asked = opened;
    const usage =
      asked !== null && (await offersUsage(asked.client, { limitMs: timing.healthLimitMs, signal: undefined }));
    if (asked === opened && usage !== told.usage) say({ usage });
  };

  const look = async (): Promise<void> => {
    const began = now();
    const present = await reopen();
    if (!present) return;
    looking = new AbortController();
    try {
      const seen = await lookAtServer(present.client, { first: !link.isUp(), limitMs: timing.healthLimitMs, signal: looking.signal }); // prettier-ignore
      if (opened === present) found(seen);
    } catch (error) {
      if (opened !== present || phase !== 'dialling') return;
      // A server that is too busy to say that it is there, and sends events, is there.
      const busy = link.isUp() && heardAt !== null && heardAt > began;
      if (!busy) lose(`${told.server ?? 'the API server'}: ${messageOf(error)}`);
    } finally {
      looking = null;
      lookedAt = elapsedMs();
    }
  };

  const rest = async (): Promise<void> => {
    const wall = now();
    const elapsed = elapsedMs();
    await new Promise<void>((resolve) => {
      const timer = phase === 'dialling' ? setTimeout(resolve, timing.healthEveryMs) : undefined;
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (kicked || phase === 'closed') wake();
    });
    kicked = false;
    // On Linux the monotonic clock stands still with a sleeping machine and the wall clock does not.
    const lateMs = Math.max(now() - wall, elapsedMs() - elapsed) - timing.healthEveryMs;
    if (phase === 'dialling' && link.isUp() && lateMs > timing.stillMs) {
      lose(`nobody was looking for ${Math.round(lateMs / 1000)} s: this machine slept, or its clock was set`);
    }
  };

  const run = async (): Promise<void> => {
    while (phase !== 'closed') {
      if (phase === 'dialling') {
        await look().catch((error: unknown) => {
          // The kubeconfig itself does not say what to dial; dialling again would not change that.
          if (error instanceof OpsError && error.code === 'bad_input') deny(error.message);
          else if (phase === 'dialling') lose(messageOf(error));
        });
      }
      await rest();
    }
  };
  say({});
  void run();

  return {
    followKind: (kind) => {
      wanted.add(kind);
      if (known) follow(kind);
    },
    changer: () => {
      if (opened) return opened.changer;
      throw new OpsError('unavailable', link.reason() || 'the context is not connected yet');
    },
    open: (path, signal) => surroundings.client.open(path, { signal, limitMs: timing.listHeadersMs }),
    retry: () => {
      if (phase === 'closed' || phase === 'paused') return;
      if (phase === 'denied') {
        phase = 'dialling';
        say({ state: known ? 'stale' : 'connecting', reason: 'dialling again' });
      }
      for (const kind of kinds.values()) kind.retry();
      kicked = true;
      wake();
    },
    pause: (reason) => {
      if (phase === 'closed' || phase === 'paused') return;
      const denied = phase === 'denied';
      phase = 'paused';
      leave(reason);
      if (!denied) say({ state: known ? 'stale' : 'off', reason, retryAt: null });
    },
    resume: () => {
      if (phase !== 'paused') return;
      phase = told.state === 'denied' ? 'denied' : 'dialling';
      kicked = true;
      wake();
    },
    close: () => {
      if (phase === 'closed') return;
      phase = 'closed';
      clearTimeout(doubt);
      link.close();
      leave('the connection was closed');
      for (const kind of kinds.values()) kind.close();
      wake();
    },
  };
}

function isExpected({ target }: OpenContext, expected: ExpectedCluster | null): boolean {
  if (expected === null) return true;
  return withoutUserInfo(target.server) === expected.server && target.caDigest === expected.caDigest;
}
