// Operations on incidents: declared, led and closed. None changes a system: all they change is the record, and everything said
// here is an event of it with its author. What dashboards show of an incident is asked of Prometheus.
import { z } from 'zod';
import { dashboardKeySchema } from '#shared/model/dashboard/dashboard.ts';
import { evidenceSchema } from '#shared/model/incident/evidence.ts';
import { declareDraftSchema, declareFromSchema, detectedBySchema, incidentClassSchema, incidentKindSchema, incidentSeveritySchema, lookBackLimitsMs, opsSeveritySchema, proposalSchema } from '#shared/model/incident/declare.ts'; // prettier-ignore
import {
  impactSchema,
  incidentIdSchema,
  incidentSummarySchema,
  roleNameSchema,
} from '#shared/model/incident/incident.ts';
import { incidentAidsSchema, incidentDetailSchema } from '#shared/model/incident/incident-detail.ts';
import { linkDraftSchema } from '#shared/model/incident/incident-link.ts';
import { wordDraftSchema } from '#shared/model/incident/incident-word.ts';
import { confidenceSchema, milestoneTypeSchema } from '#shared/model/incident/milestone.ts';
import { incidentStatusSchema } from '#shared/model/incident/status.ts';
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);
const reason = z.string().max(4000).default('');
const one = z.object({ id: incidentIdSchema });
const said = one.extend({ by });
const lookBackMs = z.number().min(lookBackLimitsMs.least).max(lookBackLimitsMs.most).default(lookBackLimitsMs.usual);

export const incidentsContract = {
  feed: op.output(feed(incidentSummarySchema)),
  get: op.input(one).output(incidentDetailSchema),
  aids: op.input(one).output(incidentAidsSchema),
  /** Looks back over the record and proposes; it declares nothing. */
  propose: op.input(z.object({ from: declareFromSchema, lookBackMs })).output(proposalSchema),
  declare: op.input(z.object({ from: declareFromSchema, lookBackMs, draft: declareDraftSchema, by })).output(one.extend({ number: z.int() })), // prettier-ignore
  /** `occurredAt`: when it became so, if that was not just now. */
  move: op.input(said.extend({ to: incidentStatusSchema, reason, occurredAt: z.int().nullable().default(null) })).output(nothing), // prettier-ignore
  grade: op.input(said.extend({ severity: incidentSeveritySchema, opsSeverity: opsSeveritySchema, reason })).output(nothing), // prettier-ignore
  assign: op.input(said.extend({ role: roleNameSchema, person: z.string().trim().min(1).max(200), held: z.boolean() })).output(nothing), // prettier-ignore
  reach: op.input(said.extend({ milestone: milestoneTypeSchema, occurredAt: z.int(), confidence: confidenceSchema, evidence: z.array(evidenceSchema).max(50).default([]), note: reason })).output(nothing), // prettier-ignore
  setImpact: op.input(said.extend({ impact: impactSchema })).output(nothing),
  describe: op.input(said.extend({ title: z.string().trim().min(1).max(200), summary: z.string().max(4000), kind: incidentKindSchema, class: incidentClassSchema, detectedBy: detectedBySchema })).output(nothing), // prettier-ignore
  link: op.input(said.extend({ link: linkDraftSchema })).output(nothing),
  unlink: op.input(said.extend({ link: linkDraftSchema })).output(nothing),
  /** Begins to keep what these dashboards show of it; the history tells what came of it. */
  keepDashboards: op.input(said.extend({ keys: z.array(dashboardKeySchema).min(1).max(100) })).output(nothing),
  merge: op.input(said.extend({ into: incidentIdSchema, reason })).output(nothing),
  unmerge: op.input(said.extend({ reason })).output(nothing),
  /** A word that names another as `supersedes` corrects it; the corrected one stays. */
  say: op.input(said.extend({ word: wordDraftSchema })).output(one),
  /** Of a word by its id, or of an event of the journal by its number. */
  pin: op.input(said.extend({ word: z.string().max(64).nullable(), event: z.int().positive().nullable(), pinned: z.boolean() })).output(nothing), // prettier-ignore
};
