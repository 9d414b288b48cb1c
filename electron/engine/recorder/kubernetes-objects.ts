// Gives the recorder what the watch on Kubernetes tells: objects of every followed kind, of which cluster, and whether all of
// them were told. Events of the cluster are no objects: each is an event of the journal already.
import type { KubeConnection, KubeKind, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { RowChange } from '../sources/kubernetes/object-table.ts';
import { diffRows } from '../sources/kubernetes/project/diff-rows.ts';
import { createAwayTime, type AwayTime } from './away-time.ts';
import type { SeenRow } from './object-book.ts';
import type { ObjectRecorder } from './object-recorder.ts';

export interface KubernetesObjects {
  rows: (kind: KubeKind, changes: readonly RowChange[], first: boolean) => void;
  connection: (connection: KubeConnection) => void;
  kind: (status: KubeKindStatus) => void;
}

export function createKubernetesObjects({
  recorder,
  now,
}: {
  recorder: ObjectRecorder;
  now: () => number;
}): KubernetesObjects {
  const source = 'kubernetes';
  const away = new Map<KubeKind, AwayTime>();
  const awayOf = (kind: KubeKind): AwayTime => {
    const time = away.get(kind) ?? createAwayTime();
    away.set(kind, time);
    return time;
  };

  return {
    rows: (kind, changes, first) => {
      if (kind === 'events') return;
      // A context that is left takes its rows with it; they did not go.
      if (first && changes.every(({ after }) => after === undefined)) return;
      const at = now();
      const since = recorder.isListed(source, kind) ? awayOf(kind).since(at) : recorder.seenAt(source, kind);
      const seen = changes.flatMap(({ before, after }): SeenRow[] => {
        const key = (after ?? before)?.key;
        // As kubernetes-news decides which changes it names.
        const told = !first && diffRows(before, after).some(({ step }) => !step);
        return key === undefined ? [] : [{ key, row: after ?? null, at, since, told }];
      });
      recorder.rows(source, kind, seen);
    },
    connection: ({ state, context, server, namespaces }) => {
      if (context === null || state === 'off') {
        away.clear();
        recorder.turn(source, null);
      } else if (server !== null) recorder.turn(source, scopeOf(context, server, namespaces));
    },
    kind: ({ key, state, seenAt, namespaces }) => {
      if (key === 'events') return;
      const at = now();
      awayOf(key).status(state, seenAt, at);
      if (state !== 'live') return;
      if (recorder.isListed(source, key)) recorder.seen(source, key, seenAt ?? at);
      else recorder.listed(source, key, at, namespaces);
    },
  };
}

/** A context that means another server, or others of its namespaces, has other objects. */
function scopeOf(context: string, server: string, namespaces: readonly string[]): string {
  return [context, server, ...namespaces.toSorted()].join(' ');
}
