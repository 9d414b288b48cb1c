// What pods and what runs them show beside the columns of all kinds.
import type { KubeCells, KubeKind } from '#shared/model/kubernetes.ts';
import { Ago } from './clock-context.tsx';
import type { Column } from './grid-column.ts';
import { cellsOf, type ObjectRow } from './kube-row.ts';
import { MiddleText } from './middle-text.tsx';
import { naturalOrder } from './natural-order.ts';
import { grouped } from './times.ts';

type Shape = Pick<Column<ObjectRow>, 'name' | 'word' | 'leastPx'> & Partial<Column<ObjectRow>>;

/** A column of words. */
export const wordsColumn = (shape: Shape, text: (row: ObjectRow) => string): Column<ObjectRow> => ({
  share: 2,
  tone: 'soft',
  text,
  cell: text,
  // What has none is behind what has.
  order: (row) => naturalOrder(text(row)) || '\uffff',
  ...shape,
});
/** A column of figures. */
export const countColumn = (shape: Shape, value: (row: ObjectRow) => number): Column<ObjectRow> => ({
  share: 0,
  right: true,
  text: (row) => grouped(value(row)),
  cell: (row) => grouped(value(row)),
  order: value,
  ...shape,
});
/** A column of moments, as long ago as they are; `none` where it never was. */
export const momentColumn = (shape: Shape, at: (row: ObjectRow) => number | null, none = 'never'): Column<ObjectRow> => ({
  share: 0,
  right: true,
  tone: 'soft',
  untitled: true,
  text: (row) => String(at(row) ?? none),
  cell: (row) => {
    const moment = at(row);
    return moment === null ? none : <Ago at={moment} suffix="" />;
  },
  order: (row) => -(at(row) ?? 0),
  ...shape,
}); // prettier-ignore

const images = (of: (row: ObjectRow) => string[]): Column<ObjectRow> => ({
  ...wordsColumn({ name: 'images', word: 'Image', leastPx: 140, share: 3, yields: 9 }, (row) => of(row).join(', ')),
  cell: (row) => <MiddleText text={of(row).join(', ')} />,
});

const workload = (kind: 'deployments' | 'statefulsets' | 'daemonsets' | 'replicasets'): Column<ObjectRow>[] => {
  const of = ({ object }: ObjectRow): KubeCells['deployments'] => cellsOf(object, kind);
  return [
    {
      ...wordsColumn({ name: 'ready', word: 'Ready', leastPx: 60 }, (row) => `${of(row).ready}/${of(row).desired}`),
      share: 0,
      tone: 'strong',
      right: true,
      order: (row) => of(row).ready - of(row).desired,
    },
    countColumn({ name: 'updated', word: 'Up to date', leastPx: 78, yields: 6 }, (row) => of(row).updated),
    countColumn({ name: 'available', word: 'Available', leastPx: 74, yields: 5 }, (row) => of(row).available),
    wordsColumn(
      { name: 'revision', word: 'Revision', leastPx: 70, share: 0, right: true, yields: 8 },
      (row) => of(row).revision ?? '',
    ),
    images((row) => of(row).images),
  ];
};

const pod = ({ object }: ObjectRow): KubeCells['pods'] => cellsOf(object, 'pods');
const job = ({ object }: ObjectRow): KubeCells['jobs'] => cellsOf(object, 'jobs');
const cron = ({ object }: ObjectRow): KubeCells['cronjobs'] => cellsOf(object, 'cronjobs');

export const workloadColumns: Partial<Record<KubeKind, readonly Column<ObjectRow>[]>> = {
  pods: [
    {
      ...wordsColumn(
        { name: 'ready', word: 'Ready', leastPx: 52 },
        (row) => `${pod(row).ready}/${pod(row).containers}`,
      ),
      share: 0,
      tone: 'plain',
      right: true,
      yields: 1,
      order: (row) => pod(row).ready - pod(row).containers,
    },
    {
      ...countColumn({ name: 'restarts', word: 'Restarts', leastPx: 84, yields: 3 }, (row) => pod(row).restarts),
      untitled: true,
      cell: (row) => {
        const { restarts, lastRestartAt } = pod(row);
        return lastRestartAt === null ? grouped(restarts) : <>{grouped(restarts)} (<Ago at={lastRestartAt} suffix="" />)</>; // prettier-ignore
      },
      order: (row) => -pod(row).restarts,
    },
    wordsColumn({ name: 'node', word: 'Node', leastPx: 90, yields: 5 }, (row) => pod(row).node ?? 'on none'),
    wordsColumn({ name: 'ip', word: 'IP', leastPx: 96, share: 0, yields: 8 }, (row) => pod(row).ip ?? ''),
    images((row) => pod(row).images),
  ],
  deployments: workload('deployments'),
  statefulsets: workload('statefulsets'),
  daemonsets: workload('daemonsets'),
  replicasets: workload('replicasets'),
  jobs: [
    wordsColumn(
      { name: 'done', word: 'Done', leastPx: 60, share: 0, right: true, order: (row) => job(row).succeeded },
      (row) => `${job(row).succeeded}/${job(row).completions}`,
    ),
    countColumn({ name: 'active', word: 'Active', leastPx: 58, yields: 4 }, (row) => job(row).active),
    countColumn({ name: 'failed', word: 'Failed', leastPx: 58, yields: 3 }, (row) => job(row).failed),
    momentColumn({ name: 'started', word: 'Started', leastPx: 66, yields: 6 }, (row) => job(row).startedAt),
    momentColumn(
      { name: 'finished', word: 'Finished', leastPx: 70, yields: 5 },
      (row) => job(row).finishedAt,
      'not yet',
    ),
  ],
  cronjobs: [
    wordsColumn(
      { name: 'schedule', word: 'Schedule', leastPx: 100, yields: 3 },
      (row) => `${cron(row).schedule}${cron(row).suspended ? ' (suspended)' : ''}`,
    ),
    countColumn({ name: 'active', word: 'Active', leastPx: 58, yields: 4 }, (row) => cron(row).active),
    momentColumn({ name: 'scheduled', word: 'Last run', leastPx: 72, yields: 5 }, (row) => cron(row).lastScheduledAt),
    momentColumn({ name: 'succeeded', word: 'Last good', leastPx: 78, yields: 2 }, (row) => cron(row).lastSucceededAt),
  ],
};
