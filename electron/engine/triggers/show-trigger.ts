// A known trigger as the screens are told of it. Pure.
import { triggerStateAt, type Instance } from '#shared/model/triggers/state.ts';
import { isManual, ruleOf } from '#shared/model/triggers/trigger.ts';
import { shownInstancesLimit, type ShownInstance, type ShownState, type WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts'; // prettier-ignore
import type { KnownTrigger } from './known-trigger.ts';
import type { LookCounts } from './schedule.ts';

export interface ShownWith {
  nowMs: number;
  counts: LookCounts | null;
  /** By the instance's key: the trigger that stands for it. */
  inhibitedBy: (instanceKey: string) => string | null;
  instancesLimit?: number;
}

export function showTrigger(
  known: KnownTrigger,
  { nowMs, counts, inhibitedBy, instancesLimit = shownInstancesLimit }: ShownWith,
): WatchedTrigger {
  // prettier-ignore
  const { key, trigger, origin, savedAtMs, memory, standing, snoozed, flapping, tookMs } = known;
  const state = stateOf(known, nowMs);
  const shown = memory.instances.map((one) => showInstance(known, one, inhibitedBy(one.key)));
  const firing = shown.filter((one) => one.state === 'firing');
  const calling = firing.filter(callsForPerson);
  return {
    key,
    trigger,
    origin,
    savedAtMs,
    state,
    sinceMs: sinceOf(known, state),
    watchedBy: standing.by,
    place: standing.place,
    trouble: memory.trouble,
    // What fires comes first, so that the limit never hides it behind what does not.
    instances: [...firing, ...shown.filter((one) => one.state !== 'firing')].slice(0, instancesLimit),
    firing: firing.length,
    pending: shown.length - firing.length,
    calling: snoozed === null && trigger.enabled ? calling.length : 0,
    lastEvaluatedAtMs: memory.lastEvaluatedAtMs,
    looks: counts === null ? null : { ...counts, tookMs },
    snoozed,
    flapping,
  };
}

/** It fires, nobody is on it, nobody put it off, and no graver one stands for it. The whole trigger may be snoozed all the same. */
export const callsForPerson = ({ state, acknowledged, snoozed, inhibitedBy }: ShownInstance): boolean =>
  state === 'firing' && acknowledged === null && snoozed === null && inhibitedBy === null;

function stateOf({ trigger, memory }: KnownTrigger, nowMs: number): ShownState {
  if (isManual(trigger)) return 'hole';
  return trigger.enabled ? triggerStateAt(ruleOf(trigger), memory, nowMs) : 'off';
}

function sinceOf({ memory, standing, savedAtMs }: KnownTrigger, state: ShownState): number {
  const { instances, trouble, lastEvaluatedAtMs } = memory;
  if (state === 'firing') return Math.min(...instances.flatMap(({ firedAtMs }) => firedAtMs ?? []));
  if (state === 'pending') return Math.min(...instances.map(({ activeAtMs }) => activeAtMs));
  if (state === 'error' || state === 'no_data') return trouble?.sinceMs ?? lastEvaluatedAtMs ?? savedAtMs;
  return state === 'inactive' ? (standing.quietSinceMs ?? savedAtMs) : savedAtMs;
}

function showInstance(
  { acknowledged, snoozedInstances }: KnownTrigger,
  one: Instance,
  inhibitedBy: string | null,
): ShownInstance {
  const word = acknowledged.get(one.key);
  const counts = word !== undefined && word.firedAtMs === one.firedAtMs;
  return {
    ...one,
    value: valueText(one.value),
    acknowledged: counts ? { by: word.by, atMs: word.atMs, note: word.note } : null,
    snoozed: snoozedInstances.get(one.key) ?? null,
    inhibitedBy: one.state === 'firing' ? inhibitedBy : null,
  };
}

export function valueText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
