// A pod as its table shows it: the status that kubectl prints, restarts, readiness, and what is wrong in words.
import type { ContainerEnd, KubeHealth } from '#shared/model/kubernetes.ts';
import {
  conditionOf,
  conditionStatus,
  countOf,
  fieldsOf,
  listOf,
  said,
  textOf,
  textOrNull,
  timeOf,
  type Fields,
} from './fields.ts';
import { containerTroubles } from './pod-troubles.ts';
import { podStatus } from './pod-status.ts';
import { noTroubles, type FoundTrouble, type Projected } from './projected.ts';

export function projectPod(object: Fields, deleting: boolean): Projected<'pods'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const phase = textOf(status['phase']);
  const seen = podStatus(spec, status, deleting);
  const containers = listOf(spec['containers']);
  const troubles = troublesOf(spec, status, phase, seen.status);
  return {
    status: seen.status,
    health: healthOf(status, { phase, deleting, ready: seen.ready, containers: seen.containers, troubles }),
    troubles,
    cells: {
      phase,
      ready: seen.ready,
      containers: seen.containers,
      restarts: seen.restarts,
      lastRestartAt: seen.lastRestartAt,
      lastEnd: lastEndOf(status),
      node: textOrNull(spec['nodeName']),
      ip: textOrNull(status['podIP']),
      images: containers.map((container) => textOf(fieldsOf(container)['image'])),
      containerNames: containers.map((container) => textOf(fieldsOf(container)['name'])),
    },
  };
}

function troublesOf(spec: Fields, status: Fields, phase: string, shown: string): readonly FoundTrouble[] {
  if (shown === 'Unknown') {
    return [
      { kind: 'other', words: `its node was lost: ${said(textOf(status['message']), 'the node does not answer')}` },
    ];
  }
  if (phase === 'Succeeded') return noTroubles;
  const reason = textOf(status['reason']);
  if (phase === 'Failed' && reason !== '') {
    return [{ kind: 'dead', words: `it failed: ${reason}: ${said(textOf(status['message']), '')}` }];
  }
  if (phase === 'Pending') {
    const scheduled = conditionOf(status['conditions'], 'PodScheduled');
    if (scheduled?.status === 'False' && scheduled.reason !== 'SchedulingGated') {
      const why = said(scheduled.message, scheduled.reason);
      return [{ kind: 'pending', words: `cannot be scheduled: ${why}`, since: scheduled.since }];
    }
  }
  const found = containerTroubles(spec, status);
  if (found.length === 0 && phase === 'Failed') return [{ kind: 'dead', words: 'it failed, without a reason given' }];
  return found;
}

function healthOf(
  status: Fields,
  seen: {
    phase: string;
    deleting: boolean;
    ready: number;
    containers: number;
    troubles: readonly FoundTrouble[];
  },
): KubeHealth {
  if (seen.phase === 'Succeeded') return 'ended';
  if (seen.phase === 'Unknown') return 'unknown';
  if (seen.troubles.length > 0) return 'trouble';
  if (seen.deleting || seen.phase === 'Pending') return 'progressing';
  if (seen.phase !== 'Running') return 'unknown';
  const ready = conditionStatus(status['conditions'], 'Ready');
  if (ready === 'Unknown') return 'unknown';
  return ready === 'True' && seen.ready >= seen.containers ? 'ok' : 'progressing';
}

/** The end that was last, of the present and last states of the containers; null where none has ended yet. */
function lastEndOf(status: Fields): ContainerEnd | null {
  let last: ContainerEnd | null = null;
  let lastAt = -1;
  for (const item of listOf(status['containerStatuses'])) {
    const container = fieldsOf(item);
    const now = fieldsOf(container['state'])['terminated'];
    for (const ended of [now, fieldsOf(container['lastState'])['terminated']]) {
      if (ended === undefined) continue;
      const end = fieldsOf(ended);
      const at = timeOf(end['finishedAt']) ?? 0;
      if (at <= lastAt) continue;
      lastAt = at;
      const exitCode = countOf(end['exitCode'], Number.NaN);
      last = {
        container: textOf(container['name']),
        reason: textOf(end['reason']),
        exitCode: Number.isNaN(exitCode) ? null : exitCode,
      };
    }
  }
  return last;
}
