// A reader that asks no more than it was given: so many questions, a few at a time, and none of a server that has fallen
// silent. What it does not ask is refused with the reason.
import { OpsError } from '#shared/model/ops-error.ts';
import type { AskQueue } from '../metrics/ask-queue.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';

export interface Within {
  queue: AskQueue;
  /** Every question goes with it. */
  signal: AbortSignal;
  questions: number;
  timeoutMs: number;
  /** Why nothing more is to be asked, looked at before each question. */
  refuses: () => OpsError | null;
}

export interface ReaderWithin extends PrometheusReader {
  /** Why nothing more is asked; null while something is. */
  spent: () => OpsError | null;
}

export function readerWithin(reader: PrometheusReader, within: Within): ReaderWithin {
  const { queue, signal, questions, timeoutMs, refuses } = within;
  let left = questions;
  let silent: OpsError | null = null;
  const spent = (): OpsError | null => {
    if (signal.aborted) return signal.reason instanceof OpsError ? signal.reason : new OpsError('cancelled', 'not asked: it was cancelled'); // prettier-ignore
    if (silent !== null) return silent;
    if (left > 0) return refuses();
    return new OpsError('too_large', `not asked: ${questions} questions are asked at most, and they were used up`); // prettier-ignore
  };
  const asking = <T>(ask: () => Promise<T>): Promise<T> =>
    queue(signal, async () => {
      const refusal = spent();
      if (refusal !== null) throw refusal;
      left--;
      try {
        return await ask();
      } catch (error) {
        if (signal.aborted) throw spent() ?? error;
        if (error instanceof OpsError && error.code === 'unavailable') silent = error;
        throw error;
      }
    });
  return {
    spent,
    place: reader.place,
    instant: (question) => asking(() => reader.instant({ ...question, timeoutMs, signal, behind: true })),
    range: (question) => asking(() => reader.range({ ...question, timeoutMs, signal, behind: true })),
    ask: (_options, ask) => asking(() => reader.ask({ timeoutMs, signal, behind: true }, ask)),
  };
}
