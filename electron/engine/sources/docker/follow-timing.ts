// How long the follower of an engine waits for what. Tests shorten it; nothing else changes it.

export interface FollowTiming {
  pingEveryMs: number;
  pingLimitMs: number;
  /** A tick that is later than this by either clock means that the machine or the process stood still. */
  stillMs: number;
  /** A container that changed is read again when this has passed, with whatever else happened to it meanwhile. */
  settleMs: number;
  /** Containers read side by side. */
  lanes: number;
  /** Docker's words ("Up 5 minutes") grow old without an event. */
  refreshMs: number;
  /** How long an engine may take to send again the last event that was seen, before it counts as forgotten. */
  replayMs: number;
  /** The first and the longest wait before the engine is dialled again; each is shortened by up to a half at random. */
  backOffMs: { first: number; longest: number };
  /** A connection that lasted less does not count as a success: the next wait is longer still. */
  steadyMs: number;
}

export const usualTiming: FollowTiming = {
  pingEveryMs: 5000,
  pingLimitMs: 3000,
  stillMs: 10_000,
  settleMs: 50,
  lanes: 8,
  refreshMs: 60_000,
  replayMs: 1000,
  backOffMs: { first: 1000, longest: 5000 },
  steadyMs: 10_000,
};
