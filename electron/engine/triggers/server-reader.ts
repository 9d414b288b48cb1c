// What triggers ask of Prometheus beside expressions: which alerting rules it has and how they stand, and its targets.
import type { Labels } from '#shared/model/series.ts';

export interface ServerAlert {
  labels: Labels;
  annotations: Record<string, string>;
  state: 'pending' | 'firing';
  activeAtMs: number;
  /** Since when it is kept firing although it is no longer true; null while it is true. */
  keptFiringSinceMs: number | null;
  /** As Prometheus wrote it. */
  value: string;
}

/** An alerting rule of the server. */
export interface ServerRule {
  name: string;
  group: string;
  query: string;
  forMs: number;
  intervalMs: number;
  health: 'ok' | 'err' | 'unknown';
  lastError: string;
  /** null before the first. */
  lastEvaluationMs: number | null;
  alerts: ServerAlert[];
}

export interface ServerTarget {
  labels: Labels;
  health: 'up' | 'down' | 'unknown';
  lastError: string;
}

export interface ServerAsked {
  timeoutMs: number;
  signal: AbortSignal;
}

/** @throws OpsError as MetricsReader does. */
export interface ServerReader {
  rules: (asked: ServerAsked) => Promise<ServerRule[]>;
  targets: (asked: ServerAsked) => Promise<ServerTarget[]>;
}

/** Many triggers look within a second, and all of them at the same answer. A refusal is not kept. */
export function sharedFor(server: ServerReader, keepMs: number, elapsedMs: () => number): ServerReader {
  const kept = <T>(ask: (asked: ServerAsked) => Promise<T>): ((asked: ServerAsked) => Promise<T>) => {
    let last: { answer: Promise<T>; atMs: number } | null = null;
    return (asked) => {
      if (last !== null && elapsedMs() - last.atMs < keepMs) return last.answer;
      const mine = { answer: ask(asked), atMs: elapsedMs() };
      last = mine;
      mine.answer.catch(() => {
        if (last === mine) last = null;
      });
      return mine.answer;
    };
  };
  return { rules: kept((asked) => server.rules(asked)), targets: kept((asked) => server.targets(asked)) };
}
