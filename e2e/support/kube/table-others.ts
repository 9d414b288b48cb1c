// Rows of the resources other than pods. Columns as kubectl has them; a resource without its own gets name and age.
import { ageOf, shortDuration } from './age.ts';
import type { Condition, Container, Fields, KubeObject } from './shapes.ts';
import { column, type Cell, type Column } from './table-columns.ts';

interface Worded {
  columns: Column[];
  cells: (object: KubeObject, now: number) => Cell[];
}

type Cells = (parts: { spec: Fields; status: Fields; object: KubeObject; age: string; now: number }) => Cell[];

const worded = (names: string, cells: Cells): Worded => ({
  // A name behind `+` is shown with -o wide only; `#` marks a number.
  columns: names.split(',').map((name) => {
    const type = name.endsWith('#') ? 'integer' : 'string';
    return column(name.replace(/^\+|#$/g, ''), name.startsWith('+') ? 1 : 0, type);
  }),
  cells: (object, now) =>
    cells({
      spec: object.spec ?? {},
      status: object.status ?? {},
      object,
      age: ageOf(object.metadata.creationTimestamp, now),
      now,
    }),
});

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const word = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : '<none>');
const conditions = (status: Fields): Condition[] => (status.conditions as Condition[] | undefined) ?? [];

const containers = (spec: Fields): Container[] =>
  (spec.template as { spec?: { containers?: Container[] } } | undefined)?.spec?.containers ?? [];
const images = (spec: Fields): string =>
  containers(spec)
    .map(({ image }) => image)
    .join(',');
const containerNames = (spec: Fields): string =>
  containers(spec)
    .map(({ name }) => name)
    .join(',');
const pairs = (labels: unknown): string =>
  Object.entries((labels as Record<string, string> | undefined) ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || '<none>';
const selector = (spec: Fields): string => pairs((spec.selector as Fields | undefined)?.matchLabels);

const nodeState = (spec: Fields, status: Fields): string => {
  const ready = conditions(status).find(({ type }) => type === 'Ready')?.status;
  const words = [ready === 'True' ? 'Ready' : ready === 'False' ? 'NotReady' : 'Unknown'];
  return [...words, ...(spec.unschedulable === true ? ['SchedulingDisabled'] : [])].join(',');
};

const ports = (spec: Fields): string =>
  ((spec.ports as { port: number; protocol: string }[] | undefined) ?? [])
    .map(({ port, protocol }) => `${port}/${protocol}`)
    .join(',') || '<none>';

const jobState = (status: Fields): string => {
  const done = conditions(status).find((each) => each.status === 'True');
  return done === undefined ? 'Running' : done.type;
};

const jobDuration = (status: Fields, now: number): string => {
  if (typeof status.startTime !== 'string') return '';
  const end = typeof status.completionTime === 'string' ? Date.parse(status.completionTime) : now;
  return shortDuration(end - Date.parse(status.startTime));
};

export const wordedColumns: Record<string, Worded> & { any: Worded } = {
  any: worded('Name,Age', ({ object, age }) => [object.metadata.name, age]),
  namespaces: worded('Name,Status,Age', ({ object, status, age }) => [object.metadata.name, word(status.phase), age]),
  nodes: worded('Name,Status,Roles,Age,Version', ({ object, spec, status, age }) => [
    object.metadata.name,
    nodeState(spec, status),
    object.metadata.labels?.['node-role.kubernetes.io/control-plane'] === undefined ? '<none>' : 'control-plane',
    age,
    word((status.nodeInfo as Fields | undefined)?.kubeletVersion),
  ]),
  deployments: worded(
    'Name,Ready,Up-to-date#,Available#,Age,+Containers,+Images,+Selector',
    ({ object, spec, status, age }) => [
      object.metadata.name,
      `${number(status.readyReplicas)}/${number(spec.replicas)}`,
      number(status.updatedReplicas),
      number(status.availableReplicas),
      age,
      containerNames(spec),
      images(spec),
      selector(spec),
    ],
  ),
  replicasets: worded(
    'Name,Desired#,Current#,Ready#,Age,+Containers,+Images,+Selector',
    ({ object, spec, status, age }) => [
      object.metadata.name,
      number(spec.replicas),
      number(status.replicas),
      number(status.readyReplicas),
      age,
      containerNames(spec),
      images(spec),
      selector(spec),
    ],
  ),
  statefulsets: worded('Name,Ready,Age,+Containers,+Images', ({ object, spec, status, age }) => [
    object.metadata.name,
    `${number(status.readyReplicas)}/${number(spec.replicas)}`,
    age,
    containerNames(spec),
    images(spec),
  ]),
  daemonsets: worded(
    'Name,Desired#,Current#,Ready#,Up-to-date#,Available#,Node Selector,Age',
    ({ object, status, age }) => [
      object.metadata.name,
      number(status.desiredNumberScheduled),
      number(status.currentNumberScheduled),
      number(status.numberReady),
      number(status.updatedNumberScheduled),
      number(status.numberAvailable),
      '<none>',
      age,
    ],
  ),
  jobs: worded('Name,Status,Completions,Duration,Age', ({ object, spec, status, age, now }) => [
    object.metadata.name,
    jobState(status),
    `${number(status.succeeded)}/${number(spec.completions)}`,
    jobDuration(status, now),
    age,
  ]),
  services: worded('Name,Type,Cluster-IP,External-IP,Port(s),Age,+Selector', ({ object, spec, age }) => [
    object.metadata.name,
    word(spec.type),
    word(spec.clusterIP),
    '<none>',
    ports(spec),
    age,
    pairs(spec.selector),
  ]),
  events: worded('Last Seen,Type,Reason,Object,+Source,Message', ({ object, now }) => {
    const involved = object.involvedObject as { kind: string; name: string };
    return [
      ageOf(word(object.lastTimestamp), now),
      word(object.type),
      word(object.reason),
      `${involved.kind.toLowerCase()}/${involved.name}`,
      word((object.source as Fields | undefined)?.component),
      word(object.message),
    ];
  }),
};
