// What operators are told about errors: six models, each answering one question. No envelope is in any of them, and none
// can be put in the place of one: `envelope` is a member that an envelope has and these never have.
import { z } from 'zod';
import { errorLayers } from './error-class.ts';

export const operatorSeverities = ['info', 'attention', 'action', 'urgent'] as const;
export type OperatorSeverity = (typeof operatorSeverities)[number];
const severitySchema = z.enum(operatorSeverities);

/** A schema whose type an envelope does not fit. */
const told = <S extends z.core.$ZodLooseShape>(shape: S) => z.object({ ...shape, envelope: z.undefined().optional() });

export const incidentCategories = ['execution_failure', 'dependency_failure', 'timeout', 'budget_exhaustion', 'policy_violation', 'invalid_input', 'configuration', 'data_integrity', 'other'] as const; // prettier-ignore
export type IncidentCategory = (typeof incidentCategories)[number];

export const groupStates = ['new', 'ongoing', 'escalating', 'regressed', 'resolved', 'archived'] as const;
export type GroupState = (typeof groupStates)[number];

/** Why did this fail? One failure, told once, however often it happened. */
export const opsIncidentSchema = told({
  key: z.string(),
  title: z.string(),
  category: z.enum(incidentCategories),
  errorClass: z.string(),
  component: z.string(),
  layer: z.enum(errorLayers),
  severity: severitySchema,
  /** What is wrong with its class, or with its class in the layer of its first error, in words; null where nothing is. */
  flag: z.string().nullable(),
  /** By which rule it has that severity. */
  severityRule: z.string(),
  /** The type of the first exception of the chain, and where in the application it came from; null where not said. */
  exceptionType: z.string().nullable(),
  frame: z.string().nullable(),
  state: z.enum(groupStates),
  /** Why it is in that state, in words. */
  stateReason: z.string(),
  /** All that were kept, and those of the last 24 hours, an hour each, the oldest first. */
  occurrences: z.number(),
  hourly: z.array(z.number()),
  firstSeenAt: z.number(),
  lastSeenAt: z.number(),
  /** In the order in which they were first seen. */
  releases: z.array(z.string()),
  /** How many came since it was said to be resolved, without being of a release that would make it a regression. */
  sinceResolved: z.number(),
});
export type OpsIncident = z.infer<typeof opsIncidentSchema>;

export const healthStatuses = ['healthy', 'degraded', 'unhealthy', 'unknown'] as const;
export type HealthStatus = (typeof healthStatuses)[number];

/** Is the component well now? */
export const opsHealthSignalSchema = told({
  key: z.string(),
  component: z.string(),
  status: z.enum(healthStatuses),
  reason: z.string(),
  /** When anything was last heard of it, an error or not. */
  lastHeardAt: z.number(),
  lastErrorAt: z.number().nullable(),
  /** Errors within the window that the status is of. */
  errors: z.number(),
  windowMs: z.number(),
});
export type OpsHealthSignal = z.infer<typeof opsHealthSignalSchema>;

export const riskLevels = ['low', 'medium', 'high', 'critical'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** What breaks if users arrive? Out of the newest run of each plan. */
export const opsRiskFindingSchema = told({
  key: z.string(),
  level: z.enum(riskLevels),
  title: z.string(),
  reason: z.string(),
  planId: z.string(),
  planTitle: z.string(),
  runId: z.string().nullable(),
  phaseId: z.string(),
  itemId: z.string(),
  at: z.number().nullable(),
});
export type OpsRiskFinding = z.infer<typeof opsRiskFindingSchema>;

export const trendDirections = ['rising', 'falling', 'steady', 'too_few'] as const;

/** Is it getting better or worse? */
export const opsTrendMetricSchema = told({
  key: z.string(),
  fromMs: z.number(),
  bucketMs: z.number(),
  counts: z.array(z.number()),
  direction: z.enum(trendDirections),
  reason: z.string(),
  /** The later part against the earlier, with the ends of its 95 % interval; null without events. `upper` null: unbounded. */
  ratio: z.object({ value: z.number().nullable(), lower: z.number(), upper: z.number().nullable() }).nullable(),
});
export type OpsTrendMetric = z.infer<typeof opsTrendMetricSchema>;

/** What came of the decisions that the system made? Only those that an error names are known. */
export const opsDecisionOutcomeSchema = told({
  key: z.string(),
  decisionId: z.string(),
  outcome: z.enum(['failed', 'troubled']),
  reason: z.string(),
  errors: z.number(),
  components: z.array(z.string()),
  firstAt: z.number(),
  lastAt: z.number(),
  correlationIds: z.array(z.string()),
});
export type OpsDecisionOutcome = z.infer<typeof opsDecisionOutcomeSchema>;

export const correlatedKinds = ['error', 'event', 'probe', 'decision'] as const;

/** What happened together? One thing among those with one correlation id. */
export const opsCorrelatedEventSchema = told({
  key: z.string(),
  kind: z.enum(correlatedKinds),
  at: z.number(),
  endedAt: z.number().nullable(),
  component: z.string(),
  title: z.string(),
  severity: severitySchema.nullable(),
  correlationId: z.string(),
  spanId: z.string().nullable(),
  parentSpanId: z.string().nullable(),
  decisionId: z.string().nullable(),
  runId: z.string().nullable(),
  /** What its producer may not send, in words; null where nothing. */
  flag: z.string().nullable(),
  /** The group of an error, by key; the sequence number of an event of the journal. */
  groupKey: z.string().nullable(),
  sequence: z.number().nullable(),
});
export type OpsCorrelatedEvent = z.infer<typeof opsCorrelatedEventSchema>;
