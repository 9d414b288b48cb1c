// A trigger while somebody writes it: texts as they are typed, what is wrong with them, and the trigger they make. Pure.
import { durationMs, durationText } from '#shared/model/duration.ts';
import type { Severity, Trigger, TriggerCondition, TriggerSelector } from '#shared/model/triggers/trigger.ts';

export const draftKinds = ['promql', 'restarts', 'container_unhealthy', 'rollout_stuck', 'target_down', 'probe', 'manual'] as const; // prettier-ignore
export type DraftKind = (typeof draftKinds)[number] | 'server_rule';

export interface TriggerDraft {
  name: string;
  words: string;
  kind: DraftKind;
  severity: Severity;
  lasts: string;
  kept: string;
  every: string;
  expr: string;
  over: 'docker' | 'kubernetes';
  thing: string;
  namespace: string;
  project: string;
  moreThan: string;
  window: string;
  job: string;
  instance: string;
  planId: string;
  itemId: string;
  outcome: 'not_passed' | 'failed' | 'unproven';
  rollbackPlanId: string;
}

const blank: TriggerDraft = {
  name: '',
  words: '',
  kind: 'restarts',
  severity: 'action',
  lasts: '0s',
  kept: '0s',
  every: '15s',
  expr: '',
  over: 'docker',
  thing: '',
  namespace: '',
  project: '',
  moreThan: '5',
  window: '15m',
  job: '',
  instance: '',
  planId: '',
  itemId: '',
  outcome: 'not_passed',
  rollbackPlanId: '',
};

export function draftOf(trigger: Trigger | null): TriggerDraft {
  if (trigger === null) return blank;
  const { name, originalWords, condition, severity, forMs, keepFiringForMs, intervalMs, rollbackPlanId } = trigger;
  const common = { ...blank, name, words: originalWords, kind: condition.kind, severity, lasts: durationText(forMs), kept: durationText(keepFiringForMs), every: durationText(intervalMs), rollbackPlanId: rollbackPlanId ?? '' }; // prettier-ignore
  return { ...common, ...conditionDraft(condition) };
}

function conditionDraft(condition: TriggerCondition): Partial<TriggerDraft> {
  const selected = ({ name = '', namespace = '', composeProject = '' }: TriggerSelector) => ({ thing: name, namespace, project: composeProject }); // prettier-ignore
  switch (condition.kind) {
    case 'promql':
      return { expr: condition.expr };
    case 'restarts':
      return { over: condition.over, ...selected(condition.selector), moreThan: String(condition.moreThan), window: durationText(condition.windowMs) }; // prettier-ignore
    case 'container_unhealthy':
      return { over: condition.selector.namespace === undefined ? 'docker' : 'kubernetes', ...selected(condition.selector) }; // prettier-ignore
    case 'rollout_stuck':
      return { namespace: condition.namespace, thing: condition.name };
    case 'target_down':
      return { job: condition.job, instance: condition.instance ?? '' };
    case 'probe':
      return { planId: condition.planId, itemId: condition.itemId, outcome: condition.outcome };
    default:
      return {};
  }
}

const isDuration = (text: string): boolean => durationMs(text.trim()) !== null;
const durationProblem = 'a duration such as 30s, 5m or 1h30m is needed';

/** By field; empty where nothing is wrong. */
export function draftProblems(draft: TriggerDraft): Record<string, string> {
  const { kind } = draft;
  const everyMs = durationMs(draft.every.trim()) ?? 0;
  const windowMs = durationMs(draft.window.trim()) ?? 0;
  const said: [field: string, wrong: boolean, words: string][] = [
    ['name', draft.name.trim() === '', 'a name is needed'],
    ['words', kind === 'manual' && draft.words.trim() === '', 'words are needed: they are what a person judges'],
    ['lasts', kind !== 'manual' && !isDuration(draft.lasts), durationProblem],
    ['kept', kind !== 'manual' && !isDuration(draft.kept), durationProblem],
    ['every', kind !== 'manual' && everyMs < 1000, isDuration(draft.every) ? 'at least 1s' : durationProblem],
    ['expr', kind === 'promql' && draft.expr.trim() === '', 'an expression is needed'],
    ['moreThan', kind === 'restarts' && !/^\d{1,6}$/.test(draft.moreThan.trim()), 'a whole number is needed'],
    ['window', kind === 'restarts' && (windowMs < 60_000 || windowMs > 86_400_000), isDuration(draft.window) ? 'from 1m to 1d' : durationProblem], // prettier-ignore
    ['namespace', needsNamespace(draft) && draft.namespace.trim() === '', 'a namespace is needed'],
    ['thing', kind === 'rollout_stuck' && draft.thing.trim() === '', 'the name of a deployment is needed'],
    ['job', kind === 'target_down' && draft.job.trim() === '', 'a job is needed'],
    ['planId', kind === 'probe' && draft.planId === '', 'choose a plan'],
    ['itemId', kind === 'probe' && draft.itemId.trim() === '', 'the id of an item is needed'],
  ];
  return Object.fromEntries(said.filter(([, wrong]) => wrong).map(([field, , words]) => [field, words]));
}

/** Containers of a cluster are told from those of Docker by their namespace. */
function needsNamespace({ kind, over }: TriggerDraft): boolean {
  return kind === 'rollout_stuck' || (kind === 'container_unhealthy' && over === 'kubernetes');
}

/** What the draft makes, once nothing is wrong with it. What it has no field for stays as it was in `before`. */
export function triggerOfDraft(draft: TriggerDraft, before: Trigger | null): Trigger {
  const { name, words, severity, rollbackPlanId } = draft;
  return {
    labels: {},
    annotations: {},
    enabled: true,
    ...before,
    name: name.trim(),
    originalWords: words.trim() || name.trim(),
    condition: conditionOf(draft, before),
    forMs: durationMs(draft.lasts.trim()) ?? 0,
    keepFiringForMs: durationMs(draft.kept.trim()) ?? 0,
    intervalMs: durationMs(draft.every.trim()) ?? 15_000,
    severity,
    rollbackPlanId: rollbackPlanId === '' ? null : rollbackPlanId,
  };
}

function conditionOf(draft: TriggerDraft, before: Trigger | null): TriggerCondition {
  const { kind, over, outcome, planId, itemId } = draft;
  const [thing, namespace, project, instance] = [draft.thing, draft.namespace, draft.project, draft.instance].map((text) => text.trim()); // prettier-ignore
  const labels = before && 'selector' in before.condition ? before.condition.selector.labels : undefined;
  const selector: TriggerSelector = {
    ...(labels === undefined ? {} : { labels }),
    ...(thing ? { name: thing } : {}),
    ...(over === 'kubernetes' && namespace ? { namespace } : {}),
    ...(over === 'docker' && project ? { composeProject: project } : {}),
  };
  switch (kind) {
    case 'promql': {
      const queryOffsetMs = before?.condition.kind === 'promql' ? before.condition.queryOffsetMs : 0;
      return { kind, expr: draft.expr.trim(), queryOffsetMs };
    }
    case 'restarts':
      return { kind, over, selector, moreThan: Number(draft.moreThan), windowMs: durationMs(draft.window.trim()) ?? 0 };
    case 'container_unhealthy':
      return { kind, selector };
    case 'rollout_stuck':
      return { kind, namespace: namespace ?? '', name: thing ?? '' };
    case 'target_down':
      return { kind, job: draft.job.trim(), ...(instance ? { instance } : {}) };
    case 'probe':
      return { kind, planId, itemId: itemId.trim(), outcome };
    case 'server_rule':
      return before?.condition ?? { kind: 'manual', words: draft.words };
    case 'manual':
      return { kind, words: draft.words.trim() || draft.name.trim() };
  }
}
