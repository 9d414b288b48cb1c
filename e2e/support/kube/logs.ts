// What the fake containers have said: the running instance and the one before it. Lines beyond a bound are forgotten.

export interface LogLine {
  /** Epoch milliseconds. */
  at: number;
  text: string;
}

export interface LogFile {
  /** Absolute number of the first line that is kept. */
  readonly first: number;
  readonly end: number;
  line: (number: number) => LogLine | undefined;
  /** Called after lines were added, and once with `true` when the instance ends. */
  follow: (listener: (isOver: boolean) => void) => () => void;
}

export interface PodLogs {
  write: (namespace: string, pod: string, container: string, ...lines: string[]) => void;
  /** That many lines a second until it is stopped, which tells how many were written. */
  generate: (
    namespace: string,
    pod: string,
    container: string,
    linesPerSecond: number,
    line?: (number: number) => string,
  ) => { stop: () => { lines: number } };
  /** The running instance becomes the previous one; followers of it end. */
  restart: (namespace: string, pod: string, container: string) => void;
  /** A pod that is gone: followers end, its lines are forgotten. */
  forget: (namespace: string, pod: string) => void;
  file: (namespace: string, pod: string, container: string) => LogFile;
  previous: (namespace: string, pod: string, container: string) => LogFile | null;
  stopAll: () => void;
}

const mostLines = 500_000;

interface OpenFile extends LogFile {
  add: (lines: LogLine[]) => void;
  close: () => void;
}

function openFile(): OpenFile {
  let first = 0;
  const lines: LogLine[] = [];
  const listeners = new Set<(isOver: boolean) => void>();
  return {
    get first() {
      return first;
    },
    get end() {
      return first + lines.length;
    },
    line: (number) => lines[number - first],
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (more) => {
      for (const line of more) lines.push(line);
      if (lines.length > mostLines * 1.1) first += lines.splice(0, lines.length - mostLines).length;
      for (const listener of listeners) listener(false);
    },
    close: () => {
      for (const listener of listeners) listener(true);
    },
  };
}

export function createPodLogs(now: () => number): PodLogs {
  const files = new Map<string, { current: OpenFile; previous: OpenFile | null }>();
  const timers = new Set<NodeJS.Timeout>();
  const of = (namespace: string, pod: string, container: string): { current: OpenFile; previous: OpenFile | null } => {
    const key = `${namespace}/${pod}/${container}`;
    let found = files.get(key);
    if (found === undefined) files.set(key, (found = { current: openFile(), previous: null }));
    return found;
  };
  const write: PodLogs['write'] = (namespace, pod, container, ...lines) =>
    of(namespace, pod, container).current.add(lines.map((text) => ({ at: now(), text })));
  return {
    write,
    generate: (namespace, pod, container, linesPerSecond, line = (number) => `line ${number} of ${pod}`) => {
      const startedAt = performance.now();
      let lines = 0;
      const tick = (): void => {
        const due = Math.floor(((performance.now() - startedAt) / 1000) * linesPerSecond);
        if (due > lines)
          write(namespace, pod, container, ...Array.from({ length: due - lines }, (_, at) => line(lines + at)));
        lines = Math.max(lines, due);
      };
      const timer = setInterval(tick, 10);
      timers.add(timer);
      return {
        stop: () => {
          clearInterval(timer);
          timers.delete(timer);
          return { lines };
        },
      };
    },
    restart: (namespace, pod, container) => {
      const found = of(namespace, pod, container);
      const ended = found.current;
      found.previous = ended;
      found.current = openFile();
      ended.close();
    },
    forget: (namespace, pod) => {
      for (const [key, { current }] of files) {
        if (!key.startsWith(`${namespace}/${pod}/`)) continue;
        files.delete(key);
        current.close();
      }
    },
    file: (...args) => of(...args).current,
    previous: (...args) => of(...args).previous,
    stopAll: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
