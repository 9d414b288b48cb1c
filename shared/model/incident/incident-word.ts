// What people say of an incident. A correction is a word that takes another's place; the one replaced stays to be seen.
import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';

export const wordKinds = ['observation', 'hypothesis', 'decision', 'action', 'communication', 'note', 'surprise'] as const; // prettier-ignore
export const wordKindSchema = z.enum(wordKinds);
export type WordKind = z.infer<typeof wordKindSchema>;

export const epistemics = ['fact', 'inference', 'hearsay', 'supposition'] as const;
export const epistemicSchema = z.enum(epistemics);
export type Epistemic = z.infer<typeof epistemicSchema>;

export const precisionSchema = z.enum(['exact', 'minute', 'approx']);
export type Precision = z.infer<typeof precisionSchema>;
export const timeSourceSchema = z.enum(['clock', 'log', 'metric', 'memory']);
export type TimeSource = z.infer<typeof timeSourceSchema>;

/** What a person gives; the rest is known from how it was said. */
export const wordDraftSchema = z.object({
  kind: wordKindSchema,
  text: z.string().trim().min(1).max(8000),
  /** When it happened, which may be long before it is said; epoch milliseconds. */
  occurredAt: z.number(),
  endedAt: z.number().nullable().default(null),
  precision: precisionSchema.default('exact'),
  timeSource: timeSourceSchema.default('clock'),
  epistemic: epistemicSchema,
  evidence: z.array(evidenceSchema).max(50).default([]),
  /** The word that this one corrects. */
  supersedes: z.string().max(64).nullable().default(null),
});
export type WordDraft = z.infer<typeof wordDraftSchema>;

export const incidentWordSchema = wordDraftSchema.extend({
  id: z.string(),
  /** Of the event in the journal that holds it. */
  sequence: z.int(),
  recordedAt: z.number(),
  author: z.string(),
  pinned: z.boolean(),
  supersededBy: z.string().nullable(),
  addedDuring: z.enum(['live', 'review']),
});
export type IncidentWord = z.infer<typeof incidentWordSchema>;

/** By when it happened, what was replaced among them. */
export function inOrder(words: readonly IncidentWord[]): IncidentWord[] {
  return words.toSorted((a, b) => a.occurredAt - b.occurredAt || a.sequence - b.sequence);
}
