// Actions of the readiness screen. Each looks at the stores when it is run, so a key pressed late does the right thing.
import type { Action } from '../components/button.tsx';
import type { ChecklistRow } from '../components/checklist-row.ts';
import { planOf, type ConsoleStores } from '../state/console.ts';
import { activeEnvironment, openVars } from '../state/environment-stores.ts';
import type { Place } from '../state/place.ts';
import { neighbour } from '../views/readiness/checklist-model.ts';
import { modelNow } from '../views/readiness/use-readiness.ts';
import { filterAction } from './filter-action.ts';

type Draft = Omit<Action, 'group' | 'disabled'> & { disabled?: string | null };

export function readinessActions(stores: ConsoleStores): Action[] {
  const place = stores.place.store.getState();
  const drafts = [
    ...runActions(stores, place),
    ...walkActions(stores, place),
    ...planActions(stores, place),
    ...panelActions(stores, place),
  ];
  return drafts.map((draft) => ({ group: 'Readiness', disabled: null, ...draft }));
}

/** Starts a run, asking first for variables that have no value. */
export function startRun(stores: ConsoleStores, phaseIds: string[], itemIds: string[]): void {
  const plan = planOf(stores.plans, stores.place.store.getState().planId);
  if (plan === null) return;
  const open = openVars(stores.detail.store.getState().value?.vars ?? {}, activeEnvironment(stores.environment));
  if (open.length > 0) stores.dialog.setState({ open: { kind: 'vars', phaseIds, itemIds } });
  else void stores.operations.startRun(plan, { phaseIds, itemIds });
}

/** Why nothing can be run now, in words; null when it can. */
export function runRefusal(stores: ConsoleStores): string | null {
  const place = stores.place.store.getState();
  const plan = planOf(stores.plans, place.planId);
  if (plan === null) return 'no plan is selected';
  if (place.runId !== null) return 'a past run is shown';
  if (stores.link.store.getState().state !== 'live') return 'the engine cannot be reached';
  if (plan.running !== null) return 'a run is under way';
  return null;
}

function runActions(stores: ConsoleStores, place: Place): Draft[] {
  const refusal = runRefusal(stores);
  const plan = planOf(stores.plans, place.planId);
  const running = plan?.running ?? null;
  const [phaseId, itemId] = place.selected?.split('/') ?? [];
  const item = stores.checklist.store.getState().entries.get(place.selected ?? '');
  const noItem =
    item === undefined ? 'no item is selected' : item.manual === null ? null : 'a person looks at this item';
  const noTick =
    item === undefined ? 'no item is selected' : item.manual === null ? 'only manual items are ticked' : null;
  const past = place.runId === null ? null : 'a past run is shown';
  return [
    {
      id: 'run.all',
      name: 'Run the whole plan',
      label: 'Run all',
      icon: 'run',
      shortcut: 'Shift+r',
      disabled: refusal,
      run: () => startRun(stores, [], []),
    },
    {
      id: 'run.item',
      name: 'Run the selected item',
      label: 'Run',
      icon: 'run',
      shortcut: 'r',
      disabled: noItem ?? refusal,
      run: () => startRun(stores, [], [itemId ?? '']),
    },
    {
      id: 'run.phase',
      name: 'Run the phase of the selection',
      label: 'Run phase',
      icon: 'run',
      disabled: phaseId === undefined ? 'nothing is selected' : refusal,
      run: () => startRun(stores, [phaseId ?? ''], []),
    },
    {
      id: 'run.cancel',
      name: 'Cancel the run',
      label: 'Cancel',
      icon: 'stop',
      disabled: running === null ? 'no run is under way' : null,
      run: () => running !== null && void stores.operations.cancelRun(running),
    },
    {
      id: 'item.tick',
      name: 'Tick the selected manual item',
      label: 'Tick',
      icon: 'readiness',
      shortcut: 'Space',
      disabled: noTick ?? past,
      run: () => stores.dialog.setState({ open: { kind: 'tick', key: place.selected ?? '' } }),
    },
  ];
}

function walkActions(stores: ConsoleStores, place: Place): Draft[] {
  const step = (by: 1 | -1) => (): void => {
    const selected = neighbour(modelNow(stores).lines, stores.place.store.getState().selected, by);
    if (selected !== null) stores.place.go({ selected, panel: null });
  };
  const nothing = place.selected === null ? 'nothing is selected' : null;
  return [
    { id: 'row.next', name: 'Next row', label: 'Next', shortcut: 'j', run: step(1) },
    { id: 'row.previous', name: 'Previous row', label: 'Previous', shortcut: 'k', run: step(-1) },
    {
      id: 'row.open',
      name: 'Open the selected row',
      label: 'Open',
      shortcut: 'Enter',
      disabled: nothing,
      run: () => stores.place.go({ panel: null, tab: 'result' }),
    },
    {
      id: 'drawer.close',
      name: 'Close the details',
      label: 'Close',
      icon: 'close',
      shortcut: 'Escape',
      run: () => stores.place.go({ selected: null, panel: null }),
    },
    {
      id: 'item.evidence',
      name: 'Show the evidence of the selected item',
      label: 'Evidence',
      shortcut: 'e',
      disabled: nothing,
      run: () => stores.place.go({ tab: 'evidence', panel: null }),
    },
    {
      id: 'item.note',
      name: 'Write a note on the selection',
      label: 'Note',
      icon: 'note',
      shortcut: 'n',
      disabled: nothing,
      run: () => {
        stores.place.go({ tab: 'note', panel: null });
        // Once it is drawn: the field to write in, or the way to it where the note is shown as read.
        requestAnimationFrame(focusNote);
      },
    },
    filterAction('filter', 'Filter the checklist'),
  ];
}

function focusNote(): void {
  const field = document.querySelector<HTMLElement>('.note textarea');
  (field ?? document.querySelector<HTMLElement>('.note .note-head button'))?.focus();
}

function planActions(stores: ConsoleStores, place: Place): Draft[] {
  const { dialog, operations } = stores;
  const plan = planOf(stores.plans, place.planId);
  const none = plan === null ? 'no plan is selected' : null;
  const open = (paste: boolean) => (): void =>
    dialog.setState({ open: { kind: 'open-plan', text: '', name: '', paste } });
  return [
    {
      id: 'plan.open',
      name: 'Open a plan from a file',
      label: 'Open a plan',
      icon: 'plus',
      shortcut: 'o',
      run: open(false),
    },
    { id: 'plan.paste', name: 'Paste a plan', label: 'Paste a plan', run: open(true) },
    {
      id: 'plan.reload',
      name: 'Reload the plan from its file',
      label: 'Reload',
      icon: 'reload',
      disabled: none ?? (plan?.path === null ? 'it was imported as text and has no file' : null),
      run: () => plan !== null && void operations.reloadPlan(plan),
    },
    {
      id: 'plan.remove',
      name: 'Remove the plan from the list',
      label: 'Remove',
      icon: 'trash',
      disabled: none,
      run: () => dialog.setState({ open: { kind: 'remove-plan' } }),
    },
    {
      id: 'plan.trust',
      name: 'Trust this plan',
      label: 'Trust this plan',
      icon: 'lock',
      disabled: none ?? (plan?.untrusted.length === 0 ? 'nothing waits for consent' : null),
      run: () => dialog.setState({ open: { kind: 'trust' } }),
    },
  ];
}

/** What stands beside the checklist, and the way back from the past. */
function panelActions({ place: places, operations, demo, demoAsked }: ConsoleStores, place: Place): Draft[] {
  const starting = demoAsked.getState().asked || demo.store.getState().entries.get('demo')?.state === 'starting';
  const startDemo = async (): Promise<void> => {
    places.go({ panel: 'demo' });
    demoAsked.setState({ asked: true });
    const started = await operations.startDemo().finally(() => demoAsked.setState({ asked: false }));
    if (started !== null && started.planId !== null)
      places.go({ planId: started.planId, selected: null, panel: 'demo' });
  };
  return [
    {
      id: 'runs',
      name: 'Show the runs of this plan',
      label: 'Runs',
      icon: 'history',
      shortcut: 'h',
      disabled: place.planId === null ? 'no plan is selected' : null,
      run: () => places.go({ panel: place.panel === 'runs' ? null : 'runs' }),
    },
    {
      id: 'demo.start',
      name: 'Try it on the demo',
      label: 'Try it on the demo',
      icon: 'demo',
      disabled: starting ? 'the demo is starting' : null,
      run: () => void startDemo(),
    },
    {
      id: 'demo.show',
      name: 'Show the demo',
      label: 'Demo',
      icon: 'demo',
      run: () => places.go({ panel: place.panel === 'demo' ? null : 'demo' }),
    },
    {
      id: 'live',
      name: 'Back to live',
      label: 'Back to live',
      icon: 'back',
      shortcut: 'l',
      disabled: place.runId === null ? 'the present is shown' : null,
      run: () => places.go({ runId: null }),
    },
  ];
}

/** The plans and the items of the present plan as things to go to, for the palette. */
export function objectActions(stores: ConsoleStores): Action[] {
  const plans = [...stores.plans.store.getState().entries.values()].map((plan): Action => ({
    id: `plan:${plan.planId}`,
    name: plan.title,
    label: plan.title,
    group: 'Plans',
    disabled: null,
    run: () => stores.place.go({ view: 'readiness', planId: plan.planId, selected: null, runId: null }),
  }));
  const items = [...modelNow(stores).rows.values()].slice(0, mostItems).map((row: ChecklistRow): Action => ({
    id: `item:${row.key}`,
    name: row.title,
    label: row.title,
    group: 'Items',
    disabled: null,
    run: () => stores.place.go({ view: 'readiness', selected: row.key, panel: null }),
  }));
  return [...plans, ...items];
}

/** More than this the palette cannot filter while someone types; the filter above the list finds the rest. */
const mostItems = 300;
