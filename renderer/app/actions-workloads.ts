// Actions of the screen of Kubernetes: walk, open, mark, filter, connect. None of them changes an object.
import { kubeKinds } from '#shared/model/kubernetes.ts';
import type { Action } from '../components/button.tsx';
import { neighbour } from '../components/grid-line.ts';
import { kindWords, objectPath } from '../components/kube-kinds.ts';
import type { ConsoleStores } from '../state/console.ts';
import { filterAction } from './filter-action.ts';
import { connectTo, refusalOf } from '../views/workloads/contexts-pane.tsx';
import { goToKind } from '../views/workloads/kind-list.tsx';
import { connectionNow } from '../views/workloads/kube-freshness.ts';
import { goToObject } from '../views/workloads/object-relations.tsx';
import { objectsNow } from '../views/workloads/shown-objects.ts';
import { markObject, noMarks } from '../views/workloads/use-workloads.ts';

type Draft = Omit<Action, 'group' | 'disabled'> & { disabled?: string | null };

export function workloadActions(stores: ConsoleStores): Action[] {
  const walks = [...walkActions(stores), ...markActions(stores)];
  return [
    ...walks.map((draft) => ({ group: 'Workloads', disabled: null, ...draft })),
    ...kubeActions(stores),
    ...kindActions(stores),
  ];
}

const nothingSelected = ({ place }: ConsoleStores): string | null =>
  place.store.getState().object === null ? 'nothing is selected' : null;

function walkActions(stores: ConsoleStores): Draft[] {
  const { place } = stores;
  const { opened } = place.store.getState();
  const step = (by: 1 | -1) => (): void => {
    const next = neighbour(objectsNow(stores).lines, place.store.getState().object, by);
    if (next !== null) place.go({ object: next });
  };
  const disabled = nothingSelected(stores);
  return [
    { id: 'object.next', name: 'Next object', label: 'Next', shortcut: 'j', run: step(1) },
    { id: 'object.previous', name: 'Previous object', label: 'Previous', shortcut: 'k', run: step(-1) },
    {
      id: 'object.open',
      name: 'Open the selected object',
      label: 'Open',
      shortcut: 'Enter',
      disabled,
      run: () => place.go({ opened: true }),
    },
    {
      id: 'object.close',
      name: 'Close the details, then let go of the selection',
      label: 'Close',
      icon: 'close',
      shortcut: 'Escape',
      disabled,
      run: () => place.go(opened ? { opened: false } : { object: null }),
    },
    filterAction('object.filter', 'Filter the objects'),
  ];
}

function markActions(stores: ConsoleStores): Draft[] {
  const { kube, place } = stores;
  const mark = (): void => {
    const { object } = place.store.getState();
    if (object !== null) markObject(stores, object, false);
  };
  const markAll = (): void => {
    const keys = objectsNow(stores).lines.map((line) => line.key);
    kube.table.setState({ marked: new Set(keys) });
  };
  const none = kube.table.getState().marked.size === 0 ? 'nothing is marked' : null;
  return [
    {
      id: 'object.mark',
      name: 'Mark the selected object, or let go of it',
      label: 'Mark',
      shortcut: 'Space',
      disabled: nothingSelected(stores),
      run: mark,
    },
    { id: 'object.mark-all', name: 'Mark all objects that the filter lets through', label: 'Mark all', run: markAll },
    {
      id: 'object.unmark',
      name: 'Let go of all marked objects',
      label: 'Unmark',
      disabled: none,
      run: () => kube.table.setState(noMarks),
    },
  ];
}

function kubeActions(stores: ConsoleStores): Action[] {
  const { place, operations, link } = stores;
  const connection = connectionNow(stores);
  const lost = link.store.getState().state !== 'live' ? 'the engine cannot be reached' : null;
  const off = connection === undefined || connection.state === 'off' ? 'no context is connected' : null;
  const group = 'Kubernetes';
  const { kind } = place.store.getState();
  const kindLive = stores.kube.kinds.store.getState().entries.get(kind)?.state === 'live';
  const live = connection?.state === 'live' && kindLive ? 'Kubernetes is live' : null;
  return [
    {
      id: 'kube.retry',
      name: 'Retry Kubernetes now',
      label: 'Retry now',
      icon: 'reload',
      group,
      disabled: lost ?? off ?? live,
      run: () => void operations.retryKube(),
    },
    {
      id: 'kube.contexts',
      name: 'Choose a Kubernetes context to connect to',
      label: off === null ? 'Another context' : 'Connect Kubernetes',
      group,
      disabled: null,
      run: () => place.go({ view: 'workloads', contexts: true, opened: false }),
    },
    {
      id: 'kube.disconnect',
      name: 'Disconnect from Kubernetes',
      label: 'Disconnect',
      group,
      disabled: lost ?? off,
      run: () => void operations.disconnectKube(),
    },
  ];
}

const kindActions = (stores: ConsoleStores): Action[] =>
  kubeKinds.map((kind) => ({
    id: `kind.${kind}`,
    name: `Show ${kindWords[kind].many}`,
    label: kindWords[kind].many,
    group: 'Kinds of Kubernetes',
    disabled: null,
    run: () => goToKind(stores, kind),
  }));

/** More than this the palette cannot filter while someone types; the filter over the table finds the rest. */
const mostObjects = 200;

/** Objects to open: those in trouble that the wall knows, and the worst of the kind that is shown; for the palette. */
function openable(stores: ConsoleStores): Action[] {
  const { place, watch, kube } = stores;
  const { kind } = place.store.getState();
  const troubled = [...watch.troubles.store.getState().entries.values()].flatMap(({ object: { source, ...one } }) => {
    const known = kubeKinds.find((name) => name === one.kind);
    return source === 'docker' || known === undefined ? [] : [{ kind: known, path: objectPath(one) }];
  });
  const rows = kube.rows[kind].store.getState().entries.size === 0 ? [] : objectsNow(stores).lines;
  const shown = rows.slice(0, mostObjects).map(({ key }) => ({ kind, path: key }));
  const all = new Map([...troubled.slice(0, mostObjects), ...shown].map((one) => [`${one.kind}:${one.path}`, one]));
  return Array.from(all, ([id, one]) => ({
    id: `object:${id}`,
    name: `Open ${kindWords[one.kind].one} ${one.path}`,
    label: one.path,
    group: 'Objects of Kubernetes to open',
    disabled: null,
    run: () => goToObject(stores, one.kind, one.path),
  }));
}

/** Objects to open, and contexts to connect to as the kubeconfig was read last; for the palette. */
export const kubeObjects = (stores: ConsoleStores): Action[] => [...openable(stores), ...contextObjects(stores)];

function contextObjects(stores: ConsoleStores): Action[] {
  const contexts = stores.kube.config.store.getState().value?.contexts ?? [];
  return contexts.map((context) => ({
    id: `context:${context.name}`,
    name: `Connect to Kubernetes context ${context.name}`,
    label: context.name,
    group: 'Kubernetes contexts',
    disabled: refusalOf(context),
    run: () => connectTo(stores, context, []),
  }));
}
