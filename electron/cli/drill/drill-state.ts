// What the steps of the drill hand on to each other.
import type { DeclareFrom } from '#shared/model/incident/declare.ts';
import type { PlanId } from '#shared/model/ids.ts';
import type { DrillConsole } from './drill-console.ts';

export interface DrillState {
  /** Where the console that sees the incident keeps its record, and the second one, and what is carried between them. */
  folders: { first: string; second: string; bundle: string; backup: string };
  env: Readonly<Record<string, string | undefined>>;
  /** Whose name stands under what the drill says. */
  by: string;
  now: () => number;
  console: DrillConsole | null;
  planId: PlanId | null;
  triggerKey: string;
  incident: { id: string; number: number } | null;
  firstFailedAt: number | null;
  diagnosedAt: number | null;
  /** The event of the change that was found to be the cause. */
  cause: { change: number; title: string } | null;
}

/** One step: what it does in words, and what it came to. @throws where it cannot be done, with the reason */
export interface DrillStep {
  title: string;
  run: (state: DrillState) => Promise<string>;
}

/** What an earlier step has made. */
export function made<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`the drill has no ${what} yet`);
  return value;
}

export const itemKey = { phaseId: 'smoke', itemId: 'health' };

export const declareFrom = (key: string, atMs: number): DeclareFrom => ({ kind: 'trigger', key, title: triggerName, atMs }); // prettier-ignore

export const triggerName = 'Attestor unhealthy';
