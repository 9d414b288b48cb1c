// What an incident left behind so that it is seen or prevented the next time, and how well that is proven.
import { z } from 'zod';
import type { SpanMs } from '../span.ts';
import { proofSchema, type Proof, type Sight } from './proof.ts';

export const controlKinds = ['probe', 'gate_item', 'trigger', 'playbook_entry'] as const;
export const controlKindSchema = z.enum(controlKinds);
export type ControlKind = z.infer<typeof controlKindSchema>;
export const controlWords: Record<ControlKind, string> = {
  probe: 'item of a plan',
  gate_item: 'item of a gate',
  trigger: 'trigger',
  playbook_entry: 'playbook entry',
};

export const controlTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trigger'), key: z.string() }),
  z.object({ kind: z.enum(['probe', 'gate_item']), planId: z.string(), phaseId: z.string(), itemId: z.string() }),
  z.object({ kind: z.literal('playbook_entry'), class: z.string(), entry: z.string() }),
]);
export type ControlTarget = z.infer<typeof controlTargetSchema>;

export const attestationSchema = z.object({
  by: z.string(),
  at: z.number(),
  words: z.string(),
  definition: z.string(),
});

export const controlSchema = z.object({
  id: z.string(),
  target: controlTargetSchema,
  title: z.string(),
  /** What it says, as it was when it was made. */
  words: z.string(),
  by: z.string(),
  at: z.number(),
  /** The action that it settles; null for none. */
  action: z.string().nullable(),
  removed: z.object({ by: z.string(), at: z.number(), reason: z.string() }).nullable(),
  /** The oldest first; the last one counts. */
  proofs: z.array(proofSchema),
  /** A person's word on what no record can prove. */
  attested: attestationSchema.nullable(),
});
export type Control = z.infer<typeof controlSchema>;
export const proofsKept = 20;

/** What there is of it at the moment of looking. */
export interface PresentControl {
  /** Null where it is not there any more, or not yet. */
  definition: string | null;
  words: string;
  /** A record can prove it; where not, only a person can speak for it. */
  provable: boolean;
  now: Sight;
  /** The time of the incident as it is told now; absent where it is not asked. */
  span?: SpanMs;
}

export const controlStates = ['proven', 'not_red', 'not_green', 'cannot_tell', 'stale', 'untried', 'attested', 'unattested', 'missing', 'removed'] as const; // prettier-ignore
export const controlStateSchema = z.enum(controlStates);
export type ControlState = z.infer<typeof controlStateSchema>;
export const controlStateWords: Record<ControlState, string> = {
  proven: 'proven',
  not_red: 'not red on the incident',
  not_green: 'not green now',
  cannot_tell: 'cannot be told',
  stale: 'proof is stale',
  untried: 'not proven yet',
  attested: 'attested, not proven',
  unattested: 'waits for a word',
  missing: 'not there',
  removed: 'taken back',
};

/**
 * How a control stands: its last proof, as long as it is of what the control is now and it is still green.
 * A proof of another definition is stale, and says nothing of this one.
 */
export function controlState(control: Control, present: PresentControl): { state: ControlState; words: string } {
  const { removed, attested } = control;
  if (removed !== null) return { state: 'removed', words: removed.reason };
  if (present.definition === null) return { state: 'missing', words: present.words };
  if (!present.provable) {
    if (attested === null)
      return { state: 'unattested', words: 'No record can prove it; a person has to speak for it.' };
    if (attested.definition !== present.definition) return { state: 'unattested', words: `It was changed since ${attested.by} spoke for it.` }; // prettier-ignore
    return { state: 'attested', words: `${attested.by}: ${attested.words}` };
  }
  const last = lastProof(control);
  if (last === null) return { state: 'untried', words: 'It has not been tried on what was recorded of the incident.' };
  const stale = staleWords(last, present);
  if (stale !== null) return { state: 'stale', words: stale };
  if (last.verdict !== 'proven') return { state: last.verdict, words: last.words };
  if (present.now.state === 'red') return { state: 'not_green', words: `It was proven, and is not green any more: ${present.now.words}.` }; // prettier-ignore
  if (present.now.state === 'unknown') return { state: 'cannot_tell', words: `It was proven; whether it is still green is not known: ${present.now.words}.` }; // prettier-ignore
  return { state: 'proven', words: last.words };
}

/** Why a proof says nothing of what the control is now, in a sentence; null where it still does. */
export function staleWords(
  proof: Proof,
  { definition, span }: Pick<PresentControl, 'definition' | 'span'>,
): string | null {
  // prettier-ignore
  if (proof.definition !== definition) return 'It was changed since it was proven; run the proof again.';
  return isOfAnotherTime(proof, span) ? 'It went red at a time that is not of the incident any more; run the proof again.' : null; // prettier-ignore
}

/** Its last proof was one and still is. Whether the control is green at this moment is not asked: that is no proof's to say. */
export function isProofStanding(control: Control, present: Pick<PresentControl, 'definition' | 'span'>): boolean {
  const last = lastProof(control);
  return control.removed === null && last?.verdict === 'proven' && staleWords(last, present) === null;
}

/** It was tried on more than the incident is told to have lasted, and what it saw lies in that. */
function isOfAnotherTime({ fromMs, toMs, onIncident: { atMs } }: Proof, span: SpanMs | undefined): boolean {
  if (span === undefined || atMs === null) return false;
  return (fromMs < span.fromMs && atMs < span.fromMs) || (toMs > span.toMs && atMs > span.toMs);
}

export const lastProof = ({ proofs }: Pick<Control, 'proofs'>): Proof | null => proofs.at(-1) ?? null;
