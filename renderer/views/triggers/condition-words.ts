// What a trigger looks at, in words and signs. Pure.
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { Trigger, TriggerCondition, TriggerSelector } from '#shared/model/triggers/trigger.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { shortValue } from '../../components/short-value.ts';

/** The expression, or what stands for one. */
export function conditionText(condition: TriggerCondition): string {
  switch (condition.kind) {
    case 'promql':
      return condition.expr;
    case 'server_rule':
      return `rule ${condition.rule} of group ${condition.group}`;
    case 'restarts':
      return `restarts of ${selectorText(condition.selector, condition.over)} > ${condition.moreThan} in ${exactDurationInWords(condition.windowMs)}`;
    case 'probe':
      return `item ${condition.itemId}: ${outcomeWords[condition.outcome]}`;
    case 'target_down':
      return `target of job ${condition.job}${condition.instance === undefined ? '' : ` at ${condition.instance}`} is down`;
    case 'container_unhealthy':
      return `${selectorText(condition.selector, condition.selector.namespace === undefined ? 'docker' : 'kubernetes')} is not healthy`;
    case 'rollout_stuck':
      return `rollout of ${condition.namespace}/${condition.name} stands still`;
    case 'manual':
      return 'a person has to judge this';
  }
} // prettier-ignore

const outcomeWords = { not_passed: 'not passed', failed: 'failed', unproven: 'not proven' } as const;

function selectorText(
  { name, namespace, composeProject, labels = {} }: TriggerSelector,
  over: 'docker' | 'kubernetes',
): string {
  // prettier-ignore
  const what = over === 'docker' ? 'container' : 'pod';
  const parts = [
    name ?? '',
    namespace === undefined ? '' : `in ${namespace}`,
    composeProject === undefined ? '' : `of project ${composeProject}`,
    ...Object.entries(labels).map(([label, value]) => `with ${label}=${value}`),
  ].filter(Boolean);
  return parts.length === 0 ? `any ${what}` : `${what} ${parts.join(' ')}`;
}

/** Said to whoever writes one, before it is kept: when it fires, in a sentence. */
export function previewSentence({ condition, forMs, keepFiringForMs, intervalMs }: Trigger): string {
  if (condition.kind === 'manual') return 'Nothing watches these words: they stay in the list as a hole, because a person has to judge them.'; // prettier-ignore
  const lasts = forMs > 0 ? ` and that has lasted for ${exactDurationInWords(forMs)}` : '';
  const kept =
    keepFiringForMs > 0 ? ` It goes on firing for ${exactDurationInWords(keepFiringForMs)} after that ends.` : '';
  return `Fires when ${whenWords(condition)}${lasts}.${kept} Looked at every ${exactDurationInWords(intervalMs)}.`;
}

function whenWords(condition: Exclude<TriggerCondition, { kind: 'manual' }>): string {
  switch (condition.kind) {
    case 'promql':
      return 'the expression gives a sample';
    case 'server_rule':
      return `Prometheus says that its rule ${condition.rule} fires`;
    case 'restarts':
      return `${selectorText(condition.selector, condition.over)} restarts more than ${condition.moreThan} ${condition.moreThan === 1 ? 'time' : 'times'} in ${exactDurationInWords(condition.windowMs)}`;
    case 'probe':
      return `the last look at the item ${condition.itemId} came to: ${outcomeWords[condition.outcome]}`;
    case 'target_down':
      return `Prometheus does not reach ${condition.instance === undefined ? 'a target' : condition.instance} of the job ${condition.job}`;
    case 'container_unhealthy':
      return conditionText(condition);
    case 'rollout_stuck':
      return `the ${conditionText(condition)}`;
  }
} // prettier-ignore

const comparison = /(==|!=|>=|<=|>|<)\s*(?:bool\s+)?(-?[\d.]+(?:e[+-]?\d+)?)\s*$/i;

/** The value beside what it is compared with: `812 > 500`; the value alone where the expression does not say. */
export function valueWords(condition: TriggerCondition, value: string): string {
  const shown = shortValue(value, 4);
  if (condition.kind === 'restarts') return `${shown} > ${condition.moreThan}`;
  if (condition.kind === 'probe' || condition.kind === 'container_unhealthy' || condition.kind === 'target_down') return ''; // prettier-ignore
  if (condition.kind !== 'promql') return shown;
  const [, sign, limit] = comparison.exec(condition.expr) ?? [];
  return sign === undefined || limit === undefined ? shown : `${shown} ${sign} ${limit}`;
}

/** Who looks at it, in few words; what is asked is said beside. */
export function watchedWords({
  watchedBy,
  place,
  trigger,
}: Pick<WatchedTrigger, 'watchedBy' | 'place' | 'trigger'>): string {
  // prettier-ignore
  const at = place.replace(/^Prometheus at https?:\/\//, '');
  if (watchedBy === 'person') return 'by a person';
  if (watchedBy === 'server') return `followed at Prometheus${at === '' || at === place ? '' : ` ${at}`}`;
  if (watchedBy === 'console') return `evaluated here${at === '' || at === 'no Prometheus' ? '' : `, asking ${at}`}`;
  if (trigger.condition.kind === 'probe') return 'here, by the last look';
  return place === '' ? 'here' : `here, from ${place}`;
}

/** What Explore opens with; null where there is no expression. */
export function exploreOf({ condition }: Trigger): string | null {
  return condition.kind === 'promql' ? JSON.stringify([{ q: condition.expr }]) : null;
}
