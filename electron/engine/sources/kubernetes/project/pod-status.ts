// The columns READY, STATUS and RESTARTS of a pod exactly as kubectl prints them (its printers.go, printPod). The order
// of the steps is kubectl's and carries meaning: a later one overrules an earlier one.
import { conditionStatus, countOf, fieldsOf, listOf, rawCondition, textOf, timeOf, type Fields } from './fields.ts';

export interface PodStatus {
  status: string;
  ready: number;
  containers: number;
  restarts: number;
  lastRestartAt: number | null;
}

interface Counted {
  restarts: number;
  lastAt: number;
}

export function podStatus(spec: Fields, status: Fields, deleting: boolean): PodStatus {
  const conditions = status['conditions'];
  const phase = textOf(status['phase']);
  const sidecars = sidecarsOf(spec);
  const seen = { text: textOf(status['reason']) || phase || 'Unknown', ready: 0 };
  if (rawCondition(conditions, 'PodScheduled')?.['reason'] === 'SchedulingGated') seen.text = 'SchedulingGated';
  const init = initStatus(spec, status, sidecars);
  if (init.text !== null) seen.text = init.text;
  seen.ready = init.ready;
  let counted: Counted = init.all;
  if (init.text === null || conditionStatus(conditions, 'Initialized') === 'True') {
    counted = init.sidecars;
    readContainers(status, seen, counted);
  }
  if (deleting && status['reason'] === 'NodeLost') seen.text = 'Unknown';
  else if (deleting && phase !== 'Succeeded' && phase !== 'Failed') seen.text = 'Terminating';
  return {
    status: seen.text,
    ready: seen.ready,
    containers: listOf(spec['containers']).length + sidecars.size,
    restarts: counted.restarts,
    lastRestartAt: counted.lastAt > 0 ? counted.lastAt : null,
  };
}

const noNames: ReadonlySet<string> = new Set();

/** Names of the init containers that go on running beside the others. */
export function sidecarsOf(spec: Fields): ReadonlySet<string> {
  const init = listOf(spec['initContainers']);
  if (init.length === 0) return noNames;
  const sidecars = init.map(fieldsOf).filter((container) => container['restartPolicy'] === 'Always');
  return new Set(sidecars.map((container) => textOf(container['name'])));
}

/** `text`: how far initialization is, or what it failed of; null once it is done. */
function initStatus(spec: Fields, status: Fields, names: ReadonlySet<string>) {
  const seen = {
    text: null as string | null,
    ready: 0,
    all: { restarts: 0, lastAt: 0 },
    sidecars: { restarts: 0, lastAt: 0 },
  };
  const statuses = listOf(status['initContainerStatuses']);
  for (let at = 0; at < statuses.length; at++) {
    const container = fieldsOf(statuses[at]);
    const sidecar = names.has(textOf(container['name']));
    countEnd(seen.all, container);
    if (sidecar) countEnd(seen.sidecars, container);
    const state = fieldsOf(container['state']);
    const ended = state['terminated'] === undefined ? null : fieldsOf(state['terminated']);
    if (ended && countOf(ended['exitCode']) === 0) continue;
    if (sidecar && container['started'] === true) {
      if (container['ready'] === true) seen.ready++;
      continue;
    }
    const waiting = textOf(fieldsOf(state['waiting'])['reason']);
    if (ended) seen.text = `Init:${endText(ended)}`;
    else if (waiting !== '' && waiting !== 'PodInitializing') seen.text = `Init:${waiting}`;
    else seen.text = `Init:${at}/${listOf(spec['initContainers']).length}`;
    break;
  }
  return seen;
}

function readContainers(status: Fields, seen: { text: string; ready: number }, counted: Counted): void {
  const containers = listOf(status['containerStatuses']);
  let running = false;
  for (let at = containers.length - 1; at >= 0; at--) {
    const container = fieldsOf(containers[at]);
    countEnd(counted, container);
    const state = fieldsOf(container['state']);
    const waiting = textOf(fieldsOf(state['waiting'])['reason']);
    if (waiting !== '') seen.text = waiting;
    else if (state['terminated'] !== undefined) seen.text = endText(fieldsOf(state['terminated']));
    else if (container['ready'] === true && state['running'] !== undefined) {
      running = true;
      seen.ready++;
    }
  }
  if (seen.text === 'Completed' && running) {
    seen.text = conditionStatus(status['conditions'], 'Ready') === 'True' ? 'Running' : 'NotReady';
  }
}

function countEnd(counted: Counted, container: Fields): void {
  counted.restarts += countOf(container['restartCount']);
  const ended = fieldsOf(container['lastState'])['terminated'];
  if (ended === undefined) return;
  const at = timeOf(fieldsOf(ended)['finishedAt']) ?? 0;
  if (at > counted.lastAt) counted.lastAt = at;
}

function endText(ended: Fields): string {
  const reason = textOf(ended['reason']);
  if (reason !== '') return reason;
  const signal = countOf(ended['signal']);
  return signal === 0 ? `ExitCode:${countOf(ended['exitCode'])}` : `Signal:${signal}`;
}
