// The checklist of each known plan, read from the record when it is first asked for.
import type { PlanId } from '#shared/model/ids.ts';
import type { PlanLibrary } from '../plans/plan-library.ts';
import type { ReadDb } from '../store/database.ts';
import { lastResults } from '../store/run-rows.ts';
import { ticksOfPlan } from '../store/word-rows.ts';
import { createChecklist, type Checklist } from './checklist.ts';

export interface Checklists {
  /** @throws OpsError `not_found`. */
  of: (planId: PlanId) => Checklist;
}

export interface ChecklistsOptions {
  read: ReadDb;
  library: PlanLibrary;
  /** An item of this plan counts differently than before. */
  onChange: (planId: PlanId) => void;
}

export function createChecklists({ read, library, onChange }: ChecklistsOptions): Checklists {
  const made = new Map<PlanId, { checklist: Checklist; hash: string }>();
  return {
    of: (planId) => {
      const known = library.get(planId);
      const entry = made.get(planId);
      if (!entry) {
        const { no } = known.row;
        const checklist = createChecklist({ plan: known, results: lastResults(read, no), ticks: ticksOfPlan(read, no), onChange: () => onChange(planId) }); // prettier-ignore
        made.set(planId, { checklist, hash: known.row.hash });
        return checklist;
      }
      if (entry.hash !== known.row.hash) {
        entry.hash = known.row.hash;
        entry.checklist.adopt(known);
      }
      return entry.checklist;
    },
  };
}
