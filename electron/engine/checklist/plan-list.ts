// The list of plans as screens show it: each with the present state of its items, and whether its file still holds what
// was loaded.
import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { setTimeout } from 'node:timers';
import { planTextLimitBytes } from '#shared/contract/contract.ts';
import type { PlanSummary } from '#shared/model/checklist.ts';
import type { PlanId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { KnownPlan, PlanLibrary } from '../plans/plan-library.ts';
import { readRegularFile } from '../plans/regular-file.ts';
import type { RunControl } from '../runs/run-control.ts';
import type { Checklists } from './checklists.ts';

export interface PlanList {
  feed: () => Feed<PlanSummary>;
  /** @throws OpsError `not_found`. */
  summary: (planId: PlanId) => PlanSummary;
  /** @throws OpsError `conflict` while a run of it is under way. */
  remove: (planId: PlanId) => Promise<void>;
  /** An item's state changed: the plan's counts follow within a tenth of a second. */
  touch: (planId: PlanId) => void;
  close: () => void;
}

const watchIntervalMs = 2000;
const recountMs = 100;

export function createPlanList(options: { library: PlanLibrary; checklists: Checklists; runs: RunControl }): PlanList {
  const { library, checklists, runs } = options;
  const files = new Map<PlanId, { path: string; state: PlanSummary['file']; hash: string }>();
  const touched = new Set<PlanId>();
  let feed: Feed<PlanSummary> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const summary = (planId: PlanId): PlanSummary => {
    const known = library.get(planId);
    const { row } = known;
    return {
      key: row.id,
      planId: row.id,
      name: row.name,
      title: row.title,
      hash: row.hash,
      origin: row.origin,
      path: row.path,
      file: row.path === null ? 'none' : (files.get(planId)?.state ?? 'same'),
      loadedAt: row.loadedAt,
      untrusted: known.demands.filter((demand) => !demand.granted).map(({ kind, subject }) => ({ kind, subject })),
      ...checklists.of(planId).summary(),
      running: runs.running(planId),
    };
  };

  const refresh = (planId: PlanId): void => {
    const known = library.list().find((plan) => plan.row.id === planId);
    if (!known) {
      unwatch(planId);
      feed?.publish([], [planId]);
      return;
    }
    watch(known);
    feed?.publish([summary(planId)]);
  };

  const watch = ({ row }: KnownPlan): void => {
    const watched = files.get(row.id);
    if (row.path === null || (watched?.path === row.path && watched.hash === row.hash)) return;
    unwatch(row.id);
    const entry: { path: string; state: PlanSummary['file']; hash: string } = {
      path: row.path,
      state: 'same',
      hash: row.hash,
    };
    files.set(row.id, entry);
    const look = async (): Promise<void> => {
      const state = await fileState(entry.path, entry.hash);
      if (entry.state === state || files.get(row.id) !== entry) return;
      entry.state = state;
      refresh(row.id);
    };
    // Polled: change events do not arrive from network disks and editors that replace the file.
    watchFile(entry.path, { interval: watchIntervalMs, persistent: false }, () => void look());
    void look();
  };
  const unwatch = (planId: PlanId): void => {
    const watched = files.get(planId);
    if (watched) unwatchFile(watched.path);
    files.delete(planId);
  };

  library.onChange(refresh);
  runs.onChange((planId) => refresh(planId));

  return {
    feed: () => {
      if (!feed) {
        feed = createFeed();
        for (const known of library.list()) refresh(known.row.id);
      }
      return feed;
    },
    summary,
    remove: (planId) => {
      if (runs.running(planId)) throw new OpsError('conflict', 'A run of this plan is under way; cancel it first.');
      return library.remove(planId);
    },
    touch: (planId) => {
      touched.add(planId);
      timer ??= setTimeout(() => {
        timer = undefined;
        const due = [...touched];
        touched.clear();
        due.forEach(refresh);
      }, recountMs);
    },
    close: () => {
      clearTimeout(timer);
      for (const planId of files.keys()) unwatch(planId);
    },
  };
}

async function fileState(path: string, hash: string): Promise<PlanSummary['file']> {
  try {
    // What no plan can be is not read: a device or a pipe has no end, a huge file no room.
    const read = await readRegularFile(path, planTextLimitBytes);
    if (read.kind !== 'read') return 'changed';
    return createHash('sha256').update(read.bytes).digest('hex') === hash ? 'same' : 'changed';
  } catch {
    // Whatever keeps it from being read, what was loaded can no longer be compared with it.
    return 'missing';
  }
}
