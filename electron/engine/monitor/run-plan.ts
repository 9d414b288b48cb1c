// Runs the selected part of a plan: phases in the order of their needs, items side by side. It keeps nothing and shows
// nothing; each result is handed on as soon as it is there.
import { OpsError } from '#shared/model/ops-error.ts';
import { countsInWords } from '#shared/model/outcome.ts';
import type { PlanItem, PlanPhase } from '#shared/model/plan.ts';
import { countResults, type Selection, type Tick } from '#shared/model/run.ts';
import { withoutLook, type Looked } from './look-at-item.ts';
import { Outlines } from './outlines.ts';

export interface RunPlanOptions {
  phases: readonly PlanPhase[];
  selection: Selection;
  concurrency: number;
  signal: AbortSignal;
  now: () => number;
  /** The standing tick of a manual item, given to this very definition of it. */
  tickOf: (item: PlanItem) => Tick | null;
  look: (item: PlanItem) => Promise<Looked>;
  onResult: (looked: Looked) => void;
}

/** The phases and items that a selection names, in the plan's order; empty lists select everything. */
export function selectItems(phases: readonly PlanPhase[], selection: Selection): PlanPhase[] {
  refuseUnknown('phase', selection.phaseIds, phases.map((phase) => phase.id)); // prettier-ignore
  refuseUnknown('item', selection.itemIds, phases.flatMap((phase) => phase.items.map((item) => item.id))); // prettier-ignore
  const wantsItem = (item: PlanItem): boolean => selection.itemIds.length === 0 || selection.itemIds.includes(item.id);
  return phases
    .filter((phase) => selection.phaseIds.length === 0 || selection.phaseIds.includes(phase.id))
    .map((phase) => ({ ...phase, items: phase.items.filter(wantsItem) }))
    .filter((phase) => selection.itemIds.length === 0 || phase.items.length > 0);
}

function refuseUnknown(noun: string, wanted: string[], known: string[]): void {
  const unknown = wanted.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new OpsError(
      'bad_input',
      `The plan has no ${noun} "${unknown.join('", "')}"; it has: ${known.join(', ') || 'none'}.`,
    );
  }
}

/**
 * Resolves when every selected item has its result. A phase whose needs did not all pass is skipped, by name of the cause;
 * a need outside the selection does not hold anything up. Cancelling gives all that is left the outcome `cancelled`.
 */
export function runPlan(options: RunPlanOptions): Promise<void> {
  const { selection, concurrency, signal, now, onResult } = options;
  const phases = selectItems(options.phases, selection);
  const progress = new Map(phases.map((phase) => [phase.id, { left: phase.items.length, looks: new Outlines() }]));
  const waiting = [...phases];
  const queue: PlanItem[] = [];
  let next = 0;
  let active = 0;

  return new Promise((resolve, reject) => {
    const finish = (item: PlanItem, looked: Looked): void => {
      const phase = progress.get(item.phaseId);
      if (!phase) return;
      phase.left--;
      phase.looks.add(looked);
      onResult(looked);
    };

    /** Moves on every waiting phase whose selected needs are finished; a skipped phase may free further ones. */
    const advance = (): void => {
      for (let index = 0; index < waiting.length;) {
        const phase = waiting[index];
        if (!phase || phase.needs.some((id) => (progress.get(id)?.left ?? 0) > 0)) {
          index++;
          continue;
        }
        waiting.splice(index, 1);
        const cause = signal.aborted ? null : causeToSkip(phase, progress, phases);
        if (cause === null) queue.push(...phase.items);
        else for (const item of phase.items) finish(item, withoutLook(item, 'skipped', `skipped: ${cause}`, now()));
        // What was just skipped may be what an earlier one in the list waits for.
        index = 0;
      }
    };

    const start = (item: PlanItem): void => {
      if (item.kind === 'manual') return finish(item, fromTick(item, options.tickOf(item), now()));
      active++;
      options.look(item).then((looked) => {
        active--;
        finish(item, looked);
        pump();
      }, reject);
    };

    const pump = (): void => {
      advance();
      while (next < queue.length && (active < concurrency || signal.aborted)) {
        const item = queue[next++] as PlanItem;
        if (signal.aborted) finish(item, withoutLook(item, 'cancelled', 'cancelled before it was looked at', now()));
        else start(item);
        if (next === queue.length) advance();
      }
      if (active === 0 && next === queue.length && waiting.length === 0) resolve();
    };
    pump();
  });
}

function causeToSkip(phase: PlanPhase, progress: Map<string, { looks: Outlines }>, phases: PlanPhase[]): string | null {
  for (const id of phase.needs) {
    const need = progress.get(id);
    if (!need) continue;
    const looks = need.looks.all();
    const counts = countResults(looks);
    const proven = counts.pass > 0 && counts.pass + counts.not_applicable === looks.length;
    if (proven) continue;
    const title = phases.find((other) => other.id === id)?.title ?? id;
    const culprit = looks.find((look) => look.outcome === 'fail') ?? looks.find((look) => look.outcome === 'error');
    return `"${title}" did not pass (${countsInWords(counts)}${culprit ? `: ${culprit.title}` : ''})`;
  }
  return null;
}

function fromTick(item: PlanItem, tick: Tick | null, at: number): Looked {
  if (!tick) return withoutLook(item, 'inconclusive', 'open: nobody has looked and ticked yet', at);
  const words = { pass: 'passed', fail: 'failed', not_applicable: 'not applicable' }[tick.outcome];
  const note = tick.note ? `: ${tick.note}` : '';
  return withoutLook(
    item,
    tick.outcome,
    `${words}, says ${tick.by} at ${new Date(tick.at).toISOString()}${note}`,
    at,
    tick,
  );
}
