// Lets readings through while the system they come from is live, and cuts them when it no longer is: a stream whose peer has
// vanished would otherwise look as if nothing were said.
import { OpsError } from '#shared/model/ops-error.ts';

export interface LiveGate {
  /** null while it is live, or before anything is known; else why it is not. */
  set: (reason: string | null) => void;
  /** A signal that also ends when it is no longer live. @throws OpsError `unavailable` where it is not. */
  pass: (signal: AbortSignal) => AbortSignal;
}

export function createLiveGate(): LiveGate {
  let cut = new AbortController();
  let reason: string | null = null;
  return {
    set: (next) => {
      if (next !== null && reason === null) cut.abort(new OpsError('unavailable', next));
      if (next === null && reason !== null) cut = new AbortController();
      reason = next;
    },
    pass: (signal) => {
      if (reason !== null) throw new OpsError('unavailable', reason);
      return AbortSignal.any([signal, cut.signal]);
    },
  };
}
