// What sizes workloads by load, and what bounds how many of their pods may be taken away at once.
import { conditionOf, countOf, fieldsOf, numberOrText, said, textOf, type Fields } from './fields.ts';
import { noTroubles, type FoundTrouble, type Projected } from './projected.ts';

export function projectAutoscaler(object: Fields, deleting: boolean): Projected<'horizontalpodautoscalers'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const target = fieldsOf(spec['scaleTargetRef']);
  const troubles: FoundTrouble[] = [];
  const able = conditionOf(status['conditions'], 'AbleToScale');
  const active = conditionOf(status['conditions'], 'ScalingActive');
  const limited = conditionOf(status['conditions'], 'ScalingLimited');
  for (const condition of [able, active]) {
    // Scaled to zero by a person: the autoscaler rests on purpose.
    if (condition?.status !== 'False' || condition.reason === 'ScalingDisabled') continue;
    const words = `cannot scale: ${condition.reason}: ${said(condition.message, '')}`;
    troubles.push({ kind: 'other', words, since: condition.since });
  }
  const resting = active?.reason === 'ScalingDisabled';
  const known = able !== undefined;
  return {
    status: deleting ? 'Terminating' : troubles.length > 0 ? 'Unable' : resting ? 'Disabled' : limited?.status === 'True' ? 'Limited' : known ? 'Active' : 'Unknown', // prettier-ignore
    health: troubles.length > 0 ? 'trouble' : resting ? 'ended' : known ? 'ok' : 'progressing',
    troubles: troubles.length > 0 ? troubles : noTroubles,
    cells: {
      target: `${textOf(target['kind'])}/${textOf(target['name'])}`,
      min: countOf(spec['minReplicas'], 1),
      max: countOf(spec['maxReplicas']),
      current: countOf(status['currentReplicas']),
      desired: countOf(status['desiredReplicas']),
    },
  };
}

export function projectDisruptionBudget(object: Fields, deleting: boolean): Projected<'poddisruptionbudgets'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const allowed = countOf(status['disruptionsAllowed']);
  const currentHealthy = countOf(status['currentHealthy']);
  const desiredHealthy = countOf(status['desiredHealthy']);
  const troubles: FoundTrouble[] = [];
  if (allowed === 0 && currentHealthy < desiredHealthy) {
    const words = `has fewer healthy pods than it guards: ${currentHealthy} of ${desiredHealthy}; none may be taken away`;
    troubles.push({ kind: 'other', words });
  }
  return {
    status: deleting ? 'Terminating' : troubles.length > 0 ? 'Violated' : allowed === 0 ? 'NoDisruptions' : 'Allowed',
    health: troubles.length > 0 ? 'trouble' : 'ok',
    troubles: troubles.length > 0 ? troubles : noTroubles,
    cells: {
      minAvailable: numberOrText(spec['minAvailable']),
      maxUnavailable: numberOrText(spec['maxUnavailable']),
      allowed,
      currentHealthy,
      desiredHealthy,
    },
  };
}
