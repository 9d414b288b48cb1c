// The rows of a source as of a moment, made once for the several feeds of a screen that ask for the same moment.
import type { Container } from '#shared/model/container.ts';
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import { containerKind, objectsAt } from '../recorder/objects-at.ts';
import type { ReadDb } from '../store/database.ts';
import type { PastMoment } from './past.ts';
import { sourceStatusAt } from './source-statuses.ts';

export interface RowAt<T> {
  row: T;
  /** Since when it was so, as well as it is known; epoch milliseconds. */
  time: number;
}

export interface RowsAt {
  containers: (moment: PastMoment) => RowAt<Container>[];
  kube: (kind: KubeKind, moment: PastMoment) => RowAt<KubeRow>[];
}

/** As many as one screen asks for at two moments. */
const mostKept = 48;

/** Of a source that nobody followed then there are no rows, whatever was known of it before. */
export function createRowsAt(read: ReadDb): RowsAt {
  const kept = new Map<string, RowAt<never>[]>();
  const rows = <T>(source: 'docker' | 'kubernetes', kind: string, moment: PastMoment): RowAt<T>[] => {
    const key = `${source}/${kind}/${moment.at}/${moment.known}`;
    const known = kept.get(key);
    if (known) return known as RowAt<T>[];
    const followed = sourceStatusAt(read, source, moment).state !== 'off';
    const found = followed ? objectsAt(read, { source, kind, ...moment }) : [];
    const made = found.map(({ row, time }) => ({ row: row as T, time }));
    kept.set(key, made as RowAt<never>[]);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return made;
  };
  return {
    containers: (moment) => rows<Container>('docker', containerKind, moment),
    kube: (kind, moment) => rows<KubeRow>('kubernetes', kind, moment),
  };
}
