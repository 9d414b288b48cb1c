// An incident as it stands, and the line of it in lists. What it went through is in the journal; step-incident.ts makes this
// of that.
import { z } from 'zod';
import { declareFromSchema, detectedBySchema, incidentKindSchema, incidentSeveritySchema, opsSeveritySchema } from './declare.ts'; // prettier-ignore
import { incidentLinkSchema } from './incident-link.ts';
import { incidentWordSchema } from './incident-word.ts';
import { milestoneOf, milestoneSchema, type Mark } from './milestone.ts';
import { incidentStatusSchema } from './status.ts';

export const incidentIdSchema = z.string().min(1).max(64);

export const roleNames = ['incident_commander', 'deputy', 'scribe', 'sme', 'liaison_internal', 'liaison_customer', 'reporter'] as const; // prettier-ignore
export const roleNameSchema = z.enum(roleNames);
export type RoleName = z.infer<typeof roleNameSchema>;
export const roleWords: Record<RoleName, string> = {
  incident_commander: 'Incident commander',
  deputy: 'Deputy',
  scribe: 'Scribe',
  sme: 'Subject matter expert',
  liaison_internal: 'Internal liaison',
  liaison_customer: 'Customer liaison',
  reporter: 'Reporter',
};
/** Several people may be experts; every other role is of one. */
export const severalHold = (role: RoleName): boolean => role === 'sme';
export const roleSchema = z.object({ role: roleNameSchema, person: z.string(), since: z.number() });
export type Role = z.infer<typeof roleSchema>;

/** Counts have the names that people give them: `customers`, `failed requests`. */
export const impactSchema = z.object({
  /** Null while it is not known. */
  impacted: z.boolean().nullable(),
  scope: z.string().max(2000),
  startMs: z.number().nullable(),
  endMs: z.number().nullable(),
  counts: z.array(z.object({ what: z.string().trim().min(1).max(100), count: z.number().nonnegative() })).max(20),
});
export type Impact = z.infer<typeof impactSchema>;

export const gradeSchema = z.object({
  severity: incidentSeveritySchema,
  opsSeverity: opsSeveritySchema,
  at: z.number(),
  by: z.string(),
  reason: z.string(),
});
export type Grade = z.infer<typeof gradeSchema>;

export const incidentSchema = z.object({
  id: incidentIdSchema,
  number: z.int().positive(),
  title: z.string(),
  summary: z.string(),
  kind: incidentKindSchema,
  class: z.string(),
  status: incidentStatusSchema,
  statusReason: z.string(),
  statusSince: z.number(),
  severity: incidentSeveritySchema,
  opsSeverity: opsSeveritySchema,
  /** The first at declaration, the last as it is now. */
  grades: z.array(gradeSchema),
  detectedBy: detectedBySchema,
  declaredAt: z.number(),
  declaredBy: z.string(),
  from: declareFromSchema,
  /** How far back the record was looked at for it. */
  lookedFromMs: z.number(),
  roles: z.array(roleSchema),
  milestones: z.array(milestoneSchema),
  impact: impactSchema,
  links: z.array(incidentLinkSchema),
  words: z.array(incidentWordSchema),
  /** Events of the journal that somebody pinned. */
  pins: z.array(z.int()),
  /** Queries whose samples are kept with it. */
  frozen: z.array(z.object({ expr: z.string(), fromMs: z.number(), toMs: z.number() })),
  mergedInto: z.string().nullable(),
  statusBeforeMerge: incidentStatusSchema.nullable(),
  /** Of the last event that changed it. */
  sequence: z.int(),
});
export type Incident = z.infer<typeof incidentSchema>;

/** `INC-7`. */
export const incidentName = ({ number }: { number: number }): string => `INC-${number}`;

/** A trigger of an incident that began to fire when the incident was over: news, not part of it. */
export const firedAgainSchema = z.object({
  trigger: z.string(),
  name: z.string(),
  atMs: z.number(),
  sequence: z.int(),
});
export type FiredAgain = z.infer<typeof firedAgainSchema>;

export const incidentSummarySchema = z.object({
  key: incidentIdSchema,
  ...incidentSchema.pick({ number: true, title: true, kind: true, class: true, status: true, statusSince: true, severity: true, opsSeverity: true, declaredAt: true, mergedInto: true, sequence: true }).shape, // prettier-ignore
  commander: z.string().nullable(),
  /** Those that count, for the timer and for since when. */
  milestones: z.array(milestoneSchema.pick({ type: true, occurredAt: true })),
  triggers: z.array(z.string()),
  firedAgain: z.array(firedAgainSchema),
});
export type IncidentSummary = z.infer<typeof incidentSummarySchema>;

/** When it began: the start of its impact where that was recorded, else its detection, else its declaration. */
export function beganAt({ milestones, declaredAt }: { milestones: readonly Mark[]; declaredAt: number }): number {
  const first = milestoneOf(milestones, 'impact_started') ?? milestoneOf(milestones, 'detected');
  return first?.occurredAt ?? declaredAt;
}

export function summaryOf(incident: Incident, firedAgain: FiredAgain[]): IncidentSummary {
  const { id, number, title, kind, status, statusSince, severity, opsSeverity, declaredAt, mergedInto, sequence, roles } = incident; // prettier-ignore
  return {
    key: id,
    number,
    title,
    kind,
    class: incident.class,
    status,
    statusSince,
    severity,
    opsSeverity,
    declaredAt,
    mergedInto,
    sequence,
    commander: roles.find(({ role }) => role === 'incident_commander')?.person ?? null,
    milestones: incident.milestones
      .filter(({ replaced }) => !replaced)
      .map(({ type, occurredAt }) => ({ type, occurredAt })),
    triggers: incident.links.filter((link) => link.kind === 'trigger').map(({ target }) => target),
    firedAgain,
  };
}
