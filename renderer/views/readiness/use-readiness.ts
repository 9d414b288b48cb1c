// What the readiness screen shows of the stores: the plan, its lines, and whether they are the present or a past run.
import { useMemo } from 'react';
import { planOf, type ConsoleStores } from '../../state/console.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { checklistModel, type ChecklistModel } from './checklist-model.ts';

/** The lines as they are this moment, for actions that walk them. */
export function modelNow(stores: ConsoleStores): ChecklistModel {
  const { text, show } = stores.place.store.getState();
  return checklistModel({
    phases: stores.detail.store.getState().value?.phases ?? [],
    items: stores.checklist.store.getState().entries.values(),
    report: stores.report.store.getState().value,
    text,
    show,
  });
}

export function useReadiness() {
  const stores = useConsole();
  const place = useWhole(stores.place.store);
  const plans = useFeed(stores.plans);
  const checklist = useFeed(stores.checklist);
  const notes = useFeed(stores.notes);
  const detail = useWhole(stores.detail.store);
  const report = useWhole(stores.report.store);
  const { text, show } = place;
  const phases = detail.value?.phases;
  const model = useMemo(
    () =>
      checklistModel({ phases: phases ?? [], items: checklist.entries.values(), report: report.value, text, show }),
    [phases, checklist.entries, report.value, text, show],
  );
  const plan = useMemo(
    () => (plans.entries.size === 0 ? null : planOf(stores.plans, place.planId)),
    [stores, plans.entries, place.planId],
  );
  return { stores, place, plans, plan, checklist, notes, detail, report, model };
}

export type Readiness = ReturnType<typeof useReadiness>;
