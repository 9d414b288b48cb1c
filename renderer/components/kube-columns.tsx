// The columns of each kind of Kubernetes. What all kinds have is here; what a kind has for itself is beside.
import type { KubeKind, KubeUsage } from '#shared/model/kubernetes.ts';
import { Ago } from './clock-context.tsx';
import { ContainerSign } from './container-sign.tsx';
import type { Column } from './grid-column.ts';
import { clusterColumns } from './kube-columns-cluster.tsx';
import { workloadColumns } from './kube-columns-workloads.tsx';
import { objectPath } from './kube-kinds.ts';
import type { ObjectRow } from './kube-row.ts';
import { MiddleText } from './middle-text.tsx';
import { coresInWords, sizeInWords } from './times.ts';

export type ObjectColumn = Column<ObjectRow>;

const status: ObjectColumn = {
  name: 'status',
  word: 'Status',
  leastPx: 130,
  share: 0,
  fixed: true,
  text: ({ object }) => object.status,
  cell: ({ object, sign }) => (
    <>
      <ContainerSign name={sign} /> {object.status}
    </>
  ),
  order: ({ object }) => object.status,
};
const name: ObjectColumn = {
  name: 'name',
  word: 'Name',
  leastPx: 170,
  tightPx: 130,
  share: 6,
  fixed: true,
  tone: 'strong',
  text: ({ object }) => object.name,
  cell: ({ object }) => <MiddleText text={object.name} />,
  order: (row) => row.nameOrder,
};
const namespace: ObjectColumn = {
  name: 'namespace',
  word: 'Namespace',
  leastPx: 80,
  share: 1,
  tone: 'soft',
  // Part of what it is called: among the last to go.
  yields: 0,
  text: ({ object }) => object.namespace ?? '',
  cell: ({ object }) => object.namespace ?? '',
  order: ({ object }) => object.namespace ?? '',
};
const trouble: ObjectColumn = {
  name: 'trouble',
  word: 'Trouble',
  leastPx: 200,
  // Two lines of it hold about a hundred characters, in which most of what goes wrong is told to the end.
  wishPx: 264,
  tightPx: 110,
  share: 9,
  fixed: true,
  tone: 'bad',
  text: (row) => row.troubles.join('; '),
  cell: (row) => row.troubles.join('; '),
  order: (row) => row.rank,
};
const age: ObjectColumn = {
  name: 'age',
  word: 'Age',
  leastPx: 52,
  share: 0,
  tone: 'soft',
  right: true,
  untitled: true,
  yields: 2,
  text: ({ object }) => String(object.createdAt),
  cell: ({ object }) => <Ago at={object.createdAt} suffix="" />,
  // The newest first, as its words count upwards from it.
  order: ({ object }) => -object.createdAt,
};

const unscoped = new Set<KubeKind>(['nodes', 'namespaces']);
const plain = new Map<KubeKind, readonly ObjectColumn[]>();

/** The same list each time. Events have neither a name that anybody reads nor an age of their own. */
export function columnsOf(kind: KubeKind): readonly ObjectColumn[] {
  const known = plain.get(kind);
  if (known !== undefined) return known;
  const own = { ...workloadColumns, ...clusterColumns }[kind] ?? [];
  const scope = unscoped.has(kind) ? [] : [namespace];
  const made = kind === 'events' ? [...own, namespace] : [status, name, ...scope, trouble, ...own, age];
  plain.set(kind, made);
  return made;
}

/** With what pods and nodes use, as it was measured last; before the age. */
export function columnsWithUsage(kind: KubeKind, usage: ReadonlyMap<string, KubeUsage>): readonly ObjectColumn[] {
  const of = ({ object }: ObjectRow): KubeUsage | undefined => usage.get(objectPath(object));
  const used = (
    column: Pick<ObjectColumn, 'name' | 'word' | 'leastPx' | 'yields'>,
    value: (use: KubeUsage) => number,
    words: (value: number) => string,
  ): ObjectColumn => {
    const text = (row: ObjectRow): string => {
      const use = of(row);
      return use === undefined ? '' : words(value(use));
    };
    // What is not measured is behind what uses least.
    const order = (row: ObjectRow): number => {
      const use = of(row);
      return use === undefined ? 1 : -value(use);
    };
    return { ...column, share: 0, right: true, still: true, text, cell: text, order };
  };
  // Want of memory kills, want of CPU only slows down: memory is the last of the two to go.
  const cpu = used({ name: 'cpu', word: 'CPU', leastPx: 62, yields: 4 }, (use) => use.cpuCores, coresInWords);
  const memory = used({ name: 'memory', word: 'Memory', leastPx: 78, yields: 3 }, (use) => use.memoryBytes, sizeInWords); // prettier-ignore
  return [...columnsOf(kind).slice(0, -1), cpu, memory, age];
}
