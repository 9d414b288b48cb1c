// Ports of this machine that lead into pods. Each says the truth about itself: it looks at its pod also while nothing
// goes through, and goes on to the one that takes its place. How a pod is reached is the source's part.
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Json } from '#shared/model/facts.ts';
import type { Forward, ForwardTarget } from '#shared/model/forward.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { Locks } from '../environments/locks.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { EventType } from '../journal/journal.ts';
import { counted } from './counted.ts';

export interface PodPort {
  pod: string;
  port: number;
}

export interface ForwardRoutes {
  /**
   * A pod of the target that is ready, the present one where it still is; null where there is none now.
   * @throws OpsError where it cannot be asked, or there is no such target or port.
   */
  resolve: (target: ForwardTarget, present: string | null) => Promise<PodPort | null>;
  /** One connection to the pod. @throws OpsError. */
  dial: (namespace: string, to: PodPort) => Promise<Duplex>;
}

export interface Forwards {
  feed: Pick<Feed<Forward>, 'subscribe'>;
  /** @throws OpsError `denied` while it is locked, `conflict` where the local port is taken, or why there is no target. */
  start: (target: ForwardTarget, localPort: number | null, by: string) => Promise<{ key: string }>;
  stop: (key: string, reason?: string) => void;
  forget: (key: string) => void;
  /** The pods may have changed: every forward looks at its own. */
  look: () => void;
  /** The context was left: none of them leads anywhere any more. */
  stopAll: (reason: string) => void;
}

export interface ForwardsOptions {
  locks: Pick<Locks, 'permit'>;
  routes: ForwardRoutes;
  record: (event: { type: EventType; subject: string; source: string; data: Record<string, Json> }) => Promise<void>;
  onDefect: (error: unknown) => void;
  now: () => number;
  newKey: () => string;
  /** How often each looks at its pod. */
  lookEveryMs?: number;
}

interface Open {
  shown: Forward;
  server: Server;
  sockets: Set<Socket>;
  present: PodPort | null;
  looking: Promise<void> | null;
  timer: NodeJS.Timeout;
}

export function createForwards(options: ForwardsOptions): Forwards {
  const { locks, routes, record, onDefect, now, newKey, lookEveryMs = 5000 } = options;
  const feed = createFeed<Forward>();
  const open = new Map<string, Open>();

  const show = (entry: Open, change: Partial<Forward>): void => {
    const since = change.state === undefined || change.state === entry.shown.state ? entry.shown.since : now();
    entry.shown = { ...entry.shown, ...change, since };
    feed.publish([entry.shown]);
  };

  /** Asks for the pod once, however many ask at a time. */
  const look = (entry: Open): Promise<void> =>
    (entry.looking ??= lookOnce(entry).finally(() => (entry.looking = null)));
  const lookOnce = async (entry: Open): Promise<void> => {
    const before = entry.present;
    try {
      entry.present = await routes.resolve(entry.shown.target, before?.pod ?? entry.shown.pod);
    } catch (error) {
      if (open.has(entry.shown.key)) show(entry, { state: 'failed', reason: messageOf(error) });
      return;
    }
    if (!open.has(entry.shown.key)) return;
    if (entry.present === null) {
      const reason =
        entry.shown.pod === null
          ? 'no pod of it is ready'
          : `pod ${entry.shown.pod} is gone or not ready, and no other is`;
      return show(entry, { state: 'waiting', reason });
    }
    const { pod } = entry.present;
    const moved = entry.shown.pod !== null && entry.shown.pod !== pod;
    show(entry, { state: 'live', reason: '', pod, moves: entry.shown.moves + (moved ? 1 : 0) });
  };

  /** One connection of a program here. It is closed when the pod closes it or cannot be reached; both are said. */
  const carry = async (entry: Open, socket: Socket): Promise<void> => {
    entry.sockets.add(socket);
    show(entry, { connections: entry.sockets.size, total: entry.shown.total + 1 });
    try {
      const remote = await reach(entry);
      const sent = counted((bytes) => (entry.shown.bytesOut += bytes));
      const received = counted((bytes) => (entry.shown.bytesIn += bytes));
      await Promise.all([pipeline(socket, sent, remote), pipeline(remote, received, socket)]);
    } catch (error) {
      // A program that goes away in the middle is no failure of the forward.
      if (error instanceof OpsError) show(entry, { state: 'failed', reason: error.message });
    } finally {
      socket.destroy();
      entry.sockets.delete(socket);
      if (open.has(entry.shown.key)) show(entry, { connections: entry.sockets.size });
    }
  };
  /** The pod as it was last seen, and where that one is gone the one that took its place. @throws OpsError. */
  const reach = async (entry: Open): Promise<Duplex> => {
    const { namespace } = entry.shown.target;
    if (entry.present) {
      try {
        return await routes.dial(namespace, entry.present);
      } catch {
        // It may have gone since it was looked at; the second try tells.
      }
    }
    await look(entry);
    if (!entry.present) throw new OpsError('unavailable', entry.shown.reason);
    return await routes.dial(namespace, entry.present);
  };

  const stop = (key: string, reason: string): void => {
    const entry = open.get(key);
    if (!entry) return;
    open.delete(key);
    clearInterval(entry.timer);
    entry.server.close();
    for (const socket of entry.sockets) socket.destroy();
    show(entry, { state: 'ended', reason, connections: 0 });
    const { startedBy, bytesIn, bytesOut, total } = entry.shown;
    const data = { forward: key, reason, bytesIn, bytesOut, connections: total };
    const subject = subjectOf(entry.shown.target);
    record({ type: 'forward.ended', subject, source: `person:${startedBy}`, data }).catch(onDefect);
  };

  return {
    feed,
    start: async (target, localPort, by) => {
      const { name: context } = locks.permit('kubernetes');
      const present = await routes.resolve(target, null);
      const server = createServer({ allowHalfOpen: true });
      const port = await listen(server, localPort);
      const key = newKey();
      const data = { forward: key, target: { ...target }, where: context, localPort: port };
      try {
        await record({ type: 'forward.started', subject: subjectOf(target), source: `person:${by}`, data });
        locks.permit('kubernetes');
      } catch (error) {
        server.close();
        throw error;
      }
      const at = now();
      const shown: Forward = { key, target, context, state: 'starting', since: at, reason: '', localPort: port, pod: null, moves: 0, connections: 0, total: 0, bytesIn: 0, bytesOut: 0, startedAt: at, startedBy: by }; // prettier-ignore
      const entry: Open = { shown, server, sockets: new Set(), present, looking: null, timer: setInterval(() => void look(entry), lookEveryMs) }; // prettier-ignore
      entry.timer.unref();
      open.set(key, entry);
      server.on('connection', (socket) => void carry(entry, socket));
      server.on('error', (error) => stop(key, `it listens no more: ${error.message}`));
      await look(entry);
      return { key };
    },
    stop: (key, reason = 'stopped by hand') => stop(key, reason),
    forget: (key) => {
      if (!open.has(key)) feed.publish([], [key]);
    },
    look: () => {
      for (const entry of open.values()) void look(entry);
    },
    stopAll: (reason) => {
      for (const key of open.keys()) stop(key, reason);
    },
  };
}

const subjectOf = ({ namespace, kind, name }: ForwardTarget): string => `${namespace}/${kind}/${name}`;

/** Only this machine can reach it. @throws OpsError `conflict` where the port is taken, `denied` where it may not be had. */
async function listen(server: Server, port: number | null): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new OpsError('conflict', `Port ${port} of this machine is in use; choose another.`));
      else reject(new OpsError('denied', `Port ${port} of this machine cannot be had: ${error.message}`));
    });
    server.listen(port ?? 0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}
