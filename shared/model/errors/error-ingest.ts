// What screens are told of how errors come in: the ways, what became of what was sent, and what was refused last.
import { z } from 'zod';

const count = z.number();
export const ingestCountsSchema = z.object({
  accepted: count,
  /** Not errors, but signs of life. */
  heard: count,
  duplicate: count,
  conflict: count,
  schema_invalid: count,
  too_large: count,
  queue_overflow: count,
  internal_error: count,
});
export type IngestCounts = z.infer<typeof ingestCountsSchema>;

/** Each in words; all together are what was sent. */
export const outcomeWords: Record<keyof IngestCounts, string> = {
  accepted: 'kept',
  heard: 'heard, not an error',
  duplicate: 'known already',
  conflict: 'same id, different content',
  schema_invalid: 'not an envelope',
  too_large: 'too large',
  queue_overflow: 'too many at once',
  internal_error: 'could not be written',
};

export const ingestSourceSchema = z.object({
  /** The way: `http`, `otlp`, `engine`, `tail <path>`, `import <path>`. */
  key: z.string(),
  kind: z.enum(['http', 'otlp', 'engine', 'tail', 'import']),
  /** The file's path; empty for the others. */
  path: z.string(),
  /** Of a file that is followed; null for the others. */
  tail: z.object({ key: z.string(), state: z.enum(['following', 'waiting', 'trouble']), reason: z.string(), offset: count, addedBy: z.string(), addedAt: count }).nullable(),
  /** Of the last 24 hours, to the hour, and since the record began (90 days at most). */
  lastDay: ingestCountsSchema,
  all: ingestCountsSchema,
  /** Of those kept: broke the rule of classes and layers; brought an input along, which was hashed and dropped. */
  policyViolations: count,
  inputsDropped: count,
}); // prettier-ignore
export type IngestSource = z.infer<typeof ingestSourceSchema>;

export const errorRefusalSchema = z.object({ key: z.string(), at: count, source: z.string(), reason: z.string(), detail: z.string(), excerpt: z.string() }); // prettier-ignore
export type ErrorRefusal = z.infer<typeof errorRefusalSchema>;

/** How machines reach the console. `address` is null where it does not listen: in the desktop window. */
export const ingestDoorSchema = z.object({ address: z.string().nullable(), token: z.string(), tokenFile: z.string() });
export type IngestDoor = z.infer<typeof ingestDoorSchema>;

export const ingestReportSchema = z.object({
  sent: count,
  outcomes: ingestCountsSchema,
  flags: z.object({ policy_violation: count, input_dropped: count }),
  problems: z.array(z.object({ index: count.nullable(), reason: z.string(), message: z.string() })),
});
