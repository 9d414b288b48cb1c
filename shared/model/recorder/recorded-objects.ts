// How many objects of each kind the record has versions of.
import { z } from 'zod';

export const recordedObjectsSchema = z.object({
  source: z.enum(['docker', 'kubernetes']),
  kind: z.string(),
  /** Those that are gone too. */
  objects: z.int(),
  present: z.int(),
});
export type RecordedObjects = z.infer<typeof recordedObjectsSchema>;
