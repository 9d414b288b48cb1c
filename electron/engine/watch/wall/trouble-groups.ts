// Troubles as the wall shows them: those of one workload and one kind are one line with a count. Each change costs the same,
// however many objects are in trouble.
import { troubleKinds, type Trouble, type TroubleKind, type Watched } from '#shared/model/watch.ts';

export interface Found {
  kind: TroubleKind;
  words: string;
  since: number;
}

/** One object and the workload under which its troubles are gathered. */
export interface Troubled {
  object: Watched;
  /** As in WorkloadCount. */
  workloadKey: string;
  workload: Watched;
  /** Whether it is one of those that the workload is made of, and counted as such. */
  member: boolean;
}

interface Group {
  key: string;
  kind: TroubleKind;
  since: number;
  /** By the object's key; the one that has been in it longest is first. */
  members: Map<string, { of: Troubled; found: Found }>;
}

export interface TroubleGroups {
  /** All that is wrong with this object now; an empty list takes it off the wall. */
  set: (of: Troubled, found: readonly Found[]) => void;
  /** The workload is known better than before: its lines are told anew. */
  touch: (workloadKey: string) => void;
  /** How many of those that this workload is made of are in trouble. */
  troubledOf: (workloadKey: string) => number;
}

export function createTroubleGroups(options: {
  publish: (upserts: Trouble[], removes: string[]) => void;
  onWorkload: (workloadKey: string) => void;
  /** The key of a workload of which only the name is known; empty where nobody has seen it. */
  workloadUid: (workloadKey: string) => string;
}): TroubleGroups {
  const groups = new Map<string, Group>();
  /** What each object is in: its groups, and the workload among whose members it was counted. */
  const held = new Map<string, { groups: string[]; countedIn: string | null }>();
  const troubled = new Map<string, number>();

  const count = (workloadKey: string, by: 1 | -1): void => {
    const left = (troubled.get(workloadKey) ?? 0) + by;
    if (left > 0) troubled.set(workloadKey, left);
    else troubled.delete(workloadKey);
    options.onWorkload(workloadKey);
  };
  const leave = (group: Group | undefined, id: string): string | null => {
    if (!group?.members.delete(id)) return null;
    if (group.members.size > 0) return null;
    groups.delete(group.key);
    return group.key;
  };
  /** Alone it opens itself; several open their workload. */
  const line = (groupKey: string): Trouble[] => {
    const group = groups.get(groupKey);
    const first = group?.members.values().next().value;
    if (!group || !first) return [];
    const { key, kind, since, members } = group;
    const { object, workload, workloadKey } = first.of;
    const opened = workload.key === '' ? { ...workload, key: options.workloadUid(workloadKey) } : workload;
    return [{ key, kind, object: members.size === 1 ? object : opened, words: first.found.words, since, count: members.size }]; // prettier-ignore
  };

  return {
    set: (of, found) => {
      const id = idOf(of.object);
      const before = held.get(id);
      if (!before && found.length === 0) return;
      const after = new Map(found.map((one) => [`${of.workloadKey}/${one.kind}`, one]));
      const touched = new Set<string>();
      const removes: string[] = [];
      for (const key of before?.groups ?? []) {
        if (after.has(key)) continue;
        const gone = leave(groups.get(key), id);
        if (gone === null) touched.add(key);
        else removes.push(gone);
      }
      for (const [key, one] of after) {
        const group = groups.get(key) ?? { key, kind: one.kind, since: one.since, members: new Map() };
        groups.set(key, group);
        group.members.set(id, { of, found: one });
        group.since = Math.min(group.since, one.since);
        touched.add(key);
      }
      if (after.size > 0) held.set(id, { groups: [...after.keys()], countedIn: of.member ? of.workloadKey : null });
      else held.delete(id);
      const workloadBefore = before?.countedIn ?? null;
      const workloadAfter = after.size > 0 && of.member ? of.workloadKey : null;
      if (workloadBefore !== workloadAfter) {
        if (workloadBefore !== null) count(workloadBefore, -1);
        if (workloadAfter !== null) count(workloadAfter, 1);
      }
      const upserts = [...touched].flatMap((key) => line(key));
      if (upserts.length > 0 || removes.length > 0) options.publish(upserts, removes);
    },
    touch: (workloadKey) => {
      const upserts = troubleKinds.flatMap((kind) => line(`${workloadKey}/${kind}`));
      if (upserts.length > 0) options.publish(upserts, []);
    },
    troubledOf: (workloadKey) => troubled.get(workloadKey) ?? 0,
  };
}

export function idOf({ source, kind, key }: Watched): string {
  return `${source}/${kind}/${key}`;
}
