// Actions of the section Criteria: import, judge, capture, start, and walk its lines.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import type { DefinitionKind } from '../state/criteria-operations.ts';
import type { CriteriaTab } from '../state/place.ts';

type Draft = Omit<Action, 'group' | 'disabled'> & { disabled?: string | null };

export function criteriaActions(stores: ConsoleStores): Action[] {
  const drafts = [...walkActions(stores), ...takeActions(stores), ...judgeActions(stores)];
  return drafts.map((draft) => ({ group: 'Criteria', disabled: null, ...draft }));
}

function walkActions({ place }: ConsoleStores): Draft[] {
  const { criterion } = place.store.getState();
  return [
    { id: 'criterion.next', name: 'Next criterion', label: 'Next', shortcut: 'j', run: () => walk(1) },
    { id: 'criterion.previous', name: 'Previous criterion', label: 'Previous', shortcut: 'k', run: () => walk(-1) },
    {
      id: 'criterion.close',
      name: 'Close the criterion',
      label: 'Close',
      icon: 'close',
      shortcut: 'Escape',
      disabled: criterion === null ? 'nothing is open' : null,
      run: () => place.go({ criterion: null }),
    },
  ];
}

/** Moves the focus itself, as every line has a button. */
function walk(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-criteria-line]')];
  const focused = lines.findIndex((line) => line === document.activeElement);
  const to = focused < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(lines.length - 1, Math.max(0, focused + by));
  lines[to]?.focus();
}

function takeActions({ dialog, place, link }: ConsoleStores): Draft[] {
  const lost = link.store.getState().state === 'live' ? null : 'the engine cannot be reached';
  const take = (of: DefinitionKind, criteriaTab: CriteriaTab) => (): void => {
    // The dialog is part of that screen.
    place.go({ view: 'criteria', criteriaTab, criterion: null });
    dialog.setState({ open: { kind: 'definition', of } });
  };
  const write = (): void => {
    place.go({ view: 'criteria', criteriaTab: 'objectives', criterion: null });
    dialog.setState({ open: { kind: 'objective', key: null } });
  };
  return [
    { id: 'criteria.import', name: 'Import success criteria', label: 'Import…', icon: 'down', disabled: lost, run: take('criteria', 'criteria') }, // prettier-ignore
    { id: 'objectives.import', name: 'Import objectives', label: 'Import…', icon: 'down', disabled: lost, run: take('objectives', 'objectives') }, // prettier-ignore
    { id: 'objective.new', name: 'Write an objective', label: 'New…', icon: 'plus', disabled: lost, run: write },
    { id: 'baseline.capture', name: 'Capture or import a baseline', label: 'Capture or import…', icon: 'plus', disabled: lost, run: take('baseline', 'baselines') }, // prettier-ignore
    { id: 'soak.start', name: 'Start a soak', label: 'Start a soak…', icon: 'plus', disabled: lost, run: take('soak', 'soaks') }, // prettier-ignore
  ];
}

function judgeActions({ criteria, operations, link }: ConsoleStores): Draft[] {
  const lost = link.store.getState().state === 'live' ? null : 'the engine cannot be reached';
  const keysOf = (entries: ReadonlyMap<string, unknown>): string[] => [...entries.keys()];
  const sets = keysOf(criteria.sets.store.getState().entries);
  const objectives = keysOf(criteria.objectives.store.getState().entries);
  return [
    { id: 'criteria.judge', name: 'Judge all criteria now', label: 'Judge now', icon: 'run', disabled: lost ?? (sets.length === 0 ? 'there is no criterion' : null), run: () => sets.forEach((key) => void operations.judgeSet(key)) }, // prettier-ignore
    { id: 'objectives.judge', name: 'Judge all objectives now', label: 'Judge now', icon: 'run', disabled: lost ?? (objectives.length === 0 ? 'there is no objective' : null), run: () => objectives.forEach((key) => void operations.judgeObjective(key)) }, // prettier-ignore
  ];
}

/** Another text where something else can be done. */
export function criteriaVersion({ sets, objectives }: ConsoleStores['criteria']): string {
  return [sets, objectives].map(({ store }) => [...store.getState().entries.keys()].join()).join(' ');
}
