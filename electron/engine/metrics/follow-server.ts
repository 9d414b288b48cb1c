// Follows whether a server answers: a light question every ten seconds, sooner when somebody found it silent, and later and
// later while it is away. It keeps no data of the server's.
import type { MetricsKey, MetricsStatus } from '#shared/model/prometheus.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { Access } from '../sources/prometheus/access.ts';
import { isSame, type Meant, type Way } from './way.ts';

export interface ServerLook {
  version: string | null;
  capabilities: MetricsStatus['capabilities'];
  skewMs: number | null;
}

export interface FollowServerOptions {
  key: MetricsKey;
  name: string;
  way: Way;
  /** Asked before each look; null where no server is named, with the reason in `none`. */
  target: (signal: AbortSignal) => Promise<Meant | null>;
  none: string;
  /** How soon it is looked whether one is named now; by default only when somebody says so. */
  noneEveryMs?: number;
  /** @param known what the last look of the same connection found; null for the first. @throws OpsError */
  look: (access: Access, signal: AbortSignal, known: ServerLook | null) => Promise<ServerLook>;
  /** Epoch milliseconds. */
  now: () => number;
  onStatus: (status: MetricsStatus) => void;
  timing?: Partial<FollowServerTiming>;
}

export interface FollowServerTiming {
  pingEveryMs: number;
  pingLimitMs: number;
  /** The first and the longest wait before it is dialled again. */
  backOffMs: { first: number; longest: number };
  /** A doubt so soon after a look asks nothing. */
  doubtMs: number;
}

const usualTiming: FollowServerTiming = { pingEveryMs: 10_000, pingLimitMs: 5000, backOffMs: { first: 1000, longest: 10_000 }, doubtMs: 1000 }; // prettier-ignore
/** As much may come of the way there and of clocks that nobody sets. */
const usualSkewMs = 30_000;

export interface ServerFollower {
  status: () => MetricsStatus;
  /** Looks now instead of later. */
  retry: () => void;
  /** Somebody got no answer: looks now, unless it just did. */
  doubt: () => void;
  /** Another server is meant, or none. */
  repoint: () => void;
  pause: (reason: string) => void;
  resume: () => void;
  close: () => void;
}

export function followServer(options: FollowServerOptions): ServerFollower {
  const { key, name, way, now, onStatus } = options;
  const timing = { ...usualTiming, ...options.timing };
  const plain: MetricsStatus = { key, name, state: 'off', since: now(), reason: options.none, seenAt: null, place: null, version: null, capabilities: [], skewMs: null }; // prettier-ignore
  let status = plain;
  /** The server that the status is about. */
  let shown: Meant | null = null;
  let failures = 0;
  /** Whether the last look was in vain. */
  let failed = false;
  let paused: string | null = null;
  let closed = false;
  let round = new AbortController();
  let wake = (): void => undefined;
  let lookedAt = -Infinity;

  const say = (change: Partial<MetricsStatus>): void => {
    const { warning: _, ...before } = status;
    const state = change.state ?? before.state;
    status = { ...before, ...change, state, since: state === before.state ? before.since : now() };
    onStatus(status);
  };
  /** Without an answer there is nothing that could be stale. */
  const away = (error: unknown, warning: Pick<MetricsStatus, 'warning'>): void => {
    const denied = error instanceof OpsError && error.code === 'denied';
    const state = denied ? 'denied' : status.seenAt === null ? 'connecting' : 'stale';
    const again = denied ? '' : `; tried again within ${timing.backOffMs.longest / 1000} s`;
    say({ state, reason: `${messageOf(error)}${again}`, ...warning });
  };

  /** One look, and how long to wait for the next; null for until somebody wakes it. */
  const once = async (signal: AbortSignal): Promise<number | null> => {
    const meant = await options.target(signal);
    if (signal.aborted) return 0;
    way.lead(meant);
    if (meant === null) {
      shown = null;
      if (status.state !== 'off') say(plain);
      return options.noneEveryMs ?? null;
    }
    if (!isSame(meant, shown)) {
      shown = meant;
      say({ ...plain, state: 'connecting', reason: '', place: placeIn(meant) });
    }
    let warning: Pick<MetricsStatus, 'warning'> = {};
    try {
      // What was denied may be a secret that has been changed since.
      if (failed) way.renew();
      const access = await way.open();
      warning = warningOf(access, null);
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timing.pingLimitMs)]);
      const known = status.state === 'live' ? status : null;
      lookedAt = now();
      const found = await options.look(access, limit, known).catch((error: unknown) => {
        throw limit.aborted && !signal.aborted ? new OpsError('timed_out', `${placeIn(meant)} gave no answer within ${timing.pingLimitMs / 1000} s`) : error; // prettier-ignore
      });
      failures = 0;
      failed = false;
      say({ state: 'live', reason: '', seenAt: now(), ...found, ...warningOf(access, found.skewMs) });
      return timing.pingEveryMs;
    } catch (error) {
      if (signal.aborted) return 0;
      failed = true;
      away(error, warning);
      const { first, longest } = timing.backOffMs;
      return Math.min(longest, first * 2 ** Math.min(failures++, 10));
    }
  };

  const run = async (): Promise<void> => {
    while (!closed) {
      const { signal } = round;
      const waitMs = paused !== null ? null : await once(signal).catch((error: unknown) => (signal.aborted ? 0 : (away(error, {}), timing.backOffMs.longest))); // prettier-ignore
      if (closed || signal !== round.signal) continue;
      await new Promise<void>((resolve) => {
        const timer = waitMs === null ? undefined : setTimeout(resolve, waitMs).unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', wake, { once: true });
      });
    }
  };
  /** Ends what is under way and begins anew. */
  const anew = (): void => {
    round.abort();
    round = new AbortController();
  };

  void run();
  return {
    status: () => status,
    retry: () => {
      failures = 0;
      wake();
    },
    doubt: () => {
      if (now() - lookedAt >= timing.doubtMs) wake();
    },
    repoint: () => {
      failures = 0;
      anew();
    },
    pause: (reason) => {
      paused = reason;
      anew();
      if (status.state !== 'off') say({ state: status.seenAt === null ? 'off' : 'stale', reason });
    },
    resume: () => {
      paused = null;
      failures = 0;
      anew();
    },
    close: () => {
      if (closed) return;
      closed = true;
      if (status.state !== 'off') say({ state: 'off', reason: 'Ready Room was closed' });
      anew();
      way.close();
    },
  };

  function placeIn({ url, from }: Meant): string {
    const place = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
    return from === '' ? place : `${place} (${from})`;
  }
}

function warningOf({ warning }: Access, skewMs: number | null): Pick<MetricsStatus, 'warning'> {
  const words = [warning, skewMs === null ? '' : skewWords(skewMs)].filter((text) => text !== '');
  return words.length === 0 ? {} : { warning: words.join('; ') };
}

/** Empty while the clocks are as alike as can be told. */
export function skewWords(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (seconds * 1000 <= usualSkewMs) return '';
  const long = seconds >= 120 ? `${Math.round(seconds / 60)} min` : `${seconds} s`;
  return `its clock is ${long} ${skewMs > 0 ? 'ahead of' : 'behind'} ours: times are shown as it has them`;
}
