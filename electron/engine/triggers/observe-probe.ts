// Looks at a trigger on an item of a plan: at what became of the last look at it. It starts no probe itself.
import type { Outcome } from '#shared/model/outcome.ts';
import type { Looked, Observer, Seen } from './seen.ts';

/** The last result of an item as it is defined now. */
export interface ItemStanding {
  title: string;
  plan: string;
  /** null where it was never looked at, or only as an earlier definition of it. */
  outcome: Outcome | null;
  /** Why that look does not tell how it is at the moment that is asked, in words; null where it does. */
  tooOld: string | null;
}

/** @returns the words of what is missing where there is no such plan or item. */
export type StandingOf = (planId: string, itemId: string, atMs: number) => ItemStanding | string;

export function observeProbe(standingOf: StandingOf): Observer<'probe'> {
  return ({ trigger: { condition }, atMs }): Looked => {
    const standing = standingOf(condition.planId, condition.itemId, atMs);
    return { watchedBy: 'local', place: '', seen: probeSeen(standing, condition.outcome) };
  };
}

/** What the last outcome of an item says of the condition. */
export function probeSeen(standing: ItemStanding | string, outcome: 'not_passed' | 'failed' | 'unproven'): Seen {
  if (typeof standing === 'string') return { kind: 'no_data', reason: standing };
  const { plan, title } = standing;
  if (standing.tooOld !== null) return { kind: 'no_data', reason: standing.tooOld };
  const failed = standing.outcome === 'fail';
  const passed = standing.outcome === 'pass' || standing.outcome === 'not_applicable';
  const unproven = !failed && !passed;
  // Whether it fails is asked of a look; where there was none, or it could not look, nobody knows.
  if (outcome === 'failed' && unproven) {
    return { kind: 'no_data', reason: standing.outcome === null ? 'it was never looked at as it is now' : `the last look came to: ${standing.outcome}` }; // prettier-ignore
  }
  const holds = { not_passed: !passed, failed, unproven }[outcome];
  return { kind: 'samples', samples: holds ? [{ labels: { plan, item: title }, value: 1 }] : [] };
}
