// How long the follower of a cluster waits for what. Tests shorten it; nothing else changes it.

export interface KubeTiming {
  connectMs: number;
  /** Until an answer begins; lists of large clusters are read from disk by the server and take longer. */
  headersMs: number;
  listHeadersMs: number;
  /** The longest silence within an answer that is not a watch. */
  bodyIdleMs: number;
  /** The light question that tells whether anybody is there, and how long it may take. */
  healthEveryMs: number;
  healthLimitMs: number;
  /** After a look, how long nobody doubts it. */
  doubtMs: number;
  /** A tick that is later than this by either clock means that the machine or the process stood still. */
  stillMs: number;
  /** The longest silence of a watch; where bookmarks come, 1.5 times their distance is what counts. */
  watchIdleMs: number;
  /** How long a watch is asked to last: a server that ends all of them at once would be asked by all at once. */
  watchSeconds: { least: number; most: number };
  /** Reading everything anew is dear to the server. */
  relistBackOffMs: { first: number; longest: number };
  backOffMs: { first: number; longest: number };
  /** A watch that lasted less does not count as a success. */
  steadyMs: number;
  /** Requests for one kind within a time, while they fail. */
  budget: { requests: number; withinMs: number };
  /** What is parsed in one piece before the loop gets its turn. */
  sliceMs: number;
  /** First pages; of the rest of large lists one is read at a time, in the order of the kinds. */
  listsAtOnce: number;
  pageSize: number;
  usageEveryMs: number;
  /** A token file is read again after this, and whenever it changed. */
  tokenFileMs: number;
  /** Logging in may open a browser and wait for a person. */
  loginLimitMs: number;
  /** An issuer of tokens is asked for its addresses and then for a token. */
  issuerLimitMs: number;
}

export const usualTiming: KubeTiming = {
  connectMs: 3000,
  headersMs: 5000,
  listHeadersMs: 30_000,
  bodyIdleMs: 10_000,
  healthEveryMs: 5000,
  healthLimitMs: 5000,
  doubtMs: 1000,
  stillMs: 10_000,
  watchIdleMs: 90_000,
  watchSeconds: { least: 240, most: 300 },
  relistBackOffMs: { first: 800, longest: 30_000 },
  backOffMs: { first: 800, longest: 6500 },
  steadyMs: 10_000,
  budget: { requests: 10, withinMs: 60_000 },
  sliceMs: 5,
  listsAtOnce: 3,
  pageSize: 500,
  usageEveryMs: 15_000,
  tokenFileMs: 60_000,
  loginLimitMs: 120_000,
  issuerLimitMs: 20_000,
};
