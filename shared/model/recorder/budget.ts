// How long and how much the recorder keeps, and which events are never evicted.
import { z } from 'zod';

const dayMs = 86_400_000;
const mib = 1024 * 1024;

/** The least and the most that can be asked for: a record of less than an hour is no record. */
export const ageLimits = { leastMs: 3_600_000, mostMs: 3_650 * dayMs };
export const sizeLimits = { leastBytes: 16 * mib, mostBytes: 1024 * 1024 * mib };

const ageSchema = z.int().min(ageLimits.leastMs, 'at least one hour').max(ageLimits.mostMs, 'at most ten years');
const sizeSchema = z.int().min(sizeLimits.leastBytes, 'at least 16 MiB').max(sizeLimits.mostBytes, 'at most 1 TiB');

export const shareSchema = z.object({ maxAgeMs: ageSchema.nullable(), maxBytes: sizeSchema.nullable() });
/** Of one source; null where only the whole record's budget counts. */
export type Share = z.infer<typeof shareSchema>;

export const budgetSchema = z.object({
  maxAgeMs: ageSchema,
  /** Of the database file, without what is free in it. */
  maxBytes: sizeSchema,
  /** By source: `docker`, `kubernetes`, `probe:http` ... */
  sources: z.record(z.string().min(1).max(200), shareSchema),
});
export type Budget = z.infer<typeof budgetSchema>;

export const usualBudget: Budget = { maxAgeMs: 30 * dayMs, maxBytes: 2048 * mib, sources: {} };

/** What people said and did, and what the record says of itself: kept however old. */
const kept =
  /^(incident|learning|control|playbook|review|bundle|retention|record|lock|action|plan|run|environment|secret|note|terminal)\.|^error\.regressed$|\.(ticked|unticked|captured|acknowledged|imported|edited|saved|removed)$/;

/** Whether an event may be evicted once it is too old or there is too much, if nothing else holds it. */
export function isEvictable(type: string, source: string): boolean {
  return !kept.test(type) && !source.startsWith('person:');
}

/** A span of time whose events are kept, by happened time: the evidence of an incident. */
export interface KeptSpan {
  fromMs: number;
  toMs: number;
}
