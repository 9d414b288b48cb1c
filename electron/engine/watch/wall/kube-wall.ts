// The wall's part of Kubernetes: which rows are in trouble, now or when a grace has passed. It keeps no row that is well, and
// looks at one row at a time.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { assessRow, isRemarkable, standingOf, type Graces } from './assess-row.ts';
import { createRechecks } from './rechecks.ts';
import type { Troubled, Found } from './trouble-groups.ts';
import { createJobSuccesses } from './job-successes.ts';
import { troubledRow } from './workload-of.ts';

interface Kept {
  row: KubeRow;
  standing: string;
  /** When it was first seen to stand so. */
  since: number;
}

const well = { found: [], recheckAt: null };

export interface KubeTroubles {
  set: (before: KubeRow | undefined, after: KubeRow | undefined) => void;
  /** Looks again at what was waiting for its time. */
  tick: () => void;
  /** Takes everything off the wall. */
  clear: () => void;
}

export function createKubeTroubles(options: {
  now: () => number;
  graces: Graces;
  set: (of: Troubled, found: readonly Found[]) => void;
}): KubeTroubles {
  const { now, graces } = options;
  const kept = new Map<string, Kept>();
  const rechecks = createRechecks();
  const successes = createJobSuccesses();

  const assess = (id: string, { row, since }: Kept): void => {
    const { found, recheckAt } = successes.mended(row) ? well : assessRow(row, since, now(), graces);
    rechecks.set(id, recheckAt);
    options.set(troubledRow(row), found);
  };
  const forget = (id: string, row: KubeRow): void => {
    if (!kept.delete(id)) return;
    rechecks.set(id, null);
    options.set(troubledRow(row), []);
  };

  return {
    set: (before, after) => {
      const row = after ?? before;
      if (!row) return;
      const id = `${row.kind}/${row.key}`;
      for (const mended of successes.set(before, after)) {
        const entry = kept.get(mended);
        if (entry) assess(mended, entry);
      }
      if (!after || !isRemarkable(after)) return forget(id, row);
      const standing = standingOf(after);
      const known = kept.get(id);
      const entry = { row: after, standing, since: known?.standing === standing ? known.since : now() };
      kept.set(id, entry);
      assess(id, entry);
    },
    tick: () => {
      for (const id of rechecks.due(now())) {
        const entry = kept.get(id);
        if (entry) assess(id, entry);
      }
    },
    clear: () => {
      for (const [id, { row }] of kept) forget(id, row);
      successes.clear();
    },
  };
}
