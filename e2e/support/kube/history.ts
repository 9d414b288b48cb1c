// What changed, as far back as is remembered: for watches that resume and for lists that are read in pages.
import type { KubeObject } from './shapes.ts';

export interface Version {
  resourceVersion: number;
  object: KubeObject;
  /** The object's JSON without kind and apiVersion, once somebody needed it. */
  text: string | null;
}

export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resource: string;
  key: string;
  /** Of a deletion: the object as it last was, with the resourceVersion of its end. */
  version: Version;
  previous: Version | null;
}

/** JSON of an object as items of a list have it; made once for each version. */
export const textOf = (version: Version): string => (version.text ??= jsonOf(version.object));

const managedFieldsTexts = new WeakMap<unknown[], string>();

/** Field ownership is most of an object's bytes and the same for the pods of a workload: its text is made once for all. */
function jsonOf(object: KubeObject): string {
  const { managedFields, ...metadata } = object.metadata;
  if (managedFields === undefined) return JSON.stringify(object);
  let text = managedFieldsTexts.get(managedFields);
  if (text === undefined) managedFieldsTexts.set(managedFields, (text = JSON.stringify(managedFields)));
  const { metadata: _, ...rest } = object;
  const others = JSON.stringify(rest).slice(1);
  return `{"metadata":${JSON.stringify(metadata).slice(0, -1)},"managedFields":${text}}${others === '}' ? '' : ','}${others}`;
}

export interface History {
  add: (change: Change) => void;
  /** A resume from before that resourceVersion cannot be answered any more. */
  forget: (before: number) => void;
  /** Null when that is forgotten. */
  since: (resource: string, resourceVersion: number) => Change[] | null;
  /** The resource as it was then; null when that is forgotten. */
  versionsAt: (resource: string, at: number, current: readonly Version[]) => readonly Version[] | null;
}

const mostSnapshots = 16;

export function createHistory(limit: number, first: number): History {
  const changes: Change[] = [];
  const snapshots = new Map<string, readonly Version[]>();
  let forgottenBefore = first;

  const since: History['since'] = (resource, resourceVersion) =>
    resourceVersion < forgottenBefore
      ? null
      : changes.slice(firstAfter(changes, resourceVersion)).filter((change) => change.resource === resource);
  return {
    add: (change) => {
      changes.push(change);
      // In steps, because moving a long array for each change is dear.
      if (changes.length <= limit * 1.25) return;
      const gone = changes.splice(0, changes.length - limit);
      forgottenBefore = gone.at(-1)?.version.resourceVersion ?? forgottenBefore;
    },
    forget: (before) => {
      changes.length = 0;
      snapshots.clear();
      forgottenBefore = before;
    },
    since,
    versionsAt: (resource, at, current) => {
      const name = `${resource}@${at}`;
      const kept = snapshots.get(name);
      if (kept !== undefined) return kept;
      const later = since(resource, at);
      if (later === null) return null;
      const snapshot = later.length === 0 ? current : rolledBack(current, later);
      snapshots.set(name, snapshot);
      const oldest = snapshots.keys().next().value;
      if (snapshots.size > mostSnapshots && oldest !== undefined) snapshots.delete(oldest);
      return snapshot;
    },
  };
}

function firstAfter(changes: readonly Change[], resourceVersion: number): number {
  let from = 0;
  for (let to = changes.length; from < to;) {
    const middle = (from + to) >> 1;
    if ((changes[middle]?.version.resourceVersion ?? 0) <= resourceVersion) from = middle + 1;
    else to = middle;
  }
  return from;
}

export const keyOfObject = ({ metadata }: KubeObject): string =>
  metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;

function rolledBack(current: readonly Version[], later: Change[]): Version[] {
  const byKey = new Map(current.map((version) => [keyOfObject(version.object), version]));
  for (const change of later.toReversed()) {
    if (change.previous === null) byKey.delete(change.key);
    else byKey.set(change.key, change.previous);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, version]) => version);
}
