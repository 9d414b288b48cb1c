// Events as the cluster would have told them of its ill pods, and a few of the well.
import type { Random } from './random.ts';
import { wireTime, type Fields, type KubeObject, type NewObject, type Pod } from './shapes.ts';

export interface EventWords {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: string;
  count?: number;
}

/** An event about an object; `at` is when it was last seen. */
export function buildEvent(
  kind: string,
  apiVersion: string,
  object: KubeObject | NewObject,
  words: EventWords,
  at: number,
  suffix: string,
): NewObject {
  const { name, namespace = 'default', uid } = object.metadata;
  return {
    metadata: { name: `${name}.${suffix}`, namespace, creationTimestamp: wireTime(at) },
    involvedObject: { kind, apiVersion, name, namespace, uid } satisfies Fields,
    reason: words.reason,
    message: words.message,
    type: words.type,
    source: { component: words.component },
    count: words.count ?? 1,
    firstTimestamp: wireTime(at - ((words.count ?? 1) - 1) * 20_000),
    lastTimestamp: wireTime(at),
    eventTime: null,
    reportingComponent: words.component,
    reportingInstance: '',
  };
}

function wordsFor(pod: Pod): EventWords | null {
  const status = pod.status.containerStatuses?.find(({ state, lastState }) => state.waiting ?? lastState.terminated);
  const waiting = status?.state.waiting?.reason;
  if (waiting === 'CrashLoopBackOff') {
    const message = `Back-off restarting failed container ${status?.name} in pod ${pod.metadata.name}`;
    return { type: 'Warning', reason: 'BackOff', message, component: 'kubelet', count: 40 };
  }
  if (waiting === 'ImagePullBackOff') {
    return { type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff', component: 'kubelet', count: 25 };
  }
  const unplaced = pod.status.conditions.find(({ reason }) => reason === 'Unschedulable');
  if (unplaced !== undefined) {
    return {
      type: 'Warning',
      reason: 'FailedScheduling',
      message: unplaced.message ?? '',
      component: 'default-scheduler',
      count: 12,
    };
  }
  if (status?.lastState.terminated?.reason === 'OOMKilled') {
    return {
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'Readiness probe failed: connection refused',
      component: 'kubelet',
      count: 2,
    };
  }
  return null;
}

/** At most 2,000: a server keeps an hour of them. */
export function generateEvents(pods: NewObject[], random: Random, now: number): NewObject[] {
  const events: NewObject[] = [];
  for (const [at, object] of pods.entries()) {
    const pod = object as Pod;
    const words = wordsFor(pod) ?? (at % 40 === 0 ? started(pod) : null);
    if (words === null || events.length >= 2000) continue;
    events.push(
      buildEvent(
        'Pod',
        'v1',
        pod,
        words,
        now - random.below(3_500_000),
        `${random.uid().slice(0, 8)}${at.toString(16)}`,
      ),
    );
  }
  return events;
}

const started = (pod: Pod): EventWords => ({
  type: 'Normal',
  reason: 'Started',
  message: `Started container ${pod.spec.containers[0]?.name}`,
  component: 'kubelet',
});
