// Errors as of a moment: failures, health of components, decisions, what belongs together, and how they had come in.
import { hourMs } from '#shared/model/errors/group-state.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { correlated } from '../errors/correlated.ts';
import { groupsAt } from '../errors/groups-at.ts';
import { ingestSources, refusals } from '../errors/ingest-board.ts';
import { decisionOutcomes, groupDetail, healthOfComponents, occurrencesOf, trend, type AsOf } from '../errors/ops-service.ts'; // prettier-ignore
import type { ReadDb } from '../store/database.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';

type Signal = AbortSignal | undefined;

/** Which files were followed, and what the newest runs found, is not told of the past: neither is kept by moment. */
export function errorsPast(read: ReadDb) {
  return {
    groups: (_input: unknown, moment: PastMoment, signal: Signal) => heldFeed(groupsAt(read, asOf(moment)), signal),
    group: ({ key }: { key: string }, moment: PastMoment) => {
      const incident = groupsAt(read, asOf(moment)).find((one) => one.key === key);
      if (incident === undefined) throw new OpsError('not_found', 'There was no such group of errors at that moment.');
      // The last word is of the present; what held then is in the state and its reason.
      return { ...groupDetail(read, incident, asOf(moment)), word: null };
    },
    occurrences: ({ key, before, limit }: { key: string; before: { at: number; no: number } | null; limit: number }, moment: PastMoment) =>
      occurrencesOf(read, key, before, limit, asOf(moment)),
    health: (_input: unknown, moment: PastMoment, signal: Signal) => heldFeed(healthOfComponents(read, asOf(moment)), signal),
    decisions: ({ hours }: { hours: number }, moment: PastMoment) => decisionOutcomes(read, hours, asOf(moment)),
    trend: ({ hours }: { hours: number }, moment: PastMoment) => trend(read, asOf(moment), hourMs, Math.round(hours)),
    correlation: ({ id }: { id: string }, moment: PastMoment) => correlated(read, id, asOf(moment).recordedBy, moment.at),
    ingest: (_input: unknown, moment: PastMoment, signal: Signal) => heldFeed(ingestSources(read, [], moment.at), signal),
    refusals: (_input: unknown, moment: PastMoment) => refusals(read, moment.at),
  } satisfies PastAnswers['errors'];
} // prettier-ignore

const asOf = ({ at, known }: PastMoment): AsOf => ({ atMs: at, recordedBy: known === 'then' ? at : undefined });
