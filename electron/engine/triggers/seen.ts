// What one look at a trigger can come to, and what whoever looks is given.
import type { Instance, Observation, TriggerMemory } from '#shared/model/triggers/state.ts';
import type { Trigger, TriggerCondition } from '#shared/model/triggers/trigger.ts';
import type { WatchedBy } from '#shared/model/triggers/watched-trigger.ts';

export type Seen =
  | Observation
  /** It was looked, and there is too little to say; why. */
  | { kind: 'no_data'; reason: string }
  /** Prometheus evaluates it; these are its instances. */
  | { kind: 'followed'; instances: Instance[] };

export interface Looked {
  seen: Seen;
  watchedBy: WatchedBy;
  /** What was asked, in words; empty where it is the console's own record. */
  place: string;
}

export interface Look<C extends TriggerCondition = TriggerCondition> {
  key: string;
  trigger: Trigger & { condition: C };
  memory: TriggerMemory;
  /** Epoch milliseconds. */
  atMs: number;
  timeoutMs: number;
  signal: AbortSignal;
}

export type ConditionOf<K extends TriggerCondition['kind']> = Extract<TriggerCondition, { kind: K }>;

/** May throw; what it throws is an error of the look, and never false. */
export type Observer<K extends TriggerCondition['kind']> = (look: Look<ConditionOf<K>>) => Promise<Looked> | Looked;
