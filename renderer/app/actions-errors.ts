// Actions of the section Errors: walk the failures, say a word on the open one, declare an incident of it, go to a part.
import { testOf } from '../components/filter-terms.ts';
import { neighbour } from '../components/grid-line.ts';
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { groupFilter, rowOfGroup } from '../views/errors/groups-model.ts';
import { filterAction } from './filter-action.ts';

type Draft = Omit<Action, 'group' | 'disabled'> & { disabled?: string | null };

export function errorsActions(stores: ConsoleStores): Action[] {
  const drafts = [...walkActions(stores), ...wordActions(stores)];
  return drafts.map((draft) => ({ group: 'Errors', disabled: null, ...draft }));
}

function walkActions(stores: ConsoleStores): Draft[] {
  const { place } = stores;
  const { errorGroup, errorsTab } = place.store.getState();
  const elsewhere = errorsTab === 'groups' ? null : 'the failures are not shown';
  const walk = (by: 1 | -1) => (): void => {
    const to = neighbour(shownGroups(stores), place.store.getState().errorGroup, by);
    if (to !== null) place.go({ errorGroup: to });
  };
  return [
    { id: 'errors.next', name: 'Next failure', label: 'Next', shortcut: 'j', disabled: elsewhere, run: walk(1) },
    { id: 'errors.previous', name: 'Previous failure', label: 'Previous', shortcut: 'k', disabled: elsewhere, run: walk(-1) }, // prettier-ignore
    {
      id: 'errors.close',
      name: 'Close the failure',
      label: 'Close',
      icon: 'close',
      shortcut: 'Escape',
      disabled: errorGroup === null ? 'no failure is open' : null,
      run: () => place.go({ errorGroup: null }),
    },
    { id: 'errors.ingest', name: 'Show how errors come in', label: 'How errors come in', run: () => place.go({ errorsTab: 'ingest' }) }, // prettier-ignore
    filterAction('errors.filter', 'Filter the failures'),
  ];
}

/** As the table shows them while nobody has sorted it otherwise. */
function shownGroups({ place, errors }: ConsoleStores): { key: string }[] {
  const test = testOf(place.store.getState().errorFind, groupFilter);
  const rows = [...errors.groups.store.getState().entries.values()].map(rowOfGroup).filter(test);
  return rows.toSorted((a, b) => a.rank - b.rank || (a.nameOrder < b.nameOrder ? -1 : 1));
}

function wordActions({ place, errors, dialog, link }: ConsoleStores): Draft[] {
  const group = errors.groups.store.getState().entries.get(place.store.getState().errorGroup ?? '');
  const lost = link.store.getState().state === 'live' ? null : 'the engine cannot be reached';
  const none = lost ?? (group === undefined ? 'no failure is open' : null);
  const settled = none ?? (group?.state === 'resolved' || group?.state === 'archived' ? 'it is settled already' : null);
  const open = none ?? (settled === null ? 'it is open' : null);
  const ask = (word: 'resolve' | 'archive' | 'reopen') => (): void => {
    if (group !== undefined) dialog.setState({ open: { kind: 'error-word', word, key: group.key } });
  };
  return [
    { id: 'errors.resolve', name: 'Resolve the open failure', label: 'Resolve…', shortcut: 'r', disabled: settled, run: ask('resolve') }, // prettier-ignore
    { id: 'errors.archive', name: 'Put the open failure aside', label: 'Put aside…', shortcut: 'z', disabled: settled, run: ask('archive') }, // prettier-ignore
    { id: 'errors.reopen', name: 'Reopen the open failure', label: 'Reopen…', disabled: open === 'it is open' ? open : none, run: ask('reopen') }, // prettier-ignore
    {
      id: 'errors.declare',
      name: 'Declare an incident of the open failure',
      label: 'Declare incident…',
      shortcut: 'd',
      disabled: none,
      run: () => {
        if (group === undefined) return;
        const from = { kind: 'error', key: group.key, title: group.title, atMs: group.firstSeenAt } as const;
        dialog.setState({ open: { kind: 'declare-incident', from } });
      },
    },
  ];
}
