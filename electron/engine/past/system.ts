// The sources and the journal as of a moment.
import type { ReadDb } from '../store/database.ts';
import { journalPageAt } from '../store/moment-rows.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers } from './past.ts';
import { sourceStatusesAt } from './source-statuses.ts';

export function systemPast(read: ReadDb): NonNullable<PastAnswers['system']> {
  return {
    sources: (_nothing, moment, signal) => heldFeed(sourceStatusesAt(read, moment), signal),
    journal: (query, moment) => journalPageAt(read, moment, query),
  };
}
