// What the wall shows of a Kubernetes row now, and when time alone may change that. The graces are here: what has just begun
// is not in trouble yet.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { Found } from './trouble-groups.ts';

export interface Graces {
  pendingMs: number;
  /** A pod that runs and is not ready. */
  unreadyMs: number;
  /** A rollout in which nothing moves any more. */
  rolloutMs: number;
  /** Beyond the time that the object was given to go. */
  goingMs: number;
  /** A container that ended and is about to be started again. */
  endedMs: number;
  /** How long an end that was mended by a restart stays on the wall. */
  recentMs: number;
}

export const usualGraces: Graces = {
  pendingMs: 60_000,
  unreadyMs: 120_000,
  rolloutMs: 10 * 60_000,
  goingMs: 60_000,
  endedMs: 10_000,
  recentMs: 15 * 60_000,
};

export interface Assessed {
  found: Found[];
  /** Epoch milliseconds; null where time changes nothing. */
  recheckAt: number | null;
}

const nothing: Assessed = Object.freeze({ found: [], recheckAt: null }) as Assessed;
const manyRestarts = 3;

/** @param since when the row was first seen in the state that `standingOf` names. */
export function assessRow(row: KubeRow, since: number, now: number, graces: Graces): Assessed {
  if (row.kind === 'events') return nothing;
  if (row.deletedAt !== null && row.health !== 'unknown' && row.status !== 'Unknown') {
    const words = 'was asked to go and does not: something holds it';
    return after(row.deletedAt + graces.goingMs, now, { kind: 'other', words, since: row.deletedAt });
  }
  // A deployment repeats what its replica sets say.
  if (row.kind === 'replicasets' && row.owner?.kind === 'Deployment') return nothing;
  // The job itself says whether that was too many.
  if (row.kind === 'pods' && row.owner?.kind === 'Job' && (row as KubeRow<'pods'>).cells.phase === 'Failed') return nothing; // prettier-ignore
  if (row.troubles.length > 0) return troublesOf(row, since, now, graces);
  if (row.health === 'unknown') return found({ kind: 'other', words: `its state is not known: ${row.status}`, since });
  if (row.kind === 'pods') return assessPod(row as KubeRow<'pods'>, since, now, graces);
  if (row.health === 'progressing' && row.status === 'Progressing') {
    const { updated, desired, available } = (row as KubeRow<'deployments'>).cells;
    const words = `its rollout stands still: ${updated} of ${desired} updated, ${available} available`;
    return after(since + graces.rolloutMs, now, { kind: 'rollout_stuck', words, since });
  }
  return nothing;
}

/** Two looks with the same standing are one state that goes on. */
export function standingOf(row: KubeRow): string {
  const { status, health, troubleKinds } = row;
  if (row.kind === 'pods') return `${health} ${(row as KubeRow<'pods'>).cells.phase} ${troubleKinds?.[0] ?? ''}`;
  if (health !== 'progressing') return `${health} ${troubleKinds?.[0] ?? ''}`;
  const { updated, available, revision, desired } = (row as KubeRow<'deployments'>).cells;
  return `${status} ${updated} ${available} ${revision} ${desired}`;
}

/** Whether the wall has to remember it at all. */
export function isRemarkable(row: KubeRow): boolean {
  if (row.kind === 'events') return false;
  if (row.health !== 'ok' && row.health !== 'ended') return true;
  return row.deletedAt !== null || (row.kind === 'pods' && (row as KubeRow<'pods'>).cells.restarts > 0);
}

function troublesOf(row: KubeRow, since: number, now: number, graces: Graces): Assessed {
  const graceOf = (kind: Found['kind']): number => {
    if (kind === 'pending') return graces.pendingMs;
    if (kind === 'restarting') return graces.endedMs;
    // Both are out for a moment whenever what they look at begins.
    return row.kind === 'horizontalpodautoscalers' || row.kind === 'poddisruptionbudgets' ? graces.pendingMs : 0;
  };
  const shown: Found[] = [];
  let recheckAt: number | null = null;
  row.troubles.forEach((words, at) => {
    const kind = row.troubleKinds?.[at] ?? 'other';
    if (shown.some((one) => one.kind === kind)) return;
    const begun = at === 0 ? (row.troubledSince ?? since) : since;
    const due = (kind === 'pending' ? row.createdAt : begun) + graceOf(kind);
    if (due <= now) shown.push({ kind, words, since: begun });
    else recheckAt = Math.min(recheckAt ?? due, due);
  });
  return { found: shown, recheckAt };
}

function assessPod(row: KubeRow<'pods'>, since: number, now: number, graces: Graces): Assessed {
  const { phase, ready, containers, restarts, lastRestartAt, lastEnd } = row.cells;
  if (row.health === 'progressing' && phase === 'Pending') {
    const words = `has not started yet: ${row.status}`;
    return after(row.createdAt + graces.pendingMs, now, { kind: 'pending', words, since: row.createdAt });
  }
  if (row.health === 'progressing') {
    const words = ready < containers ? `is not ready: ${ready} of ${containers} containers are` : 'is not ready, though its containers are'; // prettier-ignore
    return after(since + graces.unreadyMs, now, { kind: 'unhealthy', words, since });
  }
  if (row.health !== 'ok' || lastRestartAt === null || lastRestartAt + graces.recentMs <= now) return nothing;
  const recheckAt = lastRestartAt + graces.recentMs;
  if (lastEnd?.reason === 'OOMKilled') {
    const words = `its container ${lastEnd.container} was killed for want of memory and runs again`;
    return { found: [{ kind: 'oom_killed', words, since: lastRestartAt }], recheckAt };
  }
  if (restarts < manyRestarts) return nothing;
  const words = `restarted ${restarts} times, and runs for now`;
  return { found: [{ kind: 'restarting', words, since: lastRestartAt }], recheckAt };
}

const found = (one: Found): Assessed => ({ found: [one], recheckAt: null });
const after = (due: number, now: number, one: Found): Assessed => due <= now ? found(one) : { found: [], recheckAt: due }; // prettier-ignore
