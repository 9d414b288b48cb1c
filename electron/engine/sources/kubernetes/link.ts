// Whether the API server can be asked, for all who ask it: they wait here while it cannot, and what they have under way is
// cut when it no longer can.
import { OpsError } from '#shared/model/ops-error.ts';

export interface Link {
  /** The signal of the present connection, once there is one. @throws OpsError `cancelled` when it is closed for good. */
  ready: () => Promise<AbortSignal>;
  /** Whether there is one, and its reason where there is none. */
  isUp: () => boolean;
  reason: () => string;
}

export interface LinkSwitch extends Link {
  up: () => void;
  /** Everything under way is cut; those who ask wait. */
  down: (reason: string) => void;
  close: () => void;
}

export function createLink(): LinkSwitch {
  let present: AbortController | null = null;
  let reason = '';
  let closed = false;
  let waiting: { resolve: (signal: AbortSignal) => void; reject: (error: OpsError) => void }[] = [];
  const over = (): OpsError => new OpsError('cancelled', 'the connection was closed');

  const down = (why: string): void => {
    reason = why;
    present?.abort(new OpsError('unavailable', why));
    present = null;
  };
  return {
    ready: () => {
      if (closed) return Promise.reject(over());
      if (present) return Promise.resolve(present.signal);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    isUp: () => present !== null,
    reason: () => reason,
    up: () => {
      if (closed || present) return;
      present = new AbortController();
      const told = waiting;
      waiting = [];
      for (const { resolve } of told) resolve(present.signal);
    },
    down,
    close: () => {
      closed = true;
      down('the connection was closed');
      const told = waiting;
      waiting = [];
      for (const { reject } of told) reject(over());
    },
  };
}
