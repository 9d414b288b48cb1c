// Writes results as they come in, those that came since the writer's last commit together: many rows in one statement cost
// a good deal less than a statement each. Runs themselves are run-record.ts's.
import { OpsError } from '#shared/model/ops-error.ts';
import type { RunId } from '#shared/model/ids.ts';
import type { PlanItem } from '#shared/model/plan.ts';
import { ReadyJson, type Journal, type NewEvent } from '../journal/journal.ts';
import type { Looked } from '../monitor/look-at-item.ts';
import type { PlanRow } from '../store/plan-rows.ts';
import type { WriteDb } from '../store/database.ts';
import { rememberedOf } from '../store/numbers.ts';
import { indexResults, planItemNumber } from '../store/run-rows.ts';
import type { Writer } from '../store/writer.ts';
import { createTurnedItems, type TurnedItem, type TurnedItems } from './turned-items.ts';

/** `committed` is on disk; `held` waits in memory for the disk; `lost` was given up, and the writer counts it. */
export type Kept = 'committed' | 'held' | 'lost';

/** As many are written without waiting for more: about four milliseconds in which the loop does nothing else. */
const groupLimit = 256;

export interface Judged {
  plan: PlanRow;
  runId: RunId;
  looked: Looked;
  /** Told once, and a second time when a held result reaches the disk or is lost after all. */
  onKept: (kept: Kept) => void;
}

export interface ResultGroupsOptions {
  writer: Writer;
  journal: Journal;
  /** A statement that failed for another reason than the disk: a defect of ours. */
  onDefect: (error: unknown) => void;
}

/** Returns what takes a result. Results keep their order among themselves and towards what is written after them. */
export function createResultGroups({ writer, journal, onDefect }: ResultGroupsOptions): (result: Judged) => void {
  /** Takes further results until the writer begins with it. */
  let open: Judged[] | null = null;
  const turned = createTurnedItems();

  const write = (group: Judged[]): void => {
    let written: TurnedItem[] = [];
    const tell = (kept: Kept): void => group.forEach(({ onKept }) => onKept(kept));
    const close = (): void => {
      if (open === group) open = null;
    };
    // What was seen can be looked at again; only people's words are worth a sync of the disk each.
    writer.add({
      durability: 'telemetry',
      records: () => group.length,
      task: (db) => {
        close();
        written = insertResults(db, journal, group, turned);
      },
      onCommitted: () => {
        turned.written(written);
        tell('committed');
      },
      onHeld: () => {
        close();
        tell('held');
      },
      onFailed: (error) => {
        close();
        const isDefect = !(error instanceof OpsError);
        // What cannot be written takes nothing else with it.
        if (isDefect && group.length > 1) return group.forEach((result) => write([result]));
        if (isDefect) onDefect(error);
        tell('lost');
      },
    });
  };

  return (result) => {
    if (open) open.push(result);
    else write((open = [result]));
    if (open && open.length >= groupLimit) writer.flush();
  };
}

const subjects = new WeakMap<PlanItem, string>();

/** One text for each item: what is looked up by its letters is found sooner when it is the same text. */
function subjectOf(plan: PlanRow, item: PlanItem): string {
  let subject = subjects.get(item);
  if (subject === undefined) subjects.set(item, (subject = `${plan.name}/${item.phaseId}/${item.id}`));
  return subject;
}

function insertResults(db: WriteDb, journal: Journal, group: readonly Judged[], turned: TurnedItems): TurnedItem[] {
  const items: TurnedItem[] = [];
  const events = group.map(({ plan, runId, looked }): NewEvent => {
    const { item } = looked;
    const { seen, json } = looked.kept();
    const subject = subjectOf(plan, item);
    const itemNo = rememberedOf(db, item, () => planItemNumber(db, plan.no, item.phaseId, item.id));
    items.push({ itemNo, runId, subject, title: item.title, outcome: seen.outcome, reason: seen.reason, at: seen.startedAt }); // prettier-ignore
    return {
      type: 'item.judged',
      source: `probe:${seen.kind}`,
      subject,
      time: seen.startedAt,
      correlationId: runId,
      data: new ReadyJson(json),
    };
  });
  // What they were before is read before they are there.
  const changes = turned.eventsOf(db, items);
  const first = journal.appendAll(db, events);
  indexResults(db, items.map(({ runId, itemNo }, index) => ({ runId, itemNo, event: first + index }))); // prettier-ignore
  if (changes.length > 0) journal.appendAll(db, changes);
  return items;
}
