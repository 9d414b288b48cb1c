// Every operation and feed between a screen and the engine. One line here and one function in engine/handlers each.
import { z } from 'zod';
import {
  itemStateSchema,
  noteSchema,
  openResultSchema,
  planDetailSchema,
  plannedItemSchema,
  planSummarySchema,
} from '#shared/model/checklist.ts';
import { comparisonSchema } from '#shared/model/comparison.ts';
import { planHashSchema, planIdSchema, runIdSchema } from '#shared/model/ids.ts';
import { itemResultSchema, runReportSchema, runSummarySchema, selectionSchema, tickSchema } from '#shared/model/run.ts';
import { actionsContract } from './actions.ts';
import { criteriaContract } from './criteria.ts';
import { reviewsContract } from './reviews.ts';
import { timelineContract } from './timeline.ts';
import { learningContract } from './learning.ts';
import { incidentsContract } from './incidents.ts';
import { errorsContract } from './errors.ts';
import { recorderContract } from './recorder.ts';
import { dashboardsContract } from './dashboards.ts';
import { dockerContract } from './docker.ts';
import { environmentsContract } from './environments.ts';
import { forwardsContract } from './forwards.ts';
import { kubernetesContract } from './kubernetes.ts';
import { logsContract } from './logs.ts';
import { metricsContract } from './metrics.ts';
import { feed, nothing, op } from './op.ts';
import { scrapesContract } from './scrapes.ts';
import { secretsContract } from './secrets.ts';
import { terminalsContract } from './terminals.ts';
import { triggersContract } from './triggers.ts';
import { watchContract } from './watch.ts';
import { demoFaultSchema, demoStateSchema, demoVersionSchema, diagnosisSchema, journalEventSchema, recordStatusSchema, sourceStatusSchema, systemInfoSchema } from '#shared/model/system.ts'; // prettier-ignore

const plan = z.object({ planId: planIdSchema });
const run = z.object({ runId: runIdSchema });
const item = plan.extend({ phaseId: z.string(), itemId: z.string() });
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const exportFormat = z.enum(['json', 'junit', 'markdown']);

/** The largest plan text taken; a longer one is refused before it is parsed. */
export const planTextLimitBytes = 1024 * 1024;

export const contract = {
  plans: {
    feed: op.output(feed(planSummarySchema)),
    get: op.input(plan).output(planDetailSchema),
    /** The items of all plans, as they stand there. */
    items: op.output(z.array(plannedItemSchema)),
    open: op.input(z.object({ path: z.string().min(1).max(4096) })).output(openResultSchema),
    // Longer texts pass the edge so that the refusal can say how long is allowed.
    import: op.input(z.object({ name: z.string().max(300), text: z.string() })).output(openResultSchema),
    reload: op.input(plan).output(openResultSchema),
    remove: op.input(plan).output(nothing),
    trust: op.input(plan.extend({ hash: planHashSchema, by: z.string().trim().min(1).max(200) })).output(nothing),
  },
  checklist: {
    feed: op.input(plan).output(feed(itemStateSchema)),
    /** `digest`: of the item as the person saw it; a tick for another definition is refused. */
    tick: op
      .input(item.extend({ digest: z.string().optional(), tick: tickSchema.omit({ at: true, itemDigest: true }) }))
      .output(nothing),
    untick: op.input(item.extend({ by: z.string().trim().min(1).max(200) })).output(nothing),
    notes: op.input(plan).output(feed(noteSchema)),
    saveNote: op.input(plan.extend({ phaseId: z.string(), itemId: z.string().nullable(), markdown: z.string().max(65_536), basedOn: z.int().nonnegative() })).output(noteSchema), // prettier-ignore
  },
  runs: {
    feed: op.input(plan).output(feed(runSummarySchema)),
    start: op.input(plan.extend({ hash: planHashSchema, selection: selectionSchema, vars: z.record(z.string(), scalar).default({}) })).output(run), // prettier-ignore
    cancel: op.input(run).output(nothing),
    /** The newest first; `before` is the last run already known. */
    list: op.input(plan.extend({ before: runIdSchema.nullable().default(null), limit: z.int().min(1).max(200).default(50) })).output(z.array(runSummarySchema)), // prettier-ignore
    get: op.input(run).output(runReportSchema),
    result: op.input(run.extend({ phaseId: z.string(), itemId: z.string() })).output(itemResultSchema),
    /** Against the newest earlier run that passed whole, unless `against` names one. */
    compare: op.input(run.extend({ against: runIdSchema.optional() })).output(comparisonSchema.nullable()),
    export: op.input(run.extend({ format: exportFormat })).output(z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() })), // prettier-ignore
  },
  docker: dockerContract,
  kubernetes: kubernetesContract,
  logs: logsContract,
  watch: watchContract,
  environments: environmentsContract,
  actions: actionsContract,
  terminals: terminalsContract,
  forwards: forwardsContract,
  metrics: metricsContract,
  scrapes: scrapesContract,
  secrets: secretsContract,
  dashboards: dashboardsContract,
  triggers: triggersContract,
  criteria: criteriaContract,
  reviews: reviewsContract,
  timeline: timelineContract,
  learning: learningContract,
  incidents: incidentsContract,
  errors: errorsContract,
  recorder: recorderContract,
  demo: {
    feed: op.output(feed(demoStateSchema)),
    start: op.output(demoStateSchema),
    stop: op.output(nothing),
    deploy: op.input(z.object({ version: demoVersionSchema })).output(nothing),
    setFault: op.input(z.object({ fault: demoFaultSchema, on: z.boolean() })).output(nothing),
  },
  system: {
    info: op.output(systemInfoSchema),
    record: op.output(feed(recordStatusSchema)),
    sources: op.output(feed(sourceStatusSchema)),
    diagnose: op.output(z.array(diagnosisSchema)),
    /** The newest first; `before` is a sequence number. */
    journal: op.input(z.object({ before: z.int().nullable().default(null), limit: z.int().min(1).max(500).default(100), type: z.string().optional() })).output(z.array(journalEventSchema)), // prettier-ignore
  },
};
export type Contract = typeof contract;
