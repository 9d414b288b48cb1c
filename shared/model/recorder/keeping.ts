// How the record is kept: its budget, what each source takes of it, and when it was last checked and backed up.
import { z } from 'zod';
import { budgetSchema } from './budget.ts';

export const sourceVolumeSchema = z.object({ source: z.string(), events: z.int(), bytes: z.int() });

export const recordCheckSchema = z.object({
  atMs: z.number(),
  whole: z.boolean(),
  /** What was found, in words. */
  words: z.string(),
  events: z.int(),
  /** Hash of the last event, which stands for all before it. */
  root: z.string().nullable(),
});
export type RecordCheck = z.infer<typeof recordCheckSchema>;

export const recordBackupSchema = z.object({ atMs: z.number(), file: z.string(), events: z.int(), bytes: z.int(), root: z.string().nullable() }); // prettier-ignore
export type RecordBackup = z.infer<typeof recordBackupSchema>;

export const recordKeepingSchema = z.object({
  key: z.literal('record'),
  budget: budgetSchema,
  /** Of the file, without pages that are free. */
  usedBytes: z.int(),
  /** Largest first; as of the last round. */
  volumes: z.array(sourceVolumeSchema),
  doing: z.enum(['nothing', 'evicting', 'checking', 'backing up']),
  /** Of what is being done, from 0 to 1; null where it is not known. */
  progress: z.number().nullable(),
  lastRound: z.object({ atMs: z.number(), evicted: z.int(), overBytes: z.int() }).nullable(),
  lastCheck: recordCheckSchema.nullable(),
  lastBackup: recordBackupSchema.nullable(),
  /** A damaged record was found at a start, and what became of it; null where none was. */
  salvaged: z.object({ atMs: z.number(), damagedFile: z.string(), events: z.int(), altered: z.int(), reason: z.string() }).nullable(), // prettier-ignore
});
export type RecordKeeping = z.infer<typeof recordKeepingSchema>;
