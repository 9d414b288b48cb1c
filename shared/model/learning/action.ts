// What is to be done because of an incident: by whom, until when, and what became of it.
import { z } from 'zod';

export const actionKinds = ['prevent', 'detect', 'mitigate'] as const;
export const actionKindSchema = z.enum(actionKinds);
export type ActionKind = z.infer<typeof actionKindSchema>;

export const actionStatusSchema = z.enum(['open', 'done', 'declined']);
export type ActionStatus = z.infer<typeof actionStatusSchema>;

export const actionFieldsSchema = z.object({
  kind: actionKindSchema,
  words: z.string().trim().min(1).max(1000),
  owner: z.string().trim().max(200),
  /** Epoch milliseconds; null while no day was named. */
  dueMs: z.number().nullable(),
});
export type ActionFields = z.infer<typeof actionFieldsSchema>;

export const learntActionSchema = actionFieldsSchema.extend({
  id: z.string(),
  status: actionStatusSchema,
  /** Why it is as it is; a declined one has one. */
  reason: z.string(),
  /** Everything that was said of it, the oldest first. */
  history: z.array(z.object({ at: z.number(), by: z.string(), words: z.string() })),
});
export type LearntAction = z.infer<typeof learntActionSchema>;

/** Why the action cannot become so, in words; null where it can. */
export function settleRefusal(from: ActionStatus, to: ActionStatus, reason: string): string | null {
  if (from === to) return `It is ${from} already.`;
  if (to === 'declined' && reason.trim() === '') return 'Say why it is declined.';
  if (to === 'open' && reason.trim() === '') return 'Say why it is taken up again.';
  return null;
}

/** Past its day and still open. */
export const isOverdue = ({ status, dueMs }: Pick<LearntAction, 'status' | 'dueMs'>, nowMs: number): boolean =>
  status === 'open' && dueMs !== null && nowMs > dueMs;
