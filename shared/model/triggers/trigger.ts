// What a trigger is: what it watches, how long that must hold, how grave it is, and the words that it was made from.
import { z } from 'zod';
import type { TriggerRule } from './state.ts';

/** Which containers or pods: all conditions hold of one that is meant. An empty selector means all. */
export const selectorSchema = z.object({
  /** The whole name of a container or workload; `*` stands for any text. */
  name: z.string().optional(),
  namespace: z.string().optional(),
  composeProject: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
});
export type TriggerSelector = z.infer<typeof selectorSchema>;

const durationMs = z.number().min(0);

export const conditionSchema = z.discriminatedUnion('kind', [
  /** Evaluated here: true for each sample that the expression gives. */
  z.object({
    kind: z.literal('promql'),
    expr: z.string().min(1),
    queryOffsetMs: durationMs.default(0),
    /** More alerts than this are an error; 0 or absent for no limit. */
    limit: z.int().min(0).optional(),
  }),
  /** The server evaluates it; its state is followed, and no `for` is counted here. */
  z.object({ kind: z.literal('server_rule'), group: z.string(), rule: z.string() }),
  /** Strictly more restarts than that within the window, of any one container: see restart-log.ts. */
  z.object({
    kind: z.literal('restarts'),
    over: z.enum(['docker', 'kubernetes']),
    selector: selectorSchema,
    moreThan: z.int().min(0),
    windowMs: durationMs,
  }),
  /** Of the last look at an item. `not_passed` is every outcome but a pass, `unproven` every one but pass and fail. */
  z.object({
    kind: z.literal('probe'),
    planId: z.string(),
    itemId: z.string(),
    outcome: z.enum(['not_passed', 'failed', 'unproven']),
  }),
  /** A scrape target of Prometheus is down; all instances of the job where none is named. */
  z.object({ kind: z.literal('target_down'), job: z.string(), instance: z.string().optional() }),
  z.object({ kind: z.literal('container_unhealthy'), selector: selectorSchema }),
  z.object({ kind: z.literal('rollout_stuck'), namespace: z.string(), name: z.string() }),
  /** Words that cannot be executed: a person judges them, and it is never inactive of itself. */
  z.object({ kind: z.literal('manual'), words: z.string().min(1) }),
]);
export type TriggerCondition = z.infer<typeof conditionSchema>;
export type ConditionKind = TriggerCondition['kind'];

/** From least to gravest. */
export const severities = ['info', 'attention', 'action', 'urgent'] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;

export const triggerSchema = z.object({
  name: z.string().min(1).max(200),
  /** As a person wrote them, or the expression where nobody wrote more. Never changed by what is made of them. */
  originalWords: z.string(),
  condition: conditionSchema,
  forMs: durationMs,
  keepFiringForMs: durationMs,
  intervalMs: z.number().min(1000),
  severity: severitySchema,
  /** May hold templates, as annotations may: template.ts. */
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  rollbackPlanId: z.string().nullable(),
  enabled: z.boolean(),
});
export type Trigger = z.infer<typeof triggerSchema>;

/** A trigger that no machine evaluates, such as "Any evidence of log loss or corruption during staging tests". */
export type ManualTrigger = Trigger & { condition: Extract<TriggerCondition, { kind: 'manual' }> };

export function isManual(trigger: Trigger): trigger is ManualTrigger {
  return trigger.condition.kind === 'manual';
}

/** What the core needs of it. The severity is no label of its alerts unless the trigger gives them one. */
export function ruleOf(trigger: Trigger): TriggerRule {
  const { name, condition, forMs, keepFiringForMs, intervalMs, labels, annotations } = trigger;
  const limit = condition.kind === 'promql' ? (condition.limit ?? 0) : 0;
  return { name, forMs, keepFiringForMs, intervalMs, labels, annotations, limit };
}
