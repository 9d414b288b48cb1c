// Actions of the section Metrics: walk the lines of targets, rules and alerts; their keys count while such a list is shown.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { listIn, listLookOf, listLookText } from '../state/list-place.ts';
import { filterAction } from './filter-action.ts';

const tabsOfLists: readonly string[] = ['targets', 'rules', 'alerts'];

export function metricsActions({ place, metrics }: ConsoleStores): Action[] {
  const { view, metricsTab, metricsList } = place.store.getState();
  if (view !== 'metrics' || !tabsOfLists.includes(metricsTab)) return [];
  const look = () => {
    const { list, keys } = metrics.lines.getState();
    return { list, keys, now: listLookOf(place.store.getState().metricsList, list) };
  };
  const open = (row: string | null): void => {
    const { list, now } = look();
    place.go({ metricsList: listLookText(list, { ...now, row }) });
  };
  const step = (by: 1 | -1) => (): void => {
    const { keys, now } = look();
    const at = keys.indexOf(now.row ?? '');
    const to = keys[at < 0 ? 0 : Math.min(keys.length - 1, Math.max(0, at + by))];
    if (to !== undefined) open(to);
  };
  const drafts = [
    { id: 'metrics.next', name: 'Next line', label: 'Next', shortcut: 'j', disabled: null, run: step(1) },
    { id: 'metrics.previous', name: 'Previous line', label: 'Previous', shortcut: 'k', disabled: null, run: step(-1) },
    { id: 'metrics.close', name: 'Close the open line', label: 'Close', shortcut: 'Escape', disabled: listLookOf(metricsList, listIn(metricsList)).row === null ? 'no line is open' : null, run: () => open(null) },
    { ...filterAction('metrics.filter', 'Filter the lines'), disabled: null },
  ]; // prettier-ignore
  return drafts.map((draft) => ({ group: 'Metrics', ...draft }));
}
