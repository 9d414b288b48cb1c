// Which failed jobs of a cron job are mended: a later run of the same cron job succeeded. It keeps the failed jobs and the
// newest success of each cron job, nothing else.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { workloadKey, workloadOf } from './workload-of.ts';

export interface JobSuccesses {
  /** One row came, changed or went; answers with the rows, `kind/key`, that may be judged otherwise now. */
  set: (before: KubeRow | undefined, after: KubeRow | undefined) => string[];
  /** Whether this is a failed job after which its cron job succeeded. */
  mended: (row: KubeRow) => boolean;
  clear: () => void;
}

export function createJobSuccesses(): JobSuccesses {
  const succeededAt = new Map<string, number>();
  const failed = new Map<string, Set<string>>();

  const isMended = (row: KubeRow): boolean => {
    const failedAt = failureOf(row);
    return failedAt !== null && failedAt < (succeededAt.get(cronJobOf(row) ?? '') ?? 0);
  };
  return {
    mended: isMended,
    set: (before, after) => {
      const row = after ?? before;
      const key = row && cronJobOf(row);
      if (!row || key === null || key === undefined) return [];
      if (row.kind === 'jobs') {
        const ids = failed.get(key) ?? new Set<string>();
        if (after && failureOf(after) !== null) ids.add(`jobs/${row.key}`);
        else ids.delete(`jobs/${row.key}`);
        if (ids.size > 0) failed.set(key, ids);
        else failed.delete(key);
      }
      if (row.kind === 'cronjobs' && !after) {
        succeededAt.delete(key);
        return [];
      }
      const at = after ? successOf(after) : null;
      if (at === null || at <= (succeededAt.get(key) ?? 0)) return [];
      succeededAt.set(key, at);
      return [...(failed.get(key) ?? [])];
    },
    clear: () => {
      succeededAt.clear();
      failed.clear();
    },
  };
}

/** The cron job that this row is, or of which it is a run; null for all else. */
function cronJobOf(row: KubeRow): string | null {
  const named = row.kind === 'jobs' || row.kind === 'cronjobs' ? workloadOf(row) : null;
  return named?.kind === 'cronjobs' ? workloadKey(named) : null;
}

function failureOf(row: KubeRow): number | null {
  return row.kind === 'jobs' && row.health === 'trouble' ? (row as KubeRow<'jobs'>).cells.finishedAt : null;
}

/** Servers before 1.21 do not tell it of the cron job; then its jobs do. */
function successOf(row: KubeRow): number | null {
  if (row.kind === 'cronjobs') return (row as KubeRow<'cronjobs'>).cells.lastSucceededAt;
  return row.status === 'Complete' ? (row as KubeRow<'jobs'>).cells.finishedAt : null;
}
