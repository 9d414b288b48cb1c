// What nodes, events, the network and the configuration show beside the columns of all kinds.
import type { KubeCells, KubeKind } from '#shared/model/kubernetes.ts';
import { ContainerSign } from './container-sign.tsx';
import type { Column } from './grid-column.ts';
import { countColumn, momentColumn, wordsColumn } from './kube-columns-workloads.tsx';
import { cellsOf, type ObjectRow } from './kube-row.ts';
import { MiddleText } from './middle-text.tsx';
import { coresInWords, sizeInWords } from './times.ts';

const node = ({ object }: ObjectRow): KubeCells['nodes'] => cellsOf(object, 'nodes');
const event = ({ object }: ObjectRow): KubeCells['events'] => cellsOf(object, 'events');
const service = ({ object }: ObjectRow): KubeCells['services'] => cellsOf(object, 'services');
const slice = ({ object }: ObjectRow): KubeCells['endpointslices'] => cellsOf(object, 'endpointslices');
const ingress = ({ object }: ObjectRow): KubeCells['ingresses'] => cellsOf(object, 'ingresses');
const secret = ({ object }: ObjectRow): KubeCells['secrets'] => cellsOf(object, 'secrets');
const claim = ({ object }: ObjectRow): KubeCells['persistentvolumeclaims'] => cellsOf(object, 'persistentvolumeclaims');
const scaler = ({ object }: ObjectRow): KubeCells['horizontalpodautoscalers'] =>
  cellsOf(object, 'horizontalpodautoscalers');
const budget = ({ object }: ObjectRow): KubeCells['poddisruptionbudgets'] => cellsOf(object, 'poddisruptionbudgets');

const aboutWords = (row: ObjectRow): string => `${event(row).object.kind} ${event(row).object.name}`;

const cluster: Partial<Record<KubeKind, readonly Column<ObjectRow>[]>> = {
  nodes: [
    wordsColumn({ name: 'roles', word: 'Roles', leastPx: 90, yields: 3 }, (row) => node(row).roles.join(', ')),
    wordsColumn({ name: 'schedulable', word: 'New pods', leastPx: 84, share: 0, yields: 2 }, (row) =>
      node(row).cordoned ? 'cordoned' : 'taken',
    ),
    countColumn({ name: 'taints', word: 'Taints', leastPx: 54, yields: 7 }, (row) => node(row).taints),
    wordsColumn({ name: 'version', word: 'Version', leastPx: 74, share: 0, yields: 4 }, (row) => node(row).version),
    {
      ...countColumn({ name: 'cores', word: 'Cores', leastPx: 52, yields: 5 }, (row) => -node(row).cpuCores),
      text: (row) => coresInWords(node(row).cpuCores),
      cell: (row) => coresInWords(node(row).cpuCores),
    },
    {
      ...countColumn({ name: 'capacity', word: 'Has memory', leastPx: 84, yields: 6 }, (row) => -node(row).memoryBytes),
      text: (row) => sizeInWords(node(row).memoryBytes),
      cell: (row) => sizeInWords(node(row).memoryBytes),
    },
    countColumn({ name: 'pods', word: 'Pods at most', leastPx: 88, yields: 8 }, (row) => node(row).podCapacity),
  ],
  events: [
    {
      ...wordsColumn(
        { name: 'reason', word: 'Reason', leastPx: 150, share: 0, fixed: true },
        (row) => event(row).reason,
      ),
      tone: 'plain',
      cell: (row) => (
        <>
          <ContainerSign name={row.sign === 'bad' ? 'bad' : 'none'} /> {event(row).reason}
        </>
      ),
    },
    {
      ...wordsColumn({ name: 'name', word: 'About', leastPx: 200, share: 4, fixed: true, tone: 'strong' }, aboutWords),
      cell: (row) => <MiddleText text={aboutWords(row)} />,
    },
    // Its order is the worst first, as in every table: warnings, then the newest.
    { ...wordsColumn({ name: 'trouble', word: 'Message', leastPx: 200, share: 6, fixed: true, tone: 'plain' }, (row) => event(row).message), order: (row) => row.rank }, // prettier-ignore
    countColumn({ name: 'count', word: 'Times', leastPx: 52, yields: 3 }, (row) => event(row).count),
    momentColumn({ name: 'last', word: 'Last', leastPx: 56, yields: 1 }, (row) => event(row).lastAt),
    wordsColumn({ name: 'from', word: 'From', leastPx: 90, yields: 5 }, (row) => event(row).from),
  ],
};

const network: Partial<Record<KubeKind, readonly Column<ObjectRow>[]>> = {
  services: [
    wordsColumn({ name: 'type', word: 'Type', leastPx: 92, share: 0, yields: 2 }, (row) => service(row).type),
    wordsColumn({ name: 'ip', word: 'Cluster IP', leastPx: 104, share: 0, yields: 4 }, (row) => service(row).clusterIp ?? 'none'),
    wordsColumn({ name: 'addresses', word: 'From outside', leastPx: 110, yields: 5 }, (row) => service(row).addresses.join(', ')),
    wordsColumn({ name: 'ports', word: 'Ports', leastPx: 110, yields: 3 }, (row) => service(row).ports.join(', ')),
  ],
  endpointslices: [
    wordsColumn({ name: 'service', word: 'Service', leastPx: 110, yields: 3 }, (row) => slice(row).service ?? ''),
    countColumn({ name: 'ready', word: 'Ready', leastPx: 56 }, (row) => slice(row).ready),
    countColumn({ name: 'notReady', word: 'Not ready', leastPx: 74 }, (row) => slice(row).notReady),
    wordsColumn({ name: 'ports', word: 'Ports', leastPx: 90, yields: 4 }, (row) => slice(row).ports.join(', ')),
  ],
  ingresses: [
    wordsColumn({ name: 'class', word: 'Class', leastPx: 80, share: 0, yields: 4 }, (row) => ingress(row).className ?? ''),
    wordsColumn({ name: 'hosts', word: 'Hosts', leastPx: 150, share: 4, yields: 2 }, (row) => ingress(row).hosts.join(', ')),
    wordsColumn({ name: 'addresses', word: 'Addresses', leastPx: 110, yields: 3 }, (row) => ingress(row).addresses.join(', ')),
  ],
}; // prettier-ignore

/** Names of keys, never values. */
const keys = (of: (row: ObjectRow) => string[]): Column<ObjectRow> =>
  wordsColumn({ name: 'keys', word: 'Keys', leastPx: 160, share: 4, yields: 2 }, (row) => of(row).join(', '));

const configuration: Partial<Record<KubeKind, readonly Column<ObjectRow>[]>> = {
  configmaps: [keys(({ object }) => cellsOf(object, 'configmaps').keys)],
  secrets: [
    wordsColumn({ name: 'type', word: 'Type', leastPx: 130, yields: 3 }, (row) => secret(row).type),
    keys((row) => secret(row).keys),
  ],
  persistentvolumeclaims: [
    {
      ...countColumn({ name: 'size', word: 'Size', leastPx: 76, yields: 2 }, (row) => -(claim(row).capacityBytes ?? 0)),
      text: (row) => sizeOf(claim(row).capacityBytes),
      cell: (row) => sizeOf(claim(row).capacityBytes),
    },
    wordsColumn({ name: 'class', word: 'Class', leastPx: 90, yields: 3 }, (row) => claim(row).storageClass ?? ''),
    wordsColumn({ name: 'modes', word: 'Access', leastPx: 110, yields: 5 }, (row) => claim(row).accessModes.join(', ')),
    wordsColumn({ name: 'volume', word: 'Volume', leastPx: 130, yields: 6 }, (row) => claim(row).volume ?? 'none yet'),
  ],
  horizontalpodautoscalers: [
    wordsColumn({ name: 'target', word: 'Scales', leastPx: 140, share: 3, yields: 2 }, (row) => scaler(row).target),
    countColumn({ name: 'current', word: 'Now', leastPx: 48 }, (row) => scaler(row).current),
    countColumn({ name: 'desired', word: 'Wanted', leastPx: 60 }, (row) => scaler(row).desired),
    countColumn({ name: 'min', word: 'Least', leastPx: 50, yields: 4 }, (row) => scaler(row).min),
    countColumn({ name: 'max', word: 'Most', leastPx: 50, yields: 3 }, (row) => scaler(row).max),
  ],
  poddisruptionbudgets: [
    wordsColumn({ name: 'least', word: 'At least', leastPx: 72, share: 0, right: true, yields: 3 }, (row) => budget(row).minAvailable ?? ''),
    wordsColumn({ name: 'most', word: 'May be away', leastPx: 92, share: 0, right: true, yields: 4 }, (row) => budget(row).maxUnavailable ?? ''),
    countColumn({ name: 'allowed', word: 'May go now', leastPx: 86 }, (row) => budget(row).allowed),
    wordsColumn({ name: 'healthy', word: 'Healthy', leastPx: 70, share: 0, right: true }, (row) => `${budget(row).currentHealthy}/${budget(row).desiredHealthy}`),
  ],
}; // prettier-ignore

const sizeOf = (bytes: number | null): string => (bytes === null ? 'not known' : sizeInWords(bytes));

export const clusterColumns = { ...cluster, ...network, ...configuration };
