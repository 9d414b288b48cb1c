// Questions about errors, answered out of the record for the present.
import { hourMs } from '#shared/model/errors/group-state.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ReadDb } from '../store/database.ts';
import { correlated } from './correlated.ts';
import type { GroupBoard } from './group-board.ts';
import { refusals } from './ingest-board.ts';
import { decisionOutcomes, groupDetail, occurrencesOf, risks, trend } from './ops-service.ts';

export type ErrorAnswers = ReturnType<typeof createErrorAnswers>;

export function createErrorAnswers(read: ReadDb, board: Pick<GroupBoard, 'get'>, now: () => number) {
  return {
    group: (key: string) => {
      const incident = board.get(key);
      if (incident === undefined) throw new OpsError('not_found', 'There is no such group of errors.');
      return groupDetail(read, incident, { atMs: now() });
    },
    // A producer's clock may be ahead of this one.
    occurrences: (key: string, before: { at: number; no: number } | null, limit: number) =>
      occurrencesOf(read, key, before, limit, { atMs: Number.MAX_SAFE_INTEGER }),
    risks: () => risks(read, now()),
    decisions: (hours: number) => decisionOutcomes(read, hours, { atMs: now() }),
    trend: (hours: number) => trend(read, { atMs: now() }, hourMs, Math.round(hours)),
    correlation: (id: string) => correlated(read, id),
    refusals: () => refusals(read),
  };
}
