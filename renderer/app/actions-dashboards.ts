// Actions of the dashboards: bring one in, leave it, walk its panels, enlarge one, ask anew. Keys count while they are shown.
import { isMoving, spanOf, stepSpan, widenSpan } from '#shared/model/span.ts';
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { dashboardLookOf } from '../state/dashboard-place.ts';
import { openDashboard } from '../views/dashboards/library-output.ts';
import { relookDashboard } from '../views/dashboards/relook.ts';

const group = 'Dashboards';

export function dashboardActions(stores: ConsoleStores): Action[] {
  const { place, dialog, link } = stores;
  const { view, metricsTab, dashboard } = place.store.getState();
  const shown = view === 'metrics' && metricsTab === 'dashboards';
  const bring: Action = {
    id: 'dashboard.import',
    name: 'Import a dashboard',
    label: 'Import…',
    icon: 'plus',
    group,
    ...(shown ? { shortcut: 'i' } : {}),
    disabled: link.store.getState().state === 'live' ? null : 'the engine cannot be reached',
    run: () => {
      place.go({ view: 'metrics', metricsTab: 'dashboards' });
      dialog.setState({ open: { kind: 'import-dashboard', name: 'pasted.json', text: '' } });
    },
  };
  if (!shown) return [bring];
  return [bring, ...(dashboard === null ? listActions() : screenActions(stores, dashboard))];
}

function listActions(): Action[] {
  const find = (): void => document.querySelector<HTMLInputElement>('[data-filter]')?.select();
  return [
    { id: 'dashboard.next', name: 'Next dashboard', label: 'Next', shortcut: 'j', group, disabled: null, run: () => walk('[data-library-line]', 1) }, // prettier-ignore
    { id: 'dashboard.previous', name: 'Previous dashboard', label: 'Previous', shortcut: 'k', group, disabled: null, run: () => walk('[data-library-line]', -1) }, // prettier-ignore
    { id: 'dashboard.find', name: 'Find a dashboard', label: 'Find', shortcut: '/', group, disabled: null, run: find },
  ];
}

function screenActions(stores: ConsoleStores, dashboard: string): Action[] {
  const { place, dialog } = stores;
  const { enlarged } = dashboardLookOf(place.store.getState().dashboardAs);
  const leave = (): void => {
    if (enlarged !== null) relookDashboard(stores, { enlarged: null });
    else place.go({ dashboard: null, dashboardAs: '', span: '' });
  };
  const enlarge = (): void => {
    if (enlarged !== null) return relookDashboard(stores, { enlarged: null });
    const key = pointedPanel();
    if (key !== null) relookDashboard(stores, { enlarged: key });
  };
  return [
    ...timeActions(stores),
    { id: 'dashboard.next', name: 'Next panel', label: 'Next', shortcut: 'j', group, disabled: null, run: () => walk('[data-panel]', 1) }, // prettier-ignore
    { id: 'dashboard.previous', name: 'Previous panel', label: 'Previous', shortcut: 'k', group, disabled: null, run: () => walk('[data-panel]', -1) }, // prettier-ignore
    { id: 'dashboard.enlarge', name: enlarged === null ? 'Show the panel alone' : 'Show all panels', label: 'Alone', shortcut: 'v', group, disabled: null, run: enlarge }, // prettier-ignore
    { id: 'dashboard.leave', name: enlarged === null ? 'Back to the list of dashboards' : 'Show all panels', label: 'Back', icon: 'back', shortcut: 'Escape', group, disabled: null, run: leave }, // prettier-ignore
    { id: 'dashboard.notes', name: 'Show what the import came to', label: 'Import notes', shortcut: 'n', group, disabled: null, run: () => dialog.setState({ open: { kind: 'dashboard-report', key: dashboard } }) }, // prettier-ignore
  ];
}

/** Moves through time, from what the address says or else the dashboard itself. */
function timeActions({ place, settings, dashboards, now }: ConsoleStores): Action[] {
  const { zone } = settings.store.getState();
  const own = dashboards.opened.store.getState().value?.dashboard.time;
  const text = place.store.getState().span || (own === undefined ? '' : `${own.from}..${own.to}`);
  const unread = spanOf(text, now(), zone) === null ? 'The time that is shown cannot be moved from here.' : null;
  const late = unread ?? (isMoving(text) ? 'This already reaches the present.' : null);
  return [
    { id: 'dashboard.earlier', name: 'Half a range earlier', label: 'Earlier', shortcut: '[', group, disabled: unread, run: () => place.go({ span: stepSpan(text, -1, now(), zone) }) }, // prettier-ignore
    { id: 'dashboard.later', name: 'Half a range later', label: 'Later', shortcut: ']', group, disabled: late, run: () => place.go({ span: stepSpan(text, 1, now(), zone) }) }, // prettier-ignore
    { id: 'dashboard.widen', name: 'Twice as long a range', label: 'Widen', shortcut: 'z', group, disabled: unread, run: () => place.go({ span: widenSpan(text, now(), zone) }) }, // prettier-ignore
  ];
}

/** The panel that has the focus or the pointer. */
function pointedPanel(): string | null {
  const focused = document.activeElement?.closest<HTMLElement>('[data-panel]');
  const pointed = focused ?? document.querySelector<HTMLElement>('[data-panel]:hover');
  return pointed?.dataset['panel'] ?? null;
}

function walk(what: string, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(what)];
  const at = all.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** Dashboards to open; for the palette. */
export function dashboardObjects(stores: ConsoleStores): Action[] {
  return [...stores.dashboards.list.store.getState().entries.values()].map(({ key, title }) => ({
    id: `dashboard:${key}`,
    name: `Open the dashboard ${title}`,
    label: title,
    icon: 'metrics',
    group,
    disabled: null,
    run: () => openDashboard(stores, key),
  }));
}
