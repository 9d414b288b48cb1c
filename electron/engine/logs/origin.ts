// Where log lines come from, as the log sees it: what is followed may come, go and begin anew. How a system is asked is
// the part of docker-origins.ts and kubernetes-origins.ts.
import type { Stamp } from './log-stamp.ts';

export interface LogOrigin {
  /** A container, or a container of a pod. */
  key: string;
  name: string;
  /** Differs each time it begins anew. */
  run: string;
  running: boolean;
  /**
   * Asks for its lines and follows them. `from`: lines of that moment and later; `tail`: at most so many of those that
   * are there already.
   * @throws OpsError `denied` where it may not or cannot be read, `not_found` where it is gone, `conflict` where it has
   * not begun; that and anything else is tried again.
   */
  open: (from: Stamp | null, tail: number | null, signal: AbortSignal) => Promise<LogReading>;
}

export interface LogReading {
  /** Docker's frames of two outputs; otherwise lines as they are. */
  framed: boolean;
  /** Which run of it is read. */
  run: string;
  /** Ends when there will be no more; throws where it was cut. */
  chunks: AsyncIterable<Buffer>;
}

export interface LogRoster {
  origins: LogOrigin[];
  /** Why this may be out of date; empty when it is not. */
  reason: string;
  /** Whether all that is there has been seen; what comes after that has joined. */
  complete: boolean;
}

/** Calls back with who is there, at first and whenever it changes, until the signal ends it. */
export type WatchOrigins = (signal: AbortSignal, onRoster: (roster: LogRoster) => void) => void;
