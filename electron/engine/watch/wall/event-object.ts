// Kubernetes events on the wall: which are worth a line, and what they open.
import { kubeKinds, type KubeKind, type KubeRow } from '#shared/model/kubernetes.ts';
import type { Watched } from '#shared/model/watch.ts';
import { watchedRow } from './workload-of.ts';

const plurals = new Map<string, KubeKind>(kubeKinds.map((kind) => [kind.replace(/e?s$/, ''), kind]));

/** What went as it should and is seldom; the rest of it (pulled, created, started) is in the table of events alone. */
const telling = new Set([
  'SuccessfulRescale',
  'Preempted',
  'Preempting',
  'TaintManagerEviction',
  'Rebooted',
  'NodeReady',
]);

export function isWorthALine({ cells }: KubeRow<'events'>): boolean {
  return cells.type !== 'Normal' || telling.has(cells.reason);
}

/** Where it is about a kind that is not followed, the event itself is opened. */
export function eventObject(row: KubeRow<'events'>): Watched {
  const { kind, namespace, name, uid } = row.cells.object;
  const lower = kind.toLowerCase();
  const plural = plurals.get(lower) ?? plurals.get(lower.replace(/e?s$/, ''));
  if (plural === undefined || name === '') return watchedRow(row);
  return { source: 'kubernetes', kind: plural, namespace, name, key: uid };
}
