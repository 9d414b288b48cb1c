// Wires the queries whose samples are recorded: those that people named, and what triggers and criteria judge by.
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import { createQueryBoard, type QueryBoard } from '../recorder/query-board.ts';
import { comparedByTriggers, wantedByCriteria, wantedByTriggers } from '../recorder/wanted-queries.ts';
import type { Criteria } from './criteria.ts';
import type { Recording } from './recording.ts';
import type { Triggers } from './triggers.ts';

/** Of the queries that can be recorded, those below which what triggers compare is recorded as well. */
const mostCompared = 100;

export interface RecordedQueriesOptions {
  reader: MetricsReader;
  triggers: Pick<Triggers, 'board'>;
  criteria: Pick<Criteria, 'board'>;
}

export function createRecordedQueries(
  { read, writer, journal, redactor, now, onDefect }: Recording,
  { reader, triggers, criteria }: RecordedQueriesOptions,
): QueryBoard {
  const closed = new AbortController();
  let sets: FeedState<WatchedSet> = emptyFeed;
  const followSets = async (): Promise<void> => {
    for await (const message of criteria.board.feed.subscribe({ signal: closed.signal })) {
      sets = applyFeedMessage(sets, message) ?? sets;
    }
  };
  followSets().catch(onDefect);
  const board = createQueryBoard({
    read,
    writer,
    journal,
    reader,
    now,
    later,
    onDefect,
    safeText: (text) => redactor.text(text).text,
    wanted: () => {
      const judged = [...wantedByTriggers(triggers.board.all()), ...wantedByCriteria(sets.entries.values())];
      // What is judged by comes first; room is left for what people name.
      return [
        ...judged,
        ...comparedByTriggers(triggers.board.all()).slice(0, Math.max(0, mostCompared - judged.length)),
      ];
    },
  });
  return {
    ...board,
    close: () => {
      closed.abort();
      board.close();
    },
  };
}

function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
}
