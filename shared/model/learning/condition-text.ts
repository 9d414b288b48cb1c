// What a trigger watches, on one line: its expression where it has one.
import { exactDurationInWords } from '../duration.ts';
import type { TriggerCondition, TriggerSelector } from '../triggers/trigger.ts';

export function conditionText(condition: TriggerCondition): string {
  switch (condition.kind) {
    case 'promql':
      return condition.expr;
    case 'server_rule':
      return `the rule ${condition.rule} of the group ${condition.group}`;
    case 'restarts':
      return `more than ${condition.moreThan} restarts in ${exactDurationInWords(condition.windowMs)} of ${selected(condition.over === 'docker' ? 'a container' : 'a pod', condition.selector)}`; // prettier-ignore
    case 'probe':
      return `the item ${condition.itemId} ${{ not_passed: 'did not pass', failed: 'failed', unproven: 'was not proven' }[condition.outcome]}`; // prettier-ignore
    case 'target_down':
      return `the target ${condition.job}${condition.instance === undefined ? '' : ` at ${condition.instance}`} is down`;
    case 'container_unhealthy':
      return `${selected('a container', condition.selector)} is not healthy`;
    case 'rollout_stuck':
      return `the rollout of ${condition.namespace}/${condition.name} stands still`;
    case 'manual':
      return condition.words;
  }
}

function selected(what: string, { name, namespace, composeProject, labels = {} }: TriggerSelector): string {
  const parts = [name, namespace === undefined ? undefined : `in ${namespace}`, composeProject === undefined ? undefined : `of ${composeProject}`, ...Object.entries(labels).map(([label, value]) => `${label}=${value}`)].filter((part) => part !== undefined); // prettier-ignore
  return parts.length === 0 ? what : `${what} ${parts.join(' ')}`;
}
