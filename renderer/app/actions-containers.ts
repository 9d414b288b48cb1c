// Actions of the containers: walk, open, filter, copy, and reach Docker again. None of them changes a container.
import type { Action } from '../components/button.tsx';
import { isDockerLeft } from '#shared/model/docker-left.ts';
import { rowOfContainer } from '../components/container-row.ts';
import type { ConsoleStores } from '../state/console.ts';
import { dockerLists } from '../state/place.ts';
import { hasTerm, toggledTerm } from '../components/filter-terms.ts';
import { neighbour } from '../components/grid-line.ts';
import { markContainer } from '../views/containers/marked-containers.tsx';
import { toggleFold } from '../views/containers/containers-view.tsx';
import { tableNow } from '../views/containers/shown-table.ts';
import { dockerKey } from '../views/containers/use-containers.ts';
import { filterAction } from './filter-action.ts';

type Draft = Omit<Action, 'group' | 'disabled'> & { disabled?: string | null };

export function containerActions(stores: ConsoleStores): Action[] {
  const walks = walkActions(stores).map((draft) => ({ group: 'Containers', disabled: null, ...draft }));
  return [...walks, ...dockerActions(stores)];
}

function walkActions(stores: ConsoleStores): Draft[] {
  const { place } = stores;
  const { container, opened, list } = place.store.getState();
  const step = (by: 1 | -1) => (): void => {
    const next = neighbour(tableNow(stores).lines, place.store.getState().container, by);
    if (next !== null) place.go({ container: next });
  };
  const open = (): void => {
    const line = tableNow(stores).lines.find((one) => one.key === container);
    if (line?.kind === 'group') toggleFold(stores, line.key);
    else if (line !== undefined) place.go({ opened: true });
  };
  const elsewhere = list === 'containers' ? null : `the ${list} are shown, not the containers`;
  const nothing = elsewhere ?? (container === null ? 'nothing is selected' : null);
  return [
    { id: 'container.next', name: 'Next container', label: 'Next', shortcut: 'j', disabled: elsewhere, run: step(1) },
    {
      id: 'container.previous',
      name: 'Previous container',
      label: 'Previous',
      shortcut: 'k',
      disabled: elsewhere,
      run: step(-1),
    },
    {
      id: 'container.open',
      name: 'Open the selected container, or fold its project',
      label: 'Open',
      shortcut: 'Enter',
      disabled: nothing,
      run: open,
    },
    {
      id: 'container.close',
      name: 'Close the details, then let go of the selection',
      label: 'Close',
      icon: 'close',
      shortcut: 'Escape',
      disabled: nothing,
      run: () => place.go(opened ? { opened: false } : { container: null }),
    },
    {
      id: 'container.mark',
      name: 'Mark the selected container, or let go of it',
      label: 'Mark',
      shortcut: 'Space',
      disabled: nothing,
      run: () => container !== null && stores.containers.store.getState().entries.has(container) && markContainer(stores, container, false), // prettier-ignore
    },
    filterAction('container.filter', 'Filter the list that is shown'),
  ];
}

function dockerActions(stores: ConsoleStores): Action[] {
  const { place, operations, trouble } = stores;
  const selected = stores.containers.store.getState().entries.get(place.store.getState().container ?? '');
  const project = selected?.project ?? null;
  const docker = stores.sources.store.getState().entries.get(dockerKey);
  const lost = stores.link.store.getState().state !== 'live' ? 'the engine cannot be reached' : null;
  const none = selected === undefined ? 'no container is selected' : null;
  const group = 'Docker';
  const copyId = (): void => {
    if (selected === undefined) return;
    navigator.clipboard.writeText(selected.id).catch(() => trouble.add({ what: 'Copy the id', why: 'the clipboard was refused to this page' })); // prettier-ignore
  };
  const toProject = (): void => {
    const { find } = place.store.getState();
    const term = `project:${project}`;
    if (project !== null && !hasTerm(find, term))
      place.go({ view: 'containers', list: 'containers', find: toggledTerm(find, term) });
  };
  return [
    {
      id: 'docker.retry',
      name: 'Retry Docker now',
      label: 'Retry now',
      icon: 'reload',
      group,
      disabled: lost ?? (docker?.state === 'live' ? 'Docker is live' : null),
      run: () => void operations.retryDocker(),
    },
    {
      id: 'docker.disconnect',
      name: 'Disconnect from Docker',
      label: 'Disconnect',
      group,
      disabled: lost ?? (docker === undefined || isDockerLeft(docker) ? 'Docker is not connected' : null),
      run: () => void operations.disconnectDocker(),
    },
    ...dockerLists.map((list): Action => ({
      id: `docker.${list}`,
      name: `Show the ${list} of Docker`,
      label: `Show ${list}`,
      group,
      disabled: null,
      run: () => place.go({ view: 'containers', list, find: '', sort: '' }),
    })),
    {
      id: 'container.project',
      name: 'Show only the project of the selected container',
      label: 'Only this project',
      group,
      disabled: none ?? (project === null ? 'it is in no compose project' : null),
      run: toProject,
    },
    {
      id: 'container.copy-id',
      name: 'Copy the id of the selected container',
      label: 'Copy id',
      icon: 'copy',
      group,
      disabled: none,
      run: copyId,
    },
  ];
}

/** More than this the palette cannot filter while someone types; the filter over the table finds the rest. */
const mostContainers = 300;

/** Containers to open, those in trouble first, and projects to filter by; for the palette. */
export function containerObjects(stores: ConsoleStores): Action[] {
  const { place } = stores;
  const all = Array.from(stores.containers.store.getState().entries.values(), rowOfContainer);
  const first = all.toSorted((a, b) => a.rank - b.rank).slice(0, mostContainers);
  const containers = first.map(({ key, container }): Action => ({
    id: `container:${key}`,
    name: `Open container ${container.name}`,
    label: container.name,
    group: 'Containers to open',
    disabled: null,
    run: () => place.go({ view: 'containers', list: 'containers', container: key, opened: true }),
  }));
  const names = new Set(all.flatMap(({ container }) => container.project ?? []));
  const projects = [...names].slice(0, mostContainers).map((project): Action => ({
    id: `compose:${project}`,
    name: `Show only project ${project}`,
    label: project,
    group: 'Compose projects',
    disabled: null,
    run: () => place.go({ view: 'containers', list: 'containers', find: toggledTerm('', `project:${project}`) }),
  }));
  return [...containers, ...projects];
}
