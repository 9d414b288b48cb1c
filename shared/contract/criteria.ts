// Operations on success criteria, service level objectives, baselines and soak tests. All of them ask Prometheus at most.
import { z } from 'zod';
import { baselineComparisonSchema, baselineSchema, baselineSummarySchema } from '#shared/model/criteria/baseline.ts';
import { judgedOutcomeSchema, watchedSetSchema } from '#shared/model/criteria/judgement.ts';
import { objectiveSchema, watchedObjectiveSchema } from '#shared/model/criteria/objective.ts';
import { watchedSoakSchema } from '#shared/model/criteria/soak.ts';
import { planProblemSchema } from '#shared/model/plan.ts';
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);
const note = z.string().max(4000).default('');
const key = z.string().min(1).max(200);
const one = z.object({ key });
const file = z.object({ name: z.string().min(1).max(300), text: z.string(), by });

export const importedDefinitionSchema = z.object({
  /** Null where there are problems: then nothing was taken. */
  key: z.string().nullable(),
  updated: z.boolean(),
  problems: z.array(planProblemSchema),
});
export type ImportedDefinition = z.infer<typeof importedDefinitionSchema>;

export const definitionSampleSchema = z.object({
  kind: z.enum(['criteria', 'objectives', 'baseline', 'soak']),
  name: z.string(),
  title: z.string(),
  about: z.string(),
  text: z.string(),
});
export type DefinitionSample = z.infer<typeof definitionSampleSchema>;

/** One line of a criterion's history. */
export const criterionEventSchema = z.object({
  key: z.string(),
  type: z.string(),
  atMs: z.number(),
  outcome: judgedOutcomeSchema.nullable(),
  words: z.string(),
  value: z.number().nullable(),
  n: z.number().nullable(),
  by: z.string().nullable(),
});
export type CriterionEvent = z.infer<typeof criterionEventSchema>;

const exportedSchema = z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() });
const criterion = one.extend({ criterion: z.string().min(1).max(100) });

export const criteriaContract = {
  feed: op.output(feed(watchedSetSchema)),
  /** Files that come with the console. */
  samples: op.output(z.array(definitionSampleSchema)),
  import: op.input(file).output(importedDefinitionSchema),
  remove: op.input(one.extend({ by })).output(nothing),
  /** Whether it is judged while nobody looks at it. */
  watch: op.input(one.extend({ watched: z.boolean() })).output(nothing),
  /** `asked`: a person wants to know now; the whole answer is recorded. */
  judge: op.input(one.extend({ asked: z.boolean() })).output(nothing),
  tick: op.input(criterion.extend({ outcome: z.enum(['pass', 'fail']), by, note })).output(nothing),
  untick: op.input(criterion.extend({ by })).output(nothing),
  /** The newest first. */
  history: op.input(criterion).output(z.array(criterionEventSchema)),
  objectives: {
    feed: op.output(feed(watchedObjectiveSchema)),
    import: op.input(file).output(importedDefinitionSchema),
    /** One of that name is replaced. */
    save: op.input(z.object({ objective: objectiveSchema, by })).output(one),
    remove: op.input(one.extend({ by })).output(nothing),
    watch: op.input(one.extend({ watched: z.boolean() })).output(nothing),
    judge: op.input(one.extend({ asked: z.boolean() })).output(nothing),
  },
  baselines: {
    feed: op.output(feed(baselineSummarySchema)),
    /** `text`: what is to be captured. The window ends at `untilMs`, null for now. */
    capture: op.input(z.object({ text: z.string(), untilMs: z.number().nullable().default(null), by })).output(importedDefinitionSchema), // prettier-ignore
    /** `text`: a baseline that was exported. */
    import: op.input(file).output(one),
    get: op.input(one).output(baselineSchema),
    export: op.input(one).output(exportedSchema),
    remove: op.input(one.extend({ by })).output(nothing),
    /** `after` null: what the same queries come to now, which is not kept. */
    compare: op.input(z.object({ before: key, after: key.nullable(), by })).output(baselineComparisonSchema),
  },
  soaks: {
    feed: op.output(feed(watchedSoakSchema)),
    /** `fromMs`: it began then, and what Prometheus has of that time counts. */
    start: op.input(z.object({ text: z.string(), fromMs: z.number().nullable().default(null), by })).output(importedDefinitionSchema), // prettier-ignore
    stop: op.input(one.extend({ by })).output(nothing),
    remove: op.input(one.extend({ by })).output(nothing),
    /** Samples and judges it at once. */
    look: op.input(one).output(nothing),
    tick: op.input(criterion.extend({ outcome: z.enum(['pass', 'fail']), by, note })).output(nothing),
    report: op.input(one.extend({ format: z.enum(['markdown', 'json']) })).output(exportedSchema),
  },
};
