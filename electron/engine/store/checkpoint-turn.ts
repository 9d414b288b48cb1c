// What the writer's side and the thread that brings in the log say to each other. Whose turn it is they share in memory: a
// record that is closed waits for the thread's connection without a loop that could bring a message.

export interface BringIn {
  /** How long readers of an older state may take to leave before it is given up to cut the log; null to leave it as long as it is. */
  cutWithinMs: number | null;
}

export interface BroughtIn {
  /** The log was cut to nothing. */
  cut: boolean;
}

export interface CheckpointThreadData {
  /** The database file. */
  file: string;
  turn: Int32Array<SharedArrayBuffer>;
}

/** `ending`: the record is being closed while the thread works; after `ended` it opens nothing any more. */
export const turnState = { free: 0, working: 1, ending: 2, ended: 3 } as const;
