// What an attempt of a reflector is given, and what it leads to.
import type { Breathe } from './breathe.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { Lanes } from './lanes.ts';
import type { Link } from './link.ts';
import type { ObjectTable } from './object-table.ts';
import type { Voice } from './reflector-voice.ts';
import type { Refusal } from './refusal.ts';
import type { KubeTiming } from './timing.ts';

/** What all reflectors of one connection have in common. */
export interface ReflectorSurroundings {
  client: ClusterClient;
  link: Link;
  /** Lists of one page, and those of many. */
  lists: Lanes;
  largeLists: Lanes;
  breathe: Breathe;
  timing: KubeTiming;
  now: () => number;
  elapsedMs: () => number;
  random: () => number;
  /** The server was heard of. */
  onHeard: () => void;
  /** Something failed on the way to it: is it still there? */
  onDoubt: () => void;
}

export interface AttemptOptions extends ReflectorSurroundings {
  path: string;
  /** Begins to read only when no large list is being read: what people look at first is whole sooner. */
  patient: boolean;
  table: ObjectTable;
  voice: Voice;
}

/** Where a watch goes on; null where everything has to be read first. */
export interface Place {
  version: string | null;
}

/**
 * The next attempt at once, or after a wait. `end`: it may not be read (403) or is not offered (404), and nothing is asked
 * any more.
 */
export type Next = 'at once' | { end: Refusal } | { wait: 'failed' | 'relist'; reason: string; askedMs: number | null };

/** What follows from an answer that refuses; a place that the server has forgotten is given up. */
export function afterRefusal(refusal: Refusal, place: Place): Next {
  const { status, words, retryAfterMs } = refusal;
  if (status === 403 || status === 404) return { end: refusal };
  if (status !== 410) return { wait: 'failed', reason: `the API server answered ${words}`, askedMs: retryAfterMs };
  place.version = null;
  const reason = `its history no longer reaches back to what is shown (${words})`;
  return { wait: 'relist', reason, askedMs: null };
}
