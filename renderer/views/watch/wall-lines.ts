// Troubles, changes and counts as lines of the wall: grouped, ordered, those of the window. Pure.
import { troubleKinds, type Trouble, type WatchChange, type WorkloadCount } from '#shared/model/watch.ts';
import type { GridRow } from '../../components/grid-column.ts';
import { lineOf, type GridLine } from '../../components/grid-line.ts';
import { compared, naturalOrder } from '../../components/natural-order.ts';

export type TroubleKind = (typeof troubleKinds)[number];

export const troubleWords: Record<TroubleKind, string> = {
  node_not_ready: 'Nodes not ready',
  crash_loop: 'Crash loops',
  oom_killed: 'Killed for want of memory',
  image_pull: 'Images that cannot be had',
  unhealthy: 'Health checks that fail',
  restarting: 'Restarting',
  rollout_stuck: 'Rollouts that do not get on',
  job_failed: 'Jobs that failed',
  pending: 'Waiting for a place',
  dead: 'Dead',
  other: 'Other trouble',
};

export interface TroubleRow extends GridRow {
  trouble: Trouble;
}
export interface ChangeRow extends GridRow {
  change: WatchChange;
}

const troubleRows = new WeakMap<Trouble, TroubleRow>();
export function rowOfTrouble(trouble: Trouble): TroubleRow {
  const known = troubleRows.get(trouble);
  if (known !== undefined) return known;
  const rank = troubleKinds.indexOf(trouble.kind);
  const row = {
    key: trouble.key,
    troubles: [trouble.words],
    rank,
    nameOrder: naturalOrder(trouble.object.name),
    trouble,
  };
  troubleRows.set(trouble, row);
  return row;
}

const changeRows = new WeakMap<WatchChange, ChangeRow>();
export function rowOfChange(change: WatchChange): ChangeRow {
  const known = changeRows.get(change);
  if (known !== undefined) return known;
  const row = { key: change.key, troubles: change.bad ? [change.words] : [], rank: 0, nameOrder: '', change };
  changeRows.set(change, row);
  return row;
}

/** Under their kinds, worst first; within a kind the newest first, because it is what just broke. */
export function troubleLines(troubles: Iterable<Trouble>): GridLine<TroubleRow>[] {
  const rows = Array.from(troubles, rowOfTrouble).toSorted(
    (a, b) => a.rank - b.rank || b.trouble.since - a.trouble.since || compared(a.nameOrder, b.nameOrder),
  );
  return [...Map.groupBy(rows, ({ trouble }) => trouble.kind)].flatMap(([kind, members]): GridLine<TroubleRow>[] => {
    const count = members.reduce((sum, { trouble }) => sum + trouble.count, 0);
    const name = troubleWords[kind];
    const head = { kind: 'group' as const, key: `kind:${kind}`, name, title: name, words: String(count), troubled: count, folded: false }; // prettier-ignore
    return [head, ...members.map(lineOf)];
  });
}

/** The newest first; a gap that reaches into the window belongs to it. */
export function changeLines(changes: Iterable<WatchChange>, after: number): GridLine<ChangeRow>[] {
  return Array.from(changes, rowOfChange)
    .filter(({ change }) => Math.max(change.at, change.kind === 'gap' ? change.seenAt : 0) >= after)
    .toSorted((a, b) => b.change.at - a.change.at || compared(b.key, a.key))
    .map(lineOf);
}

export interface CountedWorkloads {
  /** Fewer are ready than wanted, or some are in trouble. */
  short: WorkloadCount[];
  whole: WorkloadCount[];
}

export function countedWorkloads(counts: Iterable<WorkloadCount>): CountedWorkloads {
  const all = [...counts].toSorted(
    (a, b) =>
      b.desired - b.ready - (a.desired - a.ready) ||
      compared(naturalOrder(a.object.name), naturalOrder(b.object.name)) ||
      compared(a.key, b.key),
  );
  const isShort = ({ ready, desired, troubled }: WorkloadCount): boolean => ready < desired || troubled > 0;
  return { short: all.filter(isShort), whole: all.filter((one) => !isShort(one)) };
}
