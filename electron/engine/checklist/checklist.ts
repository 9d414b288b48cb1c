// The present state of every item of one plan: its last result, its tick, and the attempt under way; and the feed of it.
import { itemKey, type ItemState, type PlanSummary } from '#shared/model/checklist.ts';
import type { RunId } from '#shared/model/ids.ts';
import { countOutcomes, verdictOf, type Tally } from '#shared/model/outcome.ts';
import type { PlanItem } from '#shared/model/plan.ts';
import type { Tick } from '#shared/model/run.ts';
import { createBroadcast, type Broadcast } from '../feeds/feed.ts';
import type { KnownPlan } from '../plans/plan-library.ts';
import type { StoredResult } from '../store/run-rows.ts';

export interface Checklist {
  feed: Pick<Broadcast<ItemState>, 'subscribe'>;
  /** The plan's definition changed: items that are gone leave, results of other definitions turn outdated. */
  adopt: (plan: KnownPlan) => void;
  setRunning: (phaseId: string, itemId: string, running: ItemState['running']) => void;
  /** A result; `recorded` false while the disk refuses it. */
  setResult: (runId: RunId, result: Omit<StoredResult, 'runId'>, recorded: boolean) => void;
  setTick: (phaseId: string, itemId: string, tick: Tick | null) => void;
  /** The tick that counts for this item as it is defined now. */
  tickOf: (item: PlanItem) => Tick | null;
  /** Nothing is being looked at any more. */
  settle: () => void;
  summary: () => Pick<PlanSummary, 'counts' | 'verdict'>;
}

export interface ChecklistStart {
  plan: KnownPlan;
  /** The last result of each item, whatever definition it was of. */
  results: StoredResult[];
  /** Standing ticks by item key. */
  ticks: ReadonlyMap<string, Tick>;
  /** Told when an item counts differently than before. */
  onChange: () => void;
}

export function createChecklist({ plan, results, ticks, onChange }: ChecklistStart): Checklist {
  const lasts = new Map(
    results.map((result) => [itemKey(result.phaseId, result.itemId), lastOf(result.runId, result, true)]),
  );
  const standing = new Map(ticks);
  const underWay = new Map<string, ItemState['running']>();
  let items = new Map<string, Known>();

  const tickOf = (item: PlanItem): Tick | null => {
    const tick = standing.get(itemKey(item.phaseId, item.id));
    return tick?.itemDigest === item.digest ? tick : null;
  };
  const describe = ({ item, definition }: Known): ItemState => {
    const tick = tickOf(item);
    return {
      ...definition,
      running: underWay.get(definition.key) ?? null,
      last: shownLast(lasts.get(definition.key), item),
      tick,
      open: item.kind === 'manual' && tick === null,
    };
  };
  const feed = createBroadcast<ItemState>({
    entryOf: (key) => {
      const known = items.get(key);
      return known && describe(known);
    },
    entries: () => [...items.values()].map(describe),
  });

  const adopt: Checklist['adopt'] = (next) => {
    const all = next.plan.phases.flatMap((phase) => phase.items).map((item) => ({ item, definition: define(item) }));
    items = new Map(all.map((known) => [known.definition.key, known]));
    feed.touchAll();
  };
  adopt(plan);

  /** How an item counts now. What was seen of an earlier definition proves nothing about this one. */
  const standingOf = ({ item, definition }: Known): Tally => {
    if (item.kind === 'manual') {
      const tick = tickOf(item);
      return { outcome: tick?.outcome ?? 'inconclusive', open: tick === null };
    }
    const last = lasts.get(definition.key);
    return { outcome: last?.digest === item.digest ? last.shown.outcome : null };
  };

  return {
    feed,
    adopt,
    setRunning: (phaseId, itemId, running) => {
      const key = itemKey(phaseId, itemId);
      underWay.set(key, running);
      feed.touch(key);
    },
    setResult: (runId, result, recorded) => {
      const key = itemKey(result.phaseId, result.itemId);
      lasts.set(key, lastOf(runId, result, recorded));
      underWay.delete(key);
      feed.touch(key);
      onChange();
    },
    setTick: (phaseId, itemId, tick) => {
      const key = itemKey(phaseId, itemId);
      if (tick) standing.set(key, tick);
      else standing.delete(key);
      feed.touch(key);
      onChange();
    },
    tickOf,
    settle: () => {
      const keys = [...underWay.keys()];
      underWay.clear();
      keys.forEach(feed.touch);
    },
    summary: () => {
      const counts = countOutcomes([...items.values()].map(standingOf));
      return { counts, verdict: verdictOf(counts) };
    },
  };
}

type Definition = Omit<ItemState, 'running' | 'last' | 'tick' | 'open'>;
interface Known {
  item: PlanItem;
  /** What of its state changes only with the plan. */
  definition: Definition;
}

function define(item: PlanItem): Definition {
  return {
    key: itemKey(item.phaseId, item.id),
    itemId: item.id,
    phaseId: item.phaseId,
    title: item.title,
    description: item.description ?? null,
    kind: item.kind,
    expectations: item.expectations.map((expectation) => expectation.text),
    manual: item.manual ?? null,
    digest: item.digest,
    line: item.place.line,
  };
}

/** What screens are told of a result. The facts and the evidence are in the record; here they would only fill the memory. */
interface Last {
  digest: string;
  shown: Omit<NonNullable<ItemState['last']>, 'outdated'>;
}

function lastOf(runId: RunId, result: Omit<StoredResult, 'runId'>, recorded: boolean): Last {
  const shown = {
    runId,
    outcome: result.outcome,
    reason: result.reason,
    checks: result.checks,
    durationMs: result.durationMs,
    finishedAt: result.startedAt + result.durationMs,
    attempts: result.attempts.length,
    hasEvidence: result.evidence !== null,
    recorded,
  };
  return { digest: result.digest, shown };
}

function shownLast(last: Last | undefined, item: PlanItem): ItemState['last'] {
  // A manual item's state is its tick; a past run only repeats what the tick was then.
  if (!last || item.kind === 'manual') return null;
  return { ...last.shown, outdated: last.digest !== item.digest };
}
