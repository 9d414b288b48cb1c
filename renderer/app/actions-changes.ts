// Actions that change a system, and those that let them: unlock, lock, what the server offers for what is open or
// marked, a terminal, a port-forward; and the environments. While a system is locked its verbs do not exist.
import { lockKeys, type LockKey } from '#shared/model/environment.ts';
import type { Offer } from '#shared/model/action.ts';
import type { Action } from '../components/button.tsx';
import { changeInWords, shortWords } from '../components/change-words.ts';
import { mayChange } from '../components/lock-words.ts';
import { offerScopes, type OfferScope } from '../state/change-store.ts';
import type { ConsoleStores } from '../state/console.ts';
import { activeEnvironment } from '../state/environment-stores.ts';
import { markedOffers } from '../views/changes/offered.ts';
import { prepareChange } from '../views/changes/prepare-change.ts';
import { targetsOf } from '../views/changes/targets.ts';
import { lockNow } from '../views/environment/use-lock.ts';
import { askForward, forwardTargetOf } from '../views/forwards/forward-target.ts';
import { askTerminal, containersOf } from '../views/terminal/ask-terminal.ts';

export function changeActions(stores: ConsoleStores): Action[] {
  return [
    ...environmentActions(stores),
    ...lockKeys.flatMap((key) => lockActions(stores, key)),
    ...offerScopes.flatMap((scope) => offeredActions(stores, scope)),
    ...wayInActions(stores),
  ];
}

const lostWords = ({ link }: ConsoleStores): string | null =>
  link.store.getState().state === 'live' ? null : 'the engine cannot be reached';

function environmentActions(stores: ConsoleStores): Action[] {
  const { dialog, environment } = stores;
  const active = activeEnvironment(environment);
  const group = 'Environments';
  return [
    {
      id: 'environment.new',
      name: 'New environment',
      label: 'New…',
      icon: 'plus',
      group,
      disabled: lostWords(stores),
      run: () => dialog.setState({ open: { kind: 'environment', key: null } }),
    },
    {
      id: 'environment.edit',
      name: `Edit the environment ${active?.name ?? ''}`,
      label: 'Edit…',
      group,
      disabled: lostWords(stores) ?? (active === null ? 'no environment is known' : null),
      run: () => active !== null && dialog.setState({ open: { kind: 'environment', key: active.key } }),
    },
  ];
}

/** Environments to switch to, and to edit; for the palette. */
export function environmentObjects(stores: ConsoleStores): Action[] {
  const all = [...stores.environment.environments.store.getState().entries.values()];
  return all.map(({ key, name, active }) => ({
    id: `environment:${key}`,
    name: `Switch to ${name}`,
    label: name,
    group: 'Environments',
    disabled: active ? 'it is the active one' : lostWords(stores),
    run: () => void stores.operations.activateEnvironment(key, name),
  }));
}

const unnamed: Record<LockKey, string> = { docker: 'Docker', kubernetes: 'Kubernetes', alertmanager: 'Alertmanager' };
const behindLock: Record<LockKey, string> = { docker: 'the Docker of', kubernetes: 'the Kubernetes context', alertmanager: 'the Alertmanager of' }; // prettier-ignore

function lockActions(stores: ConsoleStores, key: LockKey): Action[] {
  const { lock, state } = lockNow(stores, key, stores.now());
  const name = lock?.name ?? unnamed[key];
  const what = behindLock[key];
  const group = 'Locks';
  const refusals: Partial<Record<typeof state, string>> = {
    unknown: lostWords(stores) ?? 'the lock is not known',
    nothing: 'nothing is connected that could be changed',
    unprotected: 'it is not protected',
  };
  const unlock: Action = {
    id: `unlock.${key}`,
    name: `Unlock ${what} ${name}`,
    label: 'Unlock…',
    icon: 'unlock',
    group,
    disabled: refusals[state] ?? (state === 'unlocked' ? 'it is unlocked' : null),
    run: () => stores.dialog.setState({ open: { kind: 'unlock', key } }),
  };
  const close: Action = {
    id: `lock.${key}`,
    name: `Lock ${what} ${name} now`,
    label: 'Lock now',
    icon: 'lock',
    group,
    disabled: refusals[state] ?? (state === 'locked' ? 'it is locked' : null),
    run: () => void stores.who.as((by) => stores.operations.lock(key, name, by)),
  };
  return [unlock, close];
}

const deedId = (scope: OfferScope, { action }: Pick<Offer, 'action'>): string => `change.${scope}.${action}`;

/** What the server offers for what is open, or for all that is marked. */
function offeredActions(stores: ConsoleStores, scope: OfferScope): Action[] {
  const targets = targetsOf(stores, scope);
  const [first] = targets;
  if (first === undefined || !mayChange(lockNow(stores, first.source, stores.now()).state)) return [];
  return markedOffers(stores, scope, targets).map((offer) => ({
    id: deedId(scope, offer),
    name: changeInWords(offer.action, targets, null),
    label: shortWords(offer.action),
    group: 'Changes',
    disabled: lostWords(stores) ?? (offer.allowed ? null : offer.reason),
    run: () =>
      offer.action === 'scale' ? focusCount(deedId(scope, offer)) : prepareChange(stores, offer.action, targets, null),
  }));
}

/** The number is asked for where it stands. */
function focusCount(id: string): void {
  const input = document.querySelector<HTMLInputElement>(`[data-count="${id}"]`);
  input?.focus();
  input?.select();
}

/** Ways into what is open: a terminal in it, a port that leads to it. */
function wayInActions(stores: ConsoleStores): Action[] {
  const [target] = targetsOf(stores, 'open');
  if (target === undefined || !mayChange(lockNow(stores, target.source, stores.now()).state)) return [];
  const actions: Action[] = [];
  const group = 'Changes';
  const containers = containersOf(stores, target);
  if (containers !== null) {
    actions.push({
      id: 'terminal.open',
      name: `Open a terminal in ${target.name}`,
      label: 'Terminal',
      icon: 'terminal',
      group,
      disabled: lostWords(stores),
      run: () => askTerminal(stores, target, containers),
    });
  }
  const forward = forwardTargetOf(stores, target);
  if (forward !== null) {
    actions.push({
      id: 'forward.start',
      name: `Forward a port to ${target.name}`,
      label: 'Forward a port',
      icon: 'forwards',
      group,
      disabled: lostWords(stores),
      run: () => askForward(stores, forward.target, forward.ports),
    });
  }
  return actions;
}
