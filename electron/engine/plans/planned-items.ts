// The items of all plans by their titles, in the order of their plans.
import type { PlannedItem } from '#shared/model/checklist.ts';
import type { KnownPlan } from './plan-library.ts';

export function plannedItems(known: readonly Pick<KnownPlan, 'row' | 'plan'>[]): PlannedItem[] {
  return known.flatMap(({ row, plan }) =>
    plan.phases.flatMap((phase) =>
      phase.items.map(({ id, title, kind }) => ({
        planId: row.id,
        plan: plan.title,
        phaseId: phase.id,
        phase: phase.title,
        itemId: id,
        title,
        kind,
      })),
    ),
  );
}
