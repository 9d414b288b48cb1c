// Measures one container while it is told to: keeps the last sample, says when it is old, and opens a stream that broke
// again. Who wants it measured is not its business.
import type { ContainerStats } from '#shared/model/container-stats.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import { followStats } from '../sources/docker/follow-stats.ts';
import type { EngineReader } from '../sources/docker/read-engine.ts';

export interface StatsTiming {
  /** Without a sample for this long what is shown is old. */
  staleMs: number;
  /** Between the last who looked and the end of the stream, so that one who scrolls back finds it running. */
  lingerMs: number;
  /** After a stream broke, or where no further one may be opened now. */
  againMs: number;
}

export interface MeterOptions {
  key: string;
  now: () => number;
  timing: StatsTiming;
  onEntry: (entry: ContainerStats) => void;
  /** The stream broke and it is time to decide anew. */
  onAgain: () => void;
}

export interface Meter {
  entry: () => ContainerStats;
  /** Whether a stream is open or being opened. */
  isOpen: () => boolean;
  open: (reader: EngineReader) => void;
  halt: () => void;
  /** What was last seen stays, as old; what was never seen is awaited. */
  lack: (reason: string) => void;
  /** There is nothing to measure. */
  off: (reason: string) => void;
  /** Decides anew after a while. */
  later: () => void;
}

const unknown = { cpuCores: null, memoryBytes: null, memoryLimitBytes: null, at: null };
const awaited = { ...unknown, state: 'waiting', reason: 'the first sample is awaited' } as const;

export function createMeter({ key, now, timing, onEntry, onAgain }: MeterOptions): Meter {
  let entry: ContainerStats = { key, ...awaited };
  /** Ends the stream; null where there is none. */
  let end: (() => void) | null = null;
  let timer: NodeJS.Timeout | undefined;

  const tell = (change: Omit<ContainerStats, 'key'>): void => {
    entry = { key, ...change };
    onEntry(entry);
  };
  const lack = (reason: string): void => tell({ ...entry, state: entry.at === null ? 'waiting' : 'stale', reason });
  const wait = (ms: number, then: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
  };
  const halt = (): void => {
    clearTimeout(timer);
    end?.();
    end = null;
  };

  const open = (reader: EngineReader): void => {
    let wanted = true;
    let close = (): void => undefined;
    end = () => {
      wanted = false;
      close();
    };
    const expect = (): void => wait(timing.staleMs, () => lack(`no sample for ${timing.staleMs / 1000} s`));
    const broke = (reason: string): void => {
      if (!wanted) return;
      end = null;
      lack(reason);
      wait(timing.againMs, onAgain);
    };
    if (entry.at === null) tell(awaited);
    expect();
    const opening = followStats(reader, key, (sample) => {
      if (!wanted) return;
      expect();
      tell({ ...sample, state: 'live', at: now(), reason: missingIn(sample) });
    });
    opening.then(
      (stream) => {
        close = stream.close;
        if (!wanted) close();
        void stream.ended.then(({ words }) => broke(words));
      },
      (error: unknown) => broke(messageOf(error)),
    );
  };

  return {
    entry: () => entry,
    isOpen: () => end !== null,
    open,
    halt,
    lack,
    off: (reason) => tell({ ...unknown, state: 'off', reason }),
    later: () => wait(timing.againMs, onAgain),
  };
}

function missingIn({ cpuCores, memoryBytes }: Pick<ContainerStats, 'cpuCores' | 'memoryBytes'>): string {
  const memory = memoryBytes === null ? 'this engine does not account for memory' : '';
  const cpu = cpuCores === null ? 'CPU takes two samples, and there is one' : '';
  return [cpu, memory].filter((words) => words !== '').join('; ');
}
