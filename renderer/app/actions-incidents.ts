// Actions of the section Incidents: declare one from anywhere, walk the list, close what is open.
import { fromPalette, type DeclareFrom } from '#shared/model/incident/declare.ts';
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { filterAction } from './filter-action.ts';

export function incidentsActions(stores: ConsoleStores): Action[] {
  const { place } = stores;
  const { incident, incidentsTab, view } = place.store.getState();
  const here = view === 'incidents' && incident === null && incidentsTab === 'incidents';
  const drafts = [
    { id: 'incident.declare', name: 'Declare an incident', label: 'Declare an incident…', icon: 'incidents' as const, shortcut: 'Shift+i', disabled: cannotAct(stores), run: () => declareFrom(stores, fromPalette) }, // prettier-ignore
    { id: 'incident.playbooks', name: 'Go to Playbooks of incident classes', label: 'Playbooks', icon: 'history' as const, shortcut: 'g b', disabled: null, run: () => place.go({ view: 'incidents', incident: null, incidentsTab: 'playbooks' }) }, // prettier-ignore
    { id: 'incident.next', name: 'Next incident', label: 'Next', shortcut: 'j', disabled: here ? null : 'no list of incidents is shown', run: () => walk(1) }, // prettier-ignore
    { id: 'incident.previous', name: 'Previous incident', label: 'Previous', shortcut: 'k', disabled: here ? null : 'no list of incidents is shown', run: () => walk(-1) }, // prettier-ignore
    { id: 'incident.back', name: 'Back to all incidents', label: 'Back', icon: 'back' as const, shortcut: 'Escape', disabled: incident === null ? 'no incident is open' : null, run: () => place.go({ incident: null }) }, // prettier-ignore
    { id: 'incident.say', name: 'Say something of the open incident', label: 'Say', icon: 'note' as const, shortcut: 'n', disabled: incident === null ? 'no incident is open' : cannotAct(stores), run: () => say(stores) }, // prettier-ignore
    { ...filterAction('incident.filter', 'Filter the incidents'), disabled: null },
  ];
  // From every screen it is one key, wherever the person is.
  return drafts.map((draft) => ({ ...draft, group: groups[draft.id] ?? 'Incidents' }));
}

const groups: Record<string, string> = { 'incident.declare': 'Screen', 'incident.playbooks': 'Go to' };

/** The past is not changed, and neither is a saved incident. */
function cannotAct({ link, place }: ConsoleStores): string | null {
  const { at, review } = place.store.getState();
  if (at !== null || review !== null) return 'what is shown is the past; go back to live';
  return link.store.getState().state === 'live' ? null : 'the engine cannot be reached';
}

export function declareFrom({ dialog }: Pick<ConsoleStores, 'dialog'>, from: DeclareFrom): void {
  dialog.setState({ open: { kind: 'declare-incident', from } });
}

/** To where it is written, which is in the overview. */
function say({ place }: ConsoleStores): void {
  place.go({ incidentTab: 'overview' });
  setTimeout(() => document.querySelector<HTMLElement>('.incident-composer textarea')?.focus());
}

/** Incidents to go to, for the palette; the newest first. */
export function incidentObjects({ incidents, place }: ConsoleStores): Action[] {
  const all = [...incidents.all.store.getState().entries.values()].toSorted((a, b) => b.number - a.number);
  return all.slice(0, mostObjects).map(({ key, number, title, status }) => ({
    id: `incident:${key}`,
    name: `INC-${number} ${title} (${status})`,
    label: 'Open',
    icon: 'incidents',
    group: 'Incidents',
    disabled: null,
    run: () => place.go({ view: 'incidents', incident: key, incidentTab: 'overview' }),
  }));
}
const mostObjects = 100;

/** Moves the focus itself, as every line is a button. */
function walk(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-incident-line]')];
  const at = lines.findIndex((line) => line === document.activeElement);
  lines[at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + by))]?.focus();
}
