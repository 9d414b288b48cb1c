// Whether a control is proven: it goes red on what was recorded of the incident, and is green now. One pure rule; who looks
// is the engine.
import { z } from 'zod';

/** What a control came to over some data. `unknown` is neither: there was nothing to look at, or too little. */
export const sightSchema = z.object({
  state: z.enum(['red', 'green', 'unknown']),
  /** What was seen, or why nothing could be. */
  words: z.string(),
  /** When; null where there is no one moment. */
  atMs: z.number().nullable(),
  /** What it rests on: values with their times, and the number of the event where it is one. */
  seen: z.array(z.object({ atMs: z.number(), words: z.string(), sequence: z.int().nullable() })),
});
export type Sight = z.infer<typeof sightSchema>;
export const sightsShown = 12;

export const proofVerdicts = ['proven', 'not_red', 'not_green', 'cannot_tell'] as const;
export const proofVerdictSchema = z.enum(proofVerdicts);
export type ProofVerdict = z.infer<typeof proofVerdictSchema>;

export const proofSchema = z.object({
  /** Of the event that recorded it; 0 before that. */
  sequence: z.int(),
  at: z.number(),
  by: z.string(),
  /** The digest of what the control was when it was proven. */
  definition: z.string(),
  /** The time of the incident that was looked at. */
  fromMs: z.number(),
  toMs: z.number(),
  onIncident: sightSchema,
  now: sightSchema,
  verdict: proofVerdictSchema,
  words: z.string(),
});
export type Proof = z.infer<typeof proofSchema>;

/**
 * What is sure outweighs what is not known: a control that stayed green on the incident is no control, whatever it is now.
 * @returns the verdict and why, in a sentence.
 */
export function judgeProof(onIncident: Sight, now: Sight): { verdict: ProofVerdict; words: string } {
  if (onIncident.state === 'green')
    return { verdict: 'not_red', words: `It would not have told: ${onIncident.words}.` };
  if (now.state === 'red') return { verdict: 'not_green', words: `It is not green now: ${now.words}.` };
  if (onIncident.state === 'unknown') return { verdict: 'cannot_tell', words: `What was recorded of the incident does not tell: ${onIncident.words}.` }; // prettier-ignore
  if (now.state === 'unknown') return { verdict: 'cannot_tell', words: `Whether it is green now is not known: ${now.words}.` }; // prettier-ignore
  return { verdict: 'proven', words: `On the incident: ${onIncident.words}. Now: ${now.words}.` };
}
