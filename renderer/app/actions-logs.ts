// Actions of the logs: open one, walk its lines, search, pause, copy, save. None of them changes what is logged.
import { logKinds, type LogTarget } from '#shared/model/log-lines.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { lookOf, lookText, targetText, type LogLook } from '../state/log-place.ts';
import { copyMarked, exportLog } from '../views/logs/log-output.ts';

type Draft = Omit<Action, 'group' | 'disabled'> & { disabled?: string | null };

export function logActions(stores: ConsoleStores): Action[] {
  const { place } = stores;
  const group = 'Logs';
  const none = place.store.getState().log === null ? 'no log is open' : null;
  const drafts = [...walkActions(stores), ...lookActions(stores)];
  return [...drafts.map((draft) => ({ group, disabled: none, ...draft })), ...openActions(stores)];
}

/** Changes how the log is looked at. */
export function relook(stores: ConsoleStores, change: Partial<LogLook>): void {
  const { logAs } = stores.place.store.getState();
  stores.place.go({ logAs: lookText({ ...lookOf(logAs), ...change }) });
}

function walkActions({ log, said, trouble }: ConsoleStores): Draft[] {
  const { following, marked, opened } = log.store.getState();
  const step = (by: number, extend: boolean) => (): void => {
    const { marked: now, view } = log.store.getState();
    if (view === null) return;
    const from = now?.to ?? view.end - (by < 0 ? 0 : 1);
    log.mark(Math.min(view.end - 1, Math.max(view.first, from + by)), extend);
  };
  const find = (direction: 'next' | 'previous') => (): void => {
    log.find(direction).then(
      (found) => found || said.say(`no ${direction} line has it`),
      (error: unknown) => trouble.add({ what: 'Search the log', why: messageOf(error) }),
    );
  };
  const unmarked = marked === null ? 'no line is selected' : null;
  const open = (): void => {
    const { rows, marked: now } = log.store.getState();
    const row = rows.find((one) => one.place === now?.to);
    if (row)
      log.open(row.index).catch((error: unknown) => trouble.add({ what: 'Show the line', why: messageOf(error) }));
  };
  const close = (): void => {
    if (log.store.getState().opened !== null) void log.open(null);
    else log.clearMarks();
  };
  return [
    { id: 'log.next', name: 'Next line', label: 'Next line', shortcut: 'j', run: step(1, false) },
    { id: 'log.previous', name: 'Previous line', label: 'Previous line', shortcut: 'k', run: step(-1, false) },
    {
      id: 'log.extend-down',
      name: 'Select one line more',
      label: 'Select on',
      shortcut: 'Shift+j',
      run: step(1, true),
    },
    { id: 'log.extend-up', name: 'Select one line more, upwards', label: 'Select up', shortcut: 'Shift+k', run: step(-1, true) }, // prettier-ignore
    { id: 'log.open', name: 'Show the selected line in full', label: 'In full', shortcut: 'Enter', disabled: unmarked, run: open }, // prettier-ignore
    { id: 'log.close', name: opened === null ? 'Let go of the selection' : 'Close the line', label: 'Close', shortcut: 'Escape', disabled: opened === null ? unmarked : null, run: close }, // prettier-ignore
    { id: 'log.match-next', name: 'Next line with what is searched for', label: 'Next match', shortcut: 'n', icon: 'sort', run: find('next') }, // prettier-ignore
    { id: 'log.match-previous', name: 'Previous line with what is searched for', label: 'Previous match', shortcut: 'Shift+n', icon: 'sort', run: find('previous') }, // prettier-ignore
    {
      id: 'log.follow',
      name: following ? 'Pause; nothing is lost meanwhile' : 'Follow the newest lines',
      label: following ? 'Pause' : 'Follow',
      icon: following ? 'pause' : 'down',
      shortcut: 'Space',
      run: () => log.setFollowing(!log.store.getState().following),
    },
    { id: 'log.copy', name: 'Copy the selected lines', label: 'Copy', icon: 'copy', shortcut: 'y', disabled: unmarked, run: () => void copyMarked({ log, said, trouble }) }, // prettier-ignore
  ];
}

function lookActions(stores: ConsoleStores): Draft[] {
  const { place, log, said, trouble } = stores;
  const look = lookOf(place.store.getState().logAs);
  const now = (): LogLook => lookOf(place.store.getState().logAs);
  return [
    { id: 'log.search', name: 'Search the log', label: 'Search', icon: 'search', shortcut: '/', run: () => document.querySelector<HTMLInputElement>('[data-filter]')?.select() }, // prettier-ignore
    {
      id: 'log.only',
      name: look.only ? 'Show the lines around what is searched for' : 'Show only lines with what is searched for',
      label: 'Only matches',
      shortcut: 'f',
      run: () => relook(stores, { only: !now().only }),
    },
    { id: 'log.regex', name: 'Search by regular expression', label: '.*', shortcut: 'x', run: () => relook(stores, { regex: !now().regex }) }, // prettier-ignore
    { id: 'log.times', name: look.times ? 'Hide the times' : 'Show the times', label: 'Times', shortcut: 't', run: () => relook(stores, { times: !now().times }) }, // prettier-ignore
    { id: 'log.export', name: 'Save the shown lines as a file', label: 'Save', icon: 'down', shortcut: 'e', run: () => void exportLog({ log, said, trouble, place }) }, // prettier-ignore
    { id: 'log.other', name: 'Choose another log', label: 'Other log', icon: 'back', run: () => place.go({ log: null, logAs: '' }) }, // prettier-ignore
  ];
}

/** From the tables, where a container, a project, a pod or a workload is selected. */
function openActions(stores: ConsoleStores): Action[] {
  const { place, containers } = stores;
  const { container: selected, kind, object } = place.store.getState();
  const container = containers.store.getState().entries.get(selected ?? '');
  const project = container?.project ?? projectOfLine(selected);
  const workload = workloadTarget(kind, object);
  const none = container === undefined ? 'no container is selected' : null;
  const open = (target: LogTarget | null) => (): void => {
    if (target !== null) place.go({ view: 'logs', log: targetText(target), logAs: '' });
  };
  const ofContainer: LogTarget | null = container ? { source: 'docker', containerIds: [container.id] } : null;
  const ofProject: LogTarget | null = project === null ? null : { source: 'docker', project };
  const icon = 'logs';
  return [
    { id: 'container.logs', name: 'Show the log of what is selected', label: 'Logs', icon, shortcut: 'o', group: 'Containers', disabled: ofContainer === null && ofProject === null ? none : null, run: open(ofContainer ?? ofProject) }, // prettier-ignore
    { id: 'container.project-logs', name: 'Show the logs of its whole project', label: 'Project logs', icon, shortcut: 'Shift+o', group: 'Containers', disabled: project === null ? (none ?? 'it is in no compose project') : null, run: open(ofProject) }, // prettier-ignore
    { id: 'object.logs', name: 'Show the log of the selected pod or workload', label: 'Logs', icon, shortcut: 'o', group: 'Workloads', disabled: object === null ? 'nothing is selected' : workload === null ? `${kind} write no log` : null, run: open(workload) }, // prettier-ignore
  ];
}

const projectOfLine = (line: string | null): string | null => /^project:(.+)$/.exec(line ?? '')?.[1] ?? null;

function workloadTarget(kind: string, object: string | null): LogTarget | null {
  const known = logKinds.find((one) => one === kind);
  const [namespace, name] = object?.split('/') ?? [];
  if (known === undefined || !namespace || !name) return null;
  return { source: 'kubernetes', kind: known, namespace, name, container: null };
}
