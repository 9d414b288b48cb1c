// Judges what is watched again and again, and never the same twice at once. It knows nothing of what is judged.
export interface Rounds {
  /** Waits where a round is under way already; what a person asked for then gets a round of its own after it. */
  judge: (key: string, asked: boolean) => Promise<void>;
  underWay: (key: string) => boolean;
  begin: (key: string) => void;
  end: (key: string) => void;
  close: () => void;
}

export interface RoundsOptions {
  judge: (key: string, asked: boolean) => Promise<void>;
  everyMs: (key: string) => number;
  later: (callback: () => void, ms: number) => () => void;
  /** After each round, whatever it came to. */
  onEnded: (key: string) => void;
  onDefect: (error: unknown) => void;
}

/** So that a start is no storm. */
const firstInMs = 3000;

export function createRounds({ judge, everyMs, later, onEnded, onDefect }: RoundsOptions): Rounds {
  const underWay = new Map<string, Promise<void>>();
  const timers = new Map<string, () => void>();

  const one = async (key: string, asked: boolean): Promise<void> => {
    for (let before = underWay.get(key); before; before = underWay.get(key)) {
      await before;
      if (!asked) return;
    }
    let ended: () => void = () => undefined;
    underWay.set(key, new Promise((resolve) => (ended = resolve)));
    try {
      await judge(key, asked);
    } finally {
      underWay.delete(key);
      ended();
      onEnded(key);
    }
  };
  const plan = (key: string, ms: number): void => {
    timers.get(key)?.();
    const next = (): void => {
      // One that was ended while it was looked at is not looked at again.
      if (timers.has(key)) plan(key, everyMs(key));
    };
    timers.set(key, later(() => void one(key, false).catch(onDefect).then(next), ms)); // prettier-ignore
  };
  const end = (key: string): void => {
    timers.get(key)?.();
    timers.delete(key);
  };
  return {
    judge: one,
    underWay: (key) => underWay.has(key),
    begin: (key) => plan(key, firstInMs),
    end,
    close: () => {
      for (const stop of timers.values()) stop();
      timers.clear();
    },
  };
}
