// Nodes and namespaces: ready or not and since when, cordoned, under pressure.
import { conditionOf, fieldsOf, isFields, listOf, readCondition, said, textOf, type Fields } from './fields.ts';
import { quantityOf } from './quantity.ts';
import { noTroubles, type FoundTrouble, type Projected } from './projected.ts';

/** Conditions that are bad when they are true; those of node-problem-detector are among them by their status alone. */
const good = new Set(['Ready']);
const pressureWords: Record<string, string> = {
  MemoryPressure: 'is short of memory',
  DiskPressure: 'is short of disk',
  PIDPressure: 'is short of process ids',
  NetworkUnavailable: 'has no working network',
};

export function projectNode(object: Fields, deleting: boolean): Projected<'nodes'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const conditions = status['conditions'];
  const ready = conditionOf(conditions, 'Ready');
  const cordoned = spec['unschedulable'] === true;
  const troubles: FoundTrouble[] = [];
  if (ready && ready.status !== 'True') {
    const what = ready.status === 'False' ? 'not ready' : 'not heard of any more';
    const words = `${what}: ${said(ready.message, ready.reason)}`;
    troubles.push({ kind: 'node_not_ready', words, since: ready.since });
  }
  const pressures: string[] = [];
  for (const item of listOf(conditions)) {
    const condition = readCondition(fieldsOf(item));
    if (condition.status !== 'True' || good.has(condition.type)) continue;
    pressures.push(condition.type);
    const words = `${pressureWords[condition.type] ?? condition.type}: ${said(condition.message, condition.reason)}`;
    troubles.push({ kind: 'other', words, since: condition.since });
  }
  const shown = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  const capacity = fieldsOf(status['capacity']);
  const isReady = ready?.status === 'True' || ready?.status === 'False' ? ready.status : 'Unknown';
  return {
    status: cordoned ? `${shown},SchedulingDisabled` : shown,
    health: !ready ? 'unknown' : troubles.length > 0 ? 'trouble' : deleting ? 'progressing' : 'ok',
    troubles,
    cells: {
      ready: isReady,
      roles: rolesOf(fieldsOf(object['metadata'])['labels']),
      version: textOf(fieldsOf(status['nodeInfo'])['kubeletVersion']),
      cordoned,
      taints: listOf(spec['taints']).length,
      pressures,
      cpuCores: quantityOf(capacity['cpu']) ?? 0,
      memoryBytes: quantityOf(capacity['memory']) ?? 0,
      podCapacity: quantityOf(capacity['pods']) ?? 0,
    },
  };
}

export function projectNamespace(object: Fields): Projected<'namespaces'> {
  const status = fieldsOf(object['status']);
  const phase = textOf(status['phase']);
  const troubles: FoundTrouble[] = [];
  for (const item of listOf(status['conditions'])) {
    const condition = readCondition(fieldsOf(item));
    if (condition.status !== 'True') continue;
    const words = `cannot be emptied: ${condition.reason}: ${said(condition.message, '')}`;
    troubles.push({ kind: 'other', words, since: condition.since });
  }
  const health = troubles.length > 0 ? 'trouble' : phase === 'Active' ? 'ok' : phase === 'Terminating' ? 'progressing' : 'unknown'; // prettier-ignore
  return { status: phase, health, troubles: troubles.length > 0 ? troubles : noTroubles, cells: { phase } };
}

function rolesOf(labels: unknown): string[] {
  if (!isFields(labels)) return [];
  const roles = new Set<string>();
  for (const [name, value] of Object.entries(labels)) {
    if (name.startsWith('node-role.kubernetes.io/')) roles.add(name.slice('node-role.kubernetes.io/'.length));
    else if (name === 'kubernetes.io/role' && textOf(value) !== '') roles.add(textOf(value));
  }
  roles.delete('');
  return [...roles].toSorted();
}
