// After a start the engine is asked for the events since the last process was told one. Whether it still has all of them shows
// in that one coming again; where it does not, events are missing, and that is recorded.
import type { Json } from '#shared/model/facts.ts';
import type { EventType } from '../journal/journal.ts';

export interface ResumptionOptions {
  now: () => number;
  record: (event: { type: EventType; time: number; data: Record<string, Json> }) => void;
}

/** What an engine kept comes at once when it is asked. */
const replayMs = 2000;

export function createResumption({ now, record }: ResumptionOptions) {
  let from: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    from = null;
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    /** A first connection asks for events since then; returns that moment. */
    begin: (since: number | null): number | null => {
      end();
      from = since;
      return since;
    },
    /** An event came again that had been recorded: nothing after it is missing. */
    goesOn: end,
    live: () => {
      if (from === null || timer !== undefined) return;
      const since = from;
      timer = setTimeout(() => {
        end();
        const reason = 'the engine does not tell any more what happened since the console was closed';
        record({ type: 'source.gap', time: now(), data: { source: 'docker', from: since, to: now(), reason } });
      }, replayMs);
    },
    close: end,
  };
}
