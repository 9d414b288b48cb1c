// The moments of an incident: when each came to pass, how sure that is, and the times between them. What was not recorded
// is not made up: a time between two moments needs both.
import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';
import { isOpen, type IncidentStatus } from './status.ts';

/** In the order in which they are expected. */
export const milestoneTypes = [
  'impact_started',
  'detected',
  'declared',
  'acknowledged',
  'diagnosed',
  'mitigated',
  'impact_ended',
  'resolved',
  'closed',
  'review_started',
  'review_completed',
] as const;
export const milestoneTypeSchema = z.enum(milestoneTypes);
export type MilestoneType = z.infer<typeof milestoneTypeSchema>;

export const milestoneWords: Record<MilestoneType, string> = {
  impact_started: 'Impact started',
  detected: 'Detected',
  declared: 'Declared',
  acknowledged: 'Acknowledged',
  diagnosed: 'Diagnosed',
  mitigated: 'Mitigated',
  impact_ended: 'Impact ended',
  resolved: 'Resolved',
  closed: 'Closed',
  review_started: 'Review started',
  review_completed: 'Review completed',
};

/** `certain`: a record shows it. `likely`: inferred from records. `guess`: out of somebody's memory. */
export const confidenceSchema = z.enum(['certain', 'likely', 'guess']);
export type Confidence = z.infer<typeof confidenceSchema>;

export const milestoneSchema = z.object({
  type: milestoneTypeSchema,
  /** When it came to pass and when that was written down; epoch milliseconds. */
  occurredAt: z.number(),
  recordedAt: z.number(),
  confidence: confidenceSchema,
  evidence: z.array(evidenceSchema),
  note: z.string(),
  by: z.string(),
  /** It was said anew later, or the incident was opened again: kept, but it does not count. */
  replaced: z.boolean(),
});
export type Milestone = z.infer<typeof milestoneSchema>;

/** As much of a moment as times are made of. */
export type Mark = Pick<Milestone, 'type' | 'occurredAt'> & { replaced?: boolean };

/** The moment that counts; null where none was recorded. */
export function milestoneOf<M extends Mark>(milestones: readonly M[], type: MilestoneType): M | null {
  return milestones.findLast((one) => one.type === type && one.replaced !== true) ?? null;
}

/** Pairs of which the second never comes before the first. */
const orders: readonly (readonly [MilestoneType, MilestoneType])[] = [
  ['impact_started', 'mitigated'],
  ['impact_started', 'impact_ended'],
  ['impact_started', 'resolved'],
  ['mitigated', 'resolved'],
  ['detected', 'acknowledged'],
  ['resolved', 'closed'],
  ['review_started', 'review_completed'],
];

/** Why a moment cannot be so, in words; null where it can. */
export function milestoneRefusal(
  milestones: readonly Mark[],
  { type, occurredAt }: { type: MilestoneType; occurredAt: number },
  now: number,
): string | null {
  const name = milestoneWords[type];
  // Clocks of two machines differ by a little.
  if (occurredAt > now + 60_000) return `${name}: this moment is still to come.`;
  for (const [first, second] of orders) {
    const other = type === first ? second : type === second ? first : null;
    const known = other === null ? null : milestoneOf(milestones, other);
    if (known === null) continue;
    const early = type === first ? occurredAt : known.occurredAt;
    const late = type === first ? known.occurredAt : occurredAt;
    if (late < early) return `${name}: “${milestoneWords[second]}” cannot be before “${milestoneWords[first]}” (${utc(known.occurredAt)}).`; // prettier-ignore
  }
  return null;
}

const utc = (ms: number): string => new Date(ms).toISOString();

export interface MilestoneTimes {
  /** Milliseconds from one moment to another; null where either was not recorded. */
  toDetect: number | null;
  toAcknowledge: number | null;
  toDiagnose: number | null;
  toMitigate: number | null;
  toResolve: number | null;
}

/** To detect, from the start of the impact; to diagnose, from when somebody could know; the rest, from detection too. */
export function milestoneTimes(milestones: readonly Mark[]): MilestoneTimes {
  const at = (type: MilestoneType): number | null => milestoneOf(milestones, type)?.occurredAt ?? null;
  const between = (from: number | null, to: number | null): number | null =>
    from === null || to === null ? null : Math.max(0, to - from);
  const known = at('detected') ?? at('declared');
  const began = at('impact_started') ?? known;
  return {
    toDetect: between(at('impact_started'), at('detected')),
    toAcknowledge: between(known, at('acknowledged')),
    toDiagnose: between(known, at('diagnosed')),
    toMitigate: between(began, at('mitigated')),
    toResolve: between(began, at('resolved')),
  };
}

/** From detection, or else declaration, to diagnosis. */
export const diagnosisTargetMs = 15 * 60_000;

export type DiagnosisTimer =
  | { state: 'running'; ms: number; leftMs: number }
  | { state: 'over'; ms: number }
  | { state: 'met' | 'missed'; ms: number }
  /** It is over and nobody recorded when it was understood. */
  | { state: 'unknown' };

/** How one incident stands against the target. Of many incidents no average is made: it would say nothing. */
export function diagnosisTimer(
  { milestones, status }: { milestones: readonly Mark[]; status: IncidentStatus },
  now: number,
): DiagnosisTimer {
  const { toDiagnose } = milestoneTimes(milestones);
  if (toDiagnose !== null) return { state: toDiagnose <= diagnosisTargetMs ? 'met' : 'missed', ms: toDiagnose };
  const from = milestoneOf(milestones, 'detected') ?? milestoneOf(milestones, 'declared');
  if (from === null || !isOpen(status)) return { state: 'unknown' };
  const ms = Math.max(0, now - from.occurredAt);
  return ms <= diagnosisTargetMs ? { state: 'running', ms, leftMs: diagnosisTargetMs - ms } : { state: 'over', ms };
}
