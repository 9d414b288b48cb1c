// What the recorder has to know of a row: whose it is, which of its changes mean something, and when a change that was found
// late may have happened. Rows are those that screens get: containers of Docker, and objects of Kubernetes.
import type { Container } from '#shared/model/container.ts';
import type { Json } from '#shared/model/facts.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { fieldDiff, type FieldChange } from '#shared/model/recorder/field-diff.ts';
import { workloadOf } from '../watch/wall/workload-of.ts';
import type { ObjectSource } from './objects-at.ts';

export type WatchedRow = (Container | KubeRow) & { key: string; name: string };

export const namespaceOf = (row: WatchedRow): string | null => ('cells' in row ? row.namespace : row.project);

/** What events about it are filed under: few, as pods are thousands and always others and their workloads are not. */
export function subjectOf(row: WatchedRow): string {
  if (!('cells' in row)) return row.name;
  const { namespace, name } = workloadOf(row);
  return namespace === null ? name : `${namespace}/${name}`;
}

/** How it stands, for an event that tells that it came or went. */
export function standingOf(row: WatchedRow): Record<string, Json> {
  if (!('cells' in row)) return { state: row.state, image: row.image };
  const { images } = row.cells as { images?: string[] };
  return images === undefined ? { status: row.status } : { status: row.status, images };
}

/** Words that grow older by themselves, and times that only accompany a change that is there as well. */
const noise: Record<ObjectSource, ReadonlySet<string>> = {
  docker: new Set(['status']),
  kubernetes: new Set(['version', 'troubledSince', 'cells.lastRestartAt', 'cells.lastScheduledAt', 'cells.lastSucceededAt']), // prettier-ignore
};
/** Of these a row shows no contents: that they are another version is all that is seen of a change. */
const unseen: ReadonlySet<string> = new Set(['configmaps', 'secrets']);

/** The changes that mean something; empty where nothing but noise differs. */
export function meaningfulDiff(source: ObjectSource, before: object, after: object): FieldChange[] {
  const kind = (after as { kind?: string }).kind ?? '';
  const changes = fieldDiff(before, after).filter(
    ({ path }) => !noise[source].has(path) || (path === 'version' && unseen.has(kind)),
  );
  return changes.filter(({ path, from, to }) => path !== 'troubles' || changes.length > 1 || wordsOf(from) !== wordsOf(to)); // prettier-ignore
}

/** A trouble that only counts on is the same trouble. */
const wordsOf = (troubles: Json | undefined): string => JSON.stringify(troubles ?? []).replaceAll(/\d+/g, '#');

/**
 * When it happened that a row is as it is, for one that was last seen at `since` and is found so at `at`: what the row itself
 * says of its time, where that lies between the two; else `at`, by when it had happened.
 */
export function foundTime(row: WatchedRow, before: WatchedRow | null, since: number, at: number): number {
  const said = 'cells' in row ? kubeTimes(row, before) : dockerTimes(row, before);
  const fitting = said.filter((time): time is number => typeof time === 'number' && time > since && time <= at);
  return fitting.length === 0 ? at : Math.max(...fitting);
}

function dockerTimes(row: Container, before: WatchedRow | null): unknown[] {
  if (before === null) return [row.createdAt];
  return row.state === 'running' ? [row.startedAt] : [row.finishedAt];
}

function kubeTimes(row: KubeRow, before: WatchedRow | null): unknown[] {
  if (before === null) return [row.createdAt];
  const { lastRestartAt, finishedAt } = row.cells as { lastRestartAt?: number | null; finishedAt?: number | null };
  return [row.deletedAt, row.troubledSince, lastRestartAt, finishedAt];
}
