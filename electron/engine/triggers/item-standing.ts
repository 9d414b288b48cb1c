// How an item of a plan stands: its last result, where that was of the item as it is defined now.
import type { PlanId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { KnownPlan, PlanLibrary } from '../plans/plan-library.ts';
import type { ReadDb } from '../store/database.ts';
import { lastResult, lookTimes } from '../store/run-rows.ts';
import { ticksOfPlan } from '../store/word-rows.ts';
import { looksCounted, tooOldWords } from './look-age.ts';
import type { ItemStanding } from './observe-probe.ts';

/** @returns words where there is no such plan or item. */
export function standingOfItem(
  read: ReadDb,
  library: PlanLibrary,
  planId: PlanId,
  itemId: string,
  atMs: number,
): ItemStanding | string {
  // prettier-ignore
  const known = find(library, planId);
  if (known === null) return 'the plan is not open any more';
  const { plan, row } = known;
  const item = plan.phases.flatMap(({ items }) => items).find(({ id }) => id === itemId);
  if (!item) return `the plan ${plan.title} has no item ${itemId} any more`;
  const of = { title: item.title, plan: plan.title };
  if (item.kind === 'manual') {
    // A person's word holds until it is taken back.
    const tick = ticksOfPlan(read, row.no).get(`${item.phaseId}/${itemId}`);
    return { ...of, outcome: tick?.itemDigest === item.digest ? tick.outcome : null, tooOld: null };
  }
  const last = lastResult(read, row.no, item.phaseId, itemId);
  if (last?.digest !== item.digest) return { ...of, outcome: null, tooOld: null };
  const looks = lookTimes(read, { planNo: row.no, phaseId: item.phaseId, itemId, limit: looksCounted });
  return { ...of, outcome: last.outcome, tooOld: tooOldWords(looks, atMs) };
}

function find(library: PlanLibrary, planId: PlanId): KnownPlan | null {
  try {
    return library.get(planId);
  } catch (error) {
    if (error instanceof OpsError && error.code === 'not_found') return null;
    throw error;
  }
}
