// What changed between two looks at one object, as few and small changes that a person would name; the rest of what a
// server writes into a status is noise and dropped. Which changes are recorded and shown, others decide.
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import { diffNode } from './diff-nodes.ts';
import { diffPod } from './diff-pods.ts';
import { diffWorkload } from './diff-workloads.ts';
import { healthChange, type KubeChange } from './kube-change.ts';

/** `before` undefined: it came; `after` undefined: it went. For an event, each count is told once. Pure, never throws. */
export function diffRows(before: KubeRow | undefined, after: KubeRow | undefined): KubeChange[] {
  const row = after ?? before;
  if (!row) return [];
  if (row.kind === 'events') return after ? eventChange(before as KubeRow<'events'> | undefined, after as KubeRow<'events'>) : []; // prettier-ignore
  if (!before || !after) return cameOrWent(before, after);
  if (before.version === after.version && before.version !== '') return [];
  return diffOf(row.kind, before, after);
}

function diffOf(kind: KubeKind, before: KubeRow, after: KubeRow): KubeChange[] {
  switch (kind) {
    case 'pods':
      return diffPod(before as KubeRow<'pods'>, after as KubeRow<'pods'>);
    case 'nodes':
      return diffNode(before as KubeRow<'nodes'>, after as KubeRow<'nodes'>);
    case 'deployments':
    case 'statefulsets':
    case 'daemonsets':
    case 'replicasets':
      // A set that a deployment owns only follows it.
      return after.owner ? [] : diffWorkload(before as KubeRow<'deployments'>, after as KubeRow<'deployments'>);
    case 'horizontalpodautoscalers':
      return [...bounds(before as Scaler, after as Scaler), ...healthChange(before, after)];
    default:
      return [...endOf(before, after), ...healthChange(before, after)];
  }
}

type Scaler = KubeRow<'horizontalpodautoscalers'>;

/** What it then does is told by what it scales. */
function bounds({ cells: from }: Scaler, { cells: to, version }: Scaler): KubeChange[] {
  if (from.min === to.min && from.max === to.max) return [];
  const words = `may scale between ${to.min} and ${to.max}, before between ${from.min} and ${from.max}`;
  const data = { min: to.min, max: to.max };
  return [{ kind: 'scale', identity: version, words, bad: false, at: null, step: false, data }];
}

/** Pods come and go with their workload, which says so itself: only what nobody owns is told of. */
function cameOrWent(before: KubeRow | undefined, after: KubeRow | undefined): KubeChange[] {
  const row = after ?? before;
  if (!row || row.owner || row.kind === 'endpointslices') return [];
  const kind = after ? 'came' : 'went';
  const at = after ? row.createdAt : null;
  const data = { status: row.status };
  return [{ kind, identity: kind, words: after ? 'was made' : 'is gone', bad: kind === 'went' && row.kind === 'nodes', at, step: false, data }]; // prettier-ignore
}

function eventChange(before: KubeRow<'events'> | undefined, { cells }: KubeRow<'events'>): KubeChange[] {
  if (before && before.cells.count >= cells.count) return [];
  const { reason, message, count, type, from, object, lastAt } = cells;
  const often = count > 1 ? ` (${count} times)` : '';
  const data = { reason, message, count, type, from, about: { ...object } };
  return [{ kind: 'event', identity: `${count}`, words: `${reason}: ${message}${often}`, bad: type === 'Warning', at: lastAt, step: false, data }]; // prettier-ignore
}

/** A job's end, which is no trouble where it is done; those that a schedule makes end all the time. */
function endOf(before: KubeRow, after: KubeRow): KubeChange[] {
  if (after.kind !== 'jobs' || after.status !== 'Complete' || before.status === 'Complete' || after.owner) return [];
  const at = (after.cells as KubeRow<'jobs'>['cells']).finishedAt;
  return [{ kind: 'health', identity: 'complete', words: 'is complete', bad: false, at, step: false, data: {} }];
}
