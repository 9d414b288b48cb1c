// Actions of the section Triggers: walk its lines, say a word on the one that is open or calls, import, write, switch off.
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { exploreOf } from '../views/triggers/condition-words.ts';
import { callingTriggers } from '../views/triggers/triggers-model.ts';
import { filterAction } from './filter-action.ts';

type Draft = Omit<Action, 'group' | 'disabled'> & { disabled?: string | null };

export function triggersActions(stores: ConsoleStores): Action[] {
  const drafts = [...walkActions(stores), ...wordActions(stores), ...definitionActions(stores)];
  return [...drafts.map((draft) => ({ group: 'Triggers', disabled: null, ...draft })), callingAction(stores)];
}

function walkActions({ place }: ConsoleStores): Draft[] {
  const { trigger } = place.store.getState();
  return [
    { id: 'trigger.next', name: 'Next trigger', label: 'Next', shortcut: 'j', run: () => walk(1) },
    { id: 'trigger.previous', name: 'Previous trigger', label: 'Previous', shortcut: 'k', run: () => walk(-1) },
    {
      id: 'trigger.close',
      name: 'Close the trigger',
      label: 'Close',
      icon: 'close',
      shortcut: 'Escape',
      disabled: trigger === null ? 'no trigger is open' : null,
      run: () => place.go({ trigger: null }),
    },
    filterAction('trigger.filter', 'Filter the triggers'),
  ];
}

/** Moves the focus itself, as every line is a button. */
function walk(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-trigger-line]')];
  const focused = lines.findIndex((line) => line === document.activeElement);
  const at = focused < 0 ? lines.findIndex((line) => line.getAttribute('aria-current') === 'true') : focused;
  const to = at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + by));
  lines[to]?.focus();
}

function opened({ place, triggers, link }: ConsoleStores) {
  const watched = triggers.watched.store.getState().entries.get(place.store.getState().trigger ?? '');
  const lost = link.store.getState().state === 'live' ? null : 'the engine cannot be reached';
  return { watched, none: lost ?? (watched === undefined ? 'no trigger is open' : null), lost };
}

function wordActions(stores: ConsoleStores): Draft[] {
  const { dialog, operations, who } = stores;
  const { watched, none } = opened(stores);
  const fires = none ?? (watched?.firing === 0 ? 'it does not fire' : null);
  const ask = (word: 'acknowledge' | 'snooze' | 'resolve') => (): void => {
    if (watched !== undefined) dialog.setState({ open: { kind: 'trigger-word', word, key: watched.key } });
  };
  const atServer = watched?.watchedBy === 'server' ? 'Prometheus has its state; mend what it says' : null;
  const asleep = watched?.snoozed ?? null;
  return [
    { id: 'trigger.acknowledge', name: 'Acknowledge the open trigger', label: 'Acknowledge…', shortcut: 'a', disabled: fires, run: ask('acknowledge') }, // prettier-ignore
    { id: 'trigger.snooze', name: 'Snooze the open trigger', label: 'Snooze…', shortcut: 'z', disabled: none ?? (asleep === null ? null : 'it is snoozed'), run: ask('snooze') }, // prettier-ignore
    { id: 'trigger.unsnooze', name: 'Wake the open trigger', label: 'Wake', disabled: none ?? (asleep === null ? 'it is not snoozed' : null), run: () => watched && void who.as((by) => operations.unsnooze(watched.trigger.name, watched.key, by)) }, // prettier-ignore
    { id: 'trigger.resolve', name: 'Resolve the open trigger', label: 'Resolve…', shortcut: 'x', disabled: fires ?? atServer, run: ask('resolve') }, // prettier-ignore
  ];
}

function definitionActions(stores: ConsoleStores): Draft[] {
  const { dialog, operations, place, plans, who } = stores;
  const { watched, none, lost } = opened(stores);
  const trigger = watched?.trigger;
  const rollback = trigger?.rollbackPlanId ?? null;
  const explore = trigger === undefined ? null : exploreOf(trigger);
  const enabled = trigger?.enabled !== false;
  const plan = [...plans.store.getState().entries.values()].find(({ planId }) => planId === rollback);
  return [
    { id: 'trigger.new', name: 'Write a trigger', label: 'New…', icon: 'plus', disabled: lost, run: () => dialog.setState({ open: { kind: 'trigger', key: null } }) }, // prettier-ignore
    { id: 'trigger.import', name: 'Import rules', label: 'Import…', icon: 'down', disabled: lost, run: () => dialog.setState({ open: { kind: 'import-rules' } }) }, // prettier-ignore
    { id: 'trigger.edit', name: 'Change the open trigger', label: 'Edit…', shortcut: 'e', disabled: none, run: () => watched && dialog.setState({ open: { kind: 'trigger', key: watched.key } }) }, // prettier-ignore
    { id: 'trigger.enable', name: `Switch the open trigger ${enabled ? 'off' : 'on'}`, label: enabled ? 'Switch off' : 'Switch on', disabled: none, run: () => watched && void who.as((by) => operations.enableTrigger(watched.key, watched.trigger.name, !enabled, by)) }, // prettier-ignore
    { id: 'trigger.remove', name: 'Remove the open trigger', label: 'Remove…', icon: 'trash', disabled: none, run: () => watched && dialog.setState({ open: { kind: 'remove-trigger', key: watched.key } }) }, // prettier-ignore
    { id: 'trigger.rollback', name: 'Open the plan that rolls back', label: 'Rollback plan', icon: 'readiness', disabled: none ?? (rollback === null ? 'it has no plan that rolls back' : plan === undefined ? 'its plan is not open any more' : null), run: () => plan && place.go({ view: 'readiness', planId: plan.planId, runId: null, selected: null }) }, // prettier-ignore
    { id: 'trigger.explore', name: 'Explore the expression of the open trigger', label: 'Explore', icon: 'metrics', disabled: none ?? (explore === null ? 'it has no expression' : null), run: () => explore !== null && place.go({ view: 'metrics', metricsTab: 'explore', explore }) }, // prettier-ignore
  ];
}

/** Another text where something else can be done. */
export function triggersVersion(
  entries: ReadonlyMap<string, WatchedTrigger>,
  open: string | null,
  nowMs: number,
): string {
  const watched = entries.get(open ?? '');
  const { key = '' } = callingTriggers(entries.values(), nowMs)[0] ?? {};
  return `${key} ${watched?.firing} ${watched?.snoozed?.untilMs} ${watched?.watchedBy} ${watched?.savedAtMs}`;
}

/** From any screen: to what calls for a person. */
function callingAction({ triggers, place, now }: ConsoleStores): Action {
  const [first] = callingTriggers(triggers.watched.store.getState().entries.values(), now());
  return {
    id: 'trigger.calling',
    name: 'Go to the trigger that calls',
    label: 'Show',
    icon: 'triggers',
    group: 'Go to',
    disabled: first === undefined ? 'nothing calls' : null,
    run: () => first !== undefined && place.go({ view: 'triggers', trigger: first.key }),
  };
}
