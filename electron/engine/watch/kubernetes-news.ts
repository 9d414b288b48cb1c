// From changed rows of Kubernetes to the wall and the journal: what changed is said once, by the difference of two rows. What
// was there before anybody looked is no news; events are, as they tell of the past.
import type { Json } from '#shared/model/facts.ts';
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import type { FieldChange } from '#shared/model/recorder/field-diff.ts';
import type { EventType } from '../journal/journal.ts';
import { meaningfulDiff } from '../recorder/watched-row.ts';
import { diffRows } from '../sources/kubernetes/project/diff-rows.ts';
import type { KubeChange } from '../sources/kubernetes/project/kube-change.ts';
import type { RowChange } from '../sources/kubernetes/object-table.ts';
import type { Wall } from './wall/wall.ts';
import { workloadOf } from './wall/workload-of.ts';

export interface KubeRecord {
  type: EventType;
  subject: string;
  /** When it happened, by the cluster's clock where that is known. */
  time: number;
  data: Record<string, Json>;
}

export interface NewsOptions {
  wall: Wall;
  now: () => number;
  /** All that one call brought, in order; never empty. */
  record: (events: KubeRecord[]) => void;
  /** Identities of events that were recorded before this start, as `eventIdentity` has them. Asked once. */
  recorded: () => Iterable<string>;
}

/** To be told as KubernetesWatch tells: `first` for what was there before anybody looked, and for a context that is left. */
export function createKubernetesNews(options: NewsOptions) {
  const { wall, now, record } = options;
  let known: Set<string> | null = null;
  const isNewEvent = (row: KubeRow): boolean => {
    known ??= new Set(options.recorded());
    const identity = eventIdentity(row.key, (row as KubeRow<'events'>).cells.count);
    if (known.has(identity)) return false;
    known.add(identity);
    if (known.size > mostKnown) known.delete(known.values().next().value as string);
    return true;
  };

  return (kind: KubeKind, changes: readonly RowChange[], first: boolean): void => {
    if (changes.length === 0) return;
    if (first && changes.every(({ after }) => after === undefined)) {
      for (const { before } of changes) wall.kubernetes.row(before, undefined, []);
      return wall.kubernetes.clear();
    }
    const records: KubeRecord[] = [];
    for (const { before, after } of changes) {
      const told = first && kind !== 'events' ? [] : diffRows(before, after);
      wall.kubernetes.row(before, after, told);
      const row = after ?? before;
      if (!row) continue;
      let diff = kind === 'events' || !before || !after ? [] : meaningfulDiff('kubernetes', before, after);
      for (const change of told) {
        if (change.step || (kind === 'events' && !isNewEvent(row))) continue;
        records.push(recordOf(row, change, now(), diff));
        // One change of a row may have several names; which fields differ is told once.
        diff = [];
      }
    }
    if (records.length > 0) record(records);
  };
}

const mostKnown = 50_000;

/** One for each time that an event was counted up. */
export function eventIdentity(uid: string, count: number): string {
  return `${uid}/${count}`;
}

function recordOf(row: KubeRow, change: KubeChange, seenAt: number, diff: readonly FieldChange[]): KubeRecord {
  const { kind, namespace, name, key: uid } = row;
  const { words, bad, identity } = change;
  // Subjects are few: pods are thousands and always others, their workloads are not.
  const of = kind === 'events' ? (row as KubeRow<'events'>).cells.object : workloadOf(row);
  const subject = of.namespace === null ? of.name : `${of.namespace}/${of.name}`;
  const data: Record<string, Json> = {
    kind,
    namespace,
    name,
    uid,
    change: change.kind,
    identity,
    words,
    bad,
    ...change.data,
  };
  if (diff.length > 0) data['diff'] = diff as unknown as Json;
  return { type: 'kubernetes.changed', subject, time: change.at ?? seenAt, data };
}
