// Operations on how the record is kept. None of them reaches a system.
import { z } from 'zod';
import { budgetSchema } from '#shared/model/recorder/budget.ts';
import { recordBackupSchema, recordCheckSchema, recordKeepingSchema } from '#shared/model/recorder/keeping.ts';
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);

export const keepingContract = {
  feed: op.output(feed(recordKeepingSchema)),
  setBudget: op.input(z.object({ budget: budgetSchema, by })).output(nothing),
  /** Now instead of with the next round. */
  evict: op.output(nothing),
  /** Every event against the chain, every page by SQLite; takes seconds for each million events. */
  check: op.output(recordCheckSchema),
  /** Into the record's own folder of backups, or a file that does not exist yet. */
  backUp: op.input(z.object({ file: z.string().min(1).max(4096).nullable().default(null) })).output(recordBackupSchema),
  /** Ends a check or a backup that is under way. */
  cancel: op.output(nothing),
};
