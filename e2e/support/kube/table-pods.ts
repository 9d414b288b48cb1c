// A pod's row: ready count, the one word for its state, restarts and where it runs.
import { ageOf } from './age.ts';
import type { ContainerStatus, Pod } from './shapes.ts';
import { column, type Cell, type Column } from './table-columns.ts';

export const podColumns: Column[] = [
  column('Name'),
  column('Ready'),
  column('Status'),
  column('Restarts'),
  column('Age'),
  column('IP', 1),
  column('Node', 1),
  column('Nominated Node', 1),
  column('Readiness Gates', 1),
];

export function podRow(pod: Pod, now: number): Cell[] {
  const statuses = pod.status.containerStatuses ?? [];
  const ready = statuses.filter((status) => status.ready).length;
  return [
    pod.metadata.name,
    `${ready}/${pod.spec.containers.length}`,
    stateWord(pod, statuses),
    restartWords(statuses, now),
    ageOf(pod.metadata.creationTimestamp, now),
    pod.status.podIP ?? '<none>',
    pod.spec.nodeName ?? '<none>',
    '<none>',
    '<none>',
  ];
}

function stateWord(pod: Pod, statuses: ContainerStatus[]): string {
  if (pod.metadata.deletionTimestamp !== undefined) {
    return pod.status.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  }
  let word = pod.status.reason ?? pod.status.phase;
  let isRunning = false;
  for (const { state, ready } of statuses.toReversed()) {
    if (state.waiting !== undefined && state.waiting.reason !== '') word = state.waiting.reason;
    else if (state.terminated !== undefined) word = state.terminated.reason || `ExitCode:${state.terminated.exitCode}`;
    else if (ready && state.running !== undefined) isRunning = true;
  }
  if (word !== 'Completed' || !isRunning) return word;
  return pod.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
    ? 'Running'
    : 'NotReady';
}

function restartWords(statuses: ContainerStatus[], now: number): string {
  const restarts = statuses.reduce((sum, status) => sum + status.restartCount, 0);
  const ends = statuses.flatMap(({ lastState }) => lastState.terminated?.finishedAt ?? []).sort();
  const last = ends.at(-1);
  return restarts === 0 || last === undefined ? String(restarts) : `${restarts} (${ageOf(last, now)} ago)`;
}
