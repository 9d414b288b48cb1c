// What the readiness screen shows of the stores: the plan, its lines, and whether they are the present or a past run.
import { useMemo } from 'react';
import type { ItemState } from '#shared/model/checklist.ts';
import { planOf, type ConsoleStores } from '../../state/console.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { checklistModel, type ChecklistModel, type ModelInput } from './checklist-model.ts';

interface Inputs extends Omit<ModelInput, 'items'> {
  entries: ReadonlyMap<string, ItemState>;
}

const noPhases: Inputs['phases'] = [];
let last: { inputs: Inputs; model: ChecklistModel } | null = null;

/** The lines as they are this moment. Built once for the screen and for the actions that walk it. */
export function modelNow(stores: ConsoleStores): ChecklistModel {
  const { text, show } = stores.place.store.getState();
  const inputs: Inputs = {
    phases: stores.detail.store.getState().value?.phases ?? noPhases,
    entries: stores.checklist.store.getState().entries,
    report: stores.report.store.getState().value,
    text,
    show,
  };
  const names = Object.keys(inputs) as (keyof Inputs)[];
  const known = last;
  if (known !== null && names.every((name) => known.inputs[name] === inputs[name])) return known.model;
  const model = checklistModel({ ...inputs, items: inputs.entries.values() });
  last = { inputs, model };
  return model;
}

export function useReadiness() {
  const stores = useConsole();
  const place = useWhole(stores.place.store);
  const plans = useFeed(stores.plans);
  const checklist = useFeed(stores.checklist);
  const notes = useFeed(stores.notes);
  const detail = useWhole(stores.detail.store);
  const report = useWhole(stores.report.store);
  const model = modelNow(stores);
  const plan = useMemo(
    () => (plans.entries.size === 0 ? null : planOf(stores.plans, place.planId)),
    [stores, plans.entries, place.planId],
  );
  return { stores, place, plans, plan, checklist, notes, detail, report, model };
}

export type Readiness = ReturnType<typeof useReadiness>;
