// A past moment, as a screen asks for it: every question may name one, and is then answered out of the record.
import { z } from 'zod';

export const knownSchema = z.enum(['then', 'now']);
/** `then`: only what had been recorded by that moment. `now`: all that is known today about what happened up to it. */
export type Known = z.infer<typeof knownSchema>;

export const momentSchema = z.object({
  /** Epoch milliseconds. */
  at: z.number(),
  known: knownSchema,
  /** The opened bundle that is asked; null for the live record. */
  review: z.string().min(1).max(100).nullable(),
});
export type Moment = z.infer<typeof momentSchema>;

/** The header under which a question carries its moment, as JSON. */
export const momentHeader = 'x-readyroom-moment';
