// The rows of a source as of a moment, made once for the several feeds of a screen that ask for the same moment.
import type { Container } from '#shared/model/container.ts';
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import { containerKind, objectsAtInTurns } from '../recorder/objects-at.ts';
import type { ReadDb } from '../store/database.ts';
import type { PastMoment } from './past.ts';
import { sourceStatusAt } from './source-statuses.ts';

export interface RowAt<T> {
  row: T;
  /** Since when it was so, as well as it is known; epoch milliseconds. */
  time: number;
}

export interface RowsAt {
  containers: (moment: PastMoment) => Promise<readonly RowAt<Container>[]>;
  kube: (kind: KubeKind, moment: PastMoment) => Promise<readonly RowAt<KubeRow>[]>;
}

/** As many as one screen asks for at two moments. */
const mostKept = 48;

/** Of a source that nobody followed then there are no rows, whatever was known of it before. */
export function createRowsAt(read: ReadDb): RowsAt {
  const kept = new Map<string, Promise<RowAt<never>[]>>();
  // One after the other: the turns of several at once would follow each other with nothing in between.
  let last: Promise<unknown> = Promise.resolve();
  const look = async (source: 'docker' | 'kubernetes', kind: string, moment: PastMoment): Promise<RowAt<never>[]> => {
    const followed = sourceStatusAt(read, source, moment).state !== 'off';
    const found = followed ? await objectsAtInTurns(read, { source, kind, ...moment }) : [];
    return found.map(({ row, time }) => ({ row: row as never, time }));
  };
  const rows = async <T>(source: 'docker' | 'kubernetes', kind: string, moment: PastMoment): Promise<RowAt<T>[]> => {
    const key = `${source}/${kind}/${moment.at}/${moment.known}`;
    let made = kept.get(key);
    if (made === undefined) {
      made = last.then(() => look(source, kind, moment));
      last = made.catch(() => undefined);
      kept.set(key, made);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    }
    try {
      return await made;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
  return {
    containers: (moment) => rows<Container>('docker', containerKind, moment),
    kube: (kind, moment) => rows<KubeRow>('kubernetes', kind, moment),
  };
}
