// The open logs of all screens: opened, found by id, and ended when nobody follows them any more. Bounded in number, and
// so in memory.
import { randomUUID } from 'node:crypto';
import type { LogId, LogTarget } from '#shared/model/log-lines.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SubscribeOptions } from '../feeds/feed.ts';
import { boundPatterns } from '../plans/bound-patterns.ts';
import type { Redactor } from '../redact/redact.ts';
import { createLogSession, type LogSession, type SessionOptions } from './log-session.ts';
import type { WatchOrigins } from './origin.ts';

export interface OpenLog {
  target: LogTarget;
  /** Epoch milliseconds. */
  sinceMs: number | null;
  tailLines: number | null;
  previous: boolean;
}

export interface LogSessionsOptions {
  /** @throws OpsError where such a target cannot be followed. */
  originsOf: (target: LogTarget, previous: boolean) => WatchOrigins;
  redactor: Redactor;
  now: () => number;
  elapsedMs: () => number;
  /** Between the last screen that followed a log and its end. */
  graceMs?: number;
  session?: Pick<SessionOptions, 'limits' | 'timing' | 'queueLines'>;
}

export interface LogSessions {
  /** @throws OpsError `conflict` where all are in use. */
  open: (asked: OpenLog) => { logId: LogId };
  /** @throws OpsError `not_found` where it was closed. */
  of: (logId: LogId) => LogSession;
  status: (logId: LogId, asked: SubscribeOptions) => ReturnType<LogSession['subscribe']>;
  close: (logId: LogId) => void;
  closeAll: () => void;
}

export const mostLogs = 8;

interface Kept {
  session: LogSession;
  followers: number;
  ending: NodeJS.Timeout | undefined;
}

export function createLogSessions(options: LogSessionsOptions): LogSessions {
  const { graceMs = 15_000 } = options;
  // What people search with runs over text that others wrote.
  boundPatterns();
  const logs = new Map<LogId, Kept>();

  const close = (logId: LogId): void => {
    const kept = logs.get(logId);
    if (kept === undefined) return;
    logs.delete(logId);
    clearTimeout(kept.ending);
    kept.session.close();
  };
  const endLater = (logId: LogId, kept: Kept): void => {
    clearTimeout(kept.ending);
    kept.ending = setTimeout(() => close(logId), graceMs);
    kept.ending.unref();
  };
  const find = (logId: LogId): Kept => {
    const kept = logs.get(logId);
    if (kept === undefined) throw new OpsError('not_found', 'That log is not open any more; open it again.');
    return kept;
  };
  async function* status(logId: LogId, asked: SubscribeOptions): ReturnType<LogSession['subscribe']> {
    const kept = find(logId);
    kept.followers++;
    clearTimeout(kept.ending);
    try {
      yield* kept.session.subscribe(asked);
    } finally {
      kept.followers--;
      if (kept.followers === 0 && logs.get(logId) === kept) endLater(logId, kept);
    }
  }

  return {
    open: ({ target, sinceMs, tailLines, previous }) => {
      const watch = options.originsOf(target, previous);
      if (logs.size >= mostLogs) {
        const idle = [...logs].find(([, { followers }]) => followers === 0);
        if (idle === undefined) {
          throw new OpsError('conflict', `${mostLogs} logs are open already, which is as many as are allowed; close one.`); // prettier-ignore
        }
        close(idle[0]);
      }
      const logId = randomUUID() as LogId;
      const from = sinceMs === null ? null : { at: Math.floor(sinceMs), nanos: 0 };
      const session = createLogSession({ ...options, ...options.session, logId, watch, from, tail: tailLines });
      const kept: Kept = { session, followers: 0, ending: undefined };
      logs.set(logId, kept);
      endLater(logId, kept);
      return { logId };
    },
    of: (logId) => find(logId).session,
    status,
    close,
    closeAll: () => {
      for (const logId of logs.keys()) close(logId);
    },
  };
}
