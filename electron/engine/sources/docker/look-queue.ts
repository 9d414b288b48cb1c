// Which containers are to be read again: each once however often it changed, a moment after it did, and few side by side.

export interface LookQueue {
  /** It changed; it is read when it has been quiet for the delay, and once more if it changes during the reading. */
  add: (key: string) => void;
  /** It is gone: what is being read of it no longer counts. */
  drop: (key: string) => void;
  close: () => void;
}

export interface LookQueueOptions<T> {
  delayMs: number;
  lanes: number;
  read: (key: string) => Promise<T>;
  onRead: (key: string, value: T) => void;
  /** Reading failed; nothing further is read. */
  onFailed: (error: unknown) => void;
}

export function createLookQueue<T>({ delayMs, lanes, read, onRead, onFailed }: LookQueueOptions<T>): LookQueue {
  const resting = new Map<string, NodeJS.Timeout>();
  const due = new Set<string>();
  /** Those being read, and whether what is read of them is still wanted. */
  const reading = new Map<string, { wanted: boolean }>();
  let closed = false;

  const close = (): void => {
    closed = true;
    for (const timer of resting.values()) clearTimeout(timer);
    resting.clear();
    due.clear();
  };

  const readNext = (): void => {
    for (const key of due) {
      if (reading.size >= lanes) return;
      // Two readings of one container side by side could end in the wrong order.
      if (reading.has(key)) continue;
      due.delete(key);
      void readOne(key);
    }
  };

  const readOne = async (key: string): Promise<void> => {
    const look = { wanted: true };
    reading.set(key, look);
    try {
      const value = await read(key);
      if (look.wanted && !closed) onRead(key, value);
    } catch (error) {
      if (!closed) {
        close();
        onFailed(error);
      }
    }
    reading.delete(key);
    readNext();
  };

  return {
    add: (key) => {
      if (closed || resting.has(key)) return;
      const rested = (): void => {
        resting.delete(key);
        due.add(key);
        readNext();
      };
      resting.set(key, setTimeout(rested, delayMs));
    },
    drop: (key) => {
      clearTimeout(resting.get(key));
      resting.delete(key);
      due.delete(key);
      const look = reading.get(key);
      if (look) look.wanted = false;
    },
    close,
  };
}

/** `work` on each, at most `lanes` at a time; the results in order. The first failure rejects, and no more is begun. */
export async function inLanes<T, R>(items: readonly T[], lanes: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
