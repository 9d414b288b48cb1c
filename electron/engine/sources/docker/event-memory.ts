// Which events were seen, across connections: so that none is told twice, and so that it is known where to go on and
// whether the engine could still tell everything from there.
import type { EngineEvent } from './engine-event.ts';

export interface EventMemory {
  /** A new connection begins; `from` is where to listen from when no event was seen yet. Returns where to listen from. */
  resume: (from: string) => string;
  /** True for an event that was not seen before. */
  take: (event: EngineEvent) => boolean;
  /** Whether this connection began where the last one ended: the last event that was seen came again. */
  goesOn: () => boolean;
  /** Whether events may have been missed before this connection, or before one that ended before it was asked. Asked once. */
  mayHaveMissed: () => boolean;
}

/** More than the engine keeps for those who come back, which is 256. */
const kept = 1024;

export function createEventMemory(): EventMemory {
  const seen = new Set<string>();
  let position: string | null = null;
  let last: string | null = null;
  let anchor: string | null = null;
  let found = false;
  let connections = 0;
  /** A connection ended before anybody was told whether events were missed before it. */
  let untold = false;
  let asked = true;
  return {
    resume: (from) => {
      if (!asked && !found) untold = true;
      asked = connections === 0;
      connections++;
      position ??= from;
      anchor = last;
      found = false;
      return position;
    },
    take: (event) => {
      // `since` includes its moment: an engine that still has everything begins with the last event that was seen.
      if (event.key === anchor) found = true;
      if (seen.has(event.key)) return false;
      seen.add(event.key);
      if (seen.size > kept) seen.delete(seen.values().next().value as string);
      position = event.position;
      last = event.key;
      return true;
    },
    goesOn: () => found,
    mayHaveMissed: () => {
      const missed = untold || (connections > 1 && !found);
      asked = true;
      untold = false;
      return missed;
    },
  };
}
