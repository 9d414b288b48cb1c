// The lines of a run's progress: one for each item that is done, and a block for those under way. Pure.
import type { ItemState } from '#shared/model/checklist.ts';
import { countsInWords, type Outcome, type Verdict } from '#shared/model/outcome.ts';
import { isOpen, type ItemResult, type RunReport } from '#shared/model/run.ts';
import { fitted, printable, type Colour, type Paint } from './terminal-text.ts';

const colours: Record<Outcome | 'open', Colour> = {
  pass: 'green',
  fail: 'red',
  error: 'red',
  inconclusive: 'yellow',
  open: 'blue',
  skipped: 'dim',
  not_applicable: 'dim',
  cancelled: 'yellow',
};
const widest = 'inconclusive'.length;
const leastRoom = 16;

export interface LineStyle {
  paint: Paint;
  /** null: lines are as long as they are. */
  columns: number | null;
}

export interface DoneItem {
  phaseId: string;
  itemId: string;
  title: string;
  outcome: Outcome | 'open';
  reason: string;
  durationMs: number;
}

/** A manual item that nobody ticked is `open`, which is what a person can act on. */
export function doneItemOf(result: ItemResult): DoneItem {
  const { phaseId, itemId, title, reason, durationMs } = result;
  return { phaseId, itemId, title, reason, durationMs, outcome: isOpen(result) ? 'open' : result.outcome };
}

/** The item's line, and below it the reason unless it passed. */
export function doneLines(item: DoneItem, { paint, columns }: LineStyle): string[] {
  const word = item.outcome.replace('_', ' ').padEnd(widest);
  const place = printable(`${item.phaseId}/${item.itemId}`);
  const took = item.outcome === 'pass' ? `  ${Math.round(item.durationMs)} ms` : '';
  const text = printable(`${place}  ${item.title}`);
  // On a terminal too narrow for the item's name the line wraps instead.
  const room = columns === null ? null : Math.max(leastRoom, columns - widest - 2 - took.length);
  const first = `${paint(colours[item.outcome], word)}  ${room === null ? text : fitted(text, room)}${took}`;
  if (item.outcome === 'pass') return [first];
  // A reason is never cut: it is what the reader came for. A terminal wraps it.
  return [first, `${' '.repeat(widest + 2)}${printable(item.reason)}`];
}

/** What is being looked at now, at most `rows` lines, then how many wait and are done. */
export function runningLines(
  items: readonly ItemState[],
  done: number,
  total: number,
  rows: number,
  style: LineStyle,
): string[] {
  const busy = items.filter((item) => item.running !== null && item.running.state !== 'waiting');
  const shown = busy.slice(0, Math.max(0, rows - 1)).map((item) => {
    const again =
      item.running && item.running.attempt > 1 ? `attempt ${item.running.attempt} of ${item.running.attempts}  ` : '';
    return runningLine(item.running?.state === 'backing_off' ? 'waits' : 'looks', again, item, style);
  });
  const counted = `${done} of ${total} done`;
  return [...shown, style.paint('dim', style.columns === null ? counted : fitted(counted, style.columns))];
}

function runningLine(word: string, again: string, item: ItemState, { paint, columns }: LineStyle): string {
  const text = `${word.padEnd(widest)}  ${printable(`${item.phaseId}/${item.itemId}  ${again}${item.title}`)}`;
  return paint('dim', columns === null ? text : fitted(text, columns));
}

const verdictWords: Record<Verdict, string> = {
  pass: 'Proven',
  fail: 'Failed',
  error: 'Not proven',
  inconclusive: 'Not proven',
  cancelled: 'Not proven, cancelled',
};

/** The closing line: the verdict and the counts it comes from. */
export function closingLine({ run }: RunReport, { paint }: LineStyle): string {
  const verdict = run.verdict ?? 'inconclusive';
  const colour: Colour = verdict === 'pass' ? 'green' : verdict === 'fail' ? 'red' : 'yellow';
  const stopped = run.state === 'interrupted' ? ' (interrupted)' : '';
  return `${paint(colour, verdictWords[verdict])}${stopped}: ${countsInWords(run.counts)}`;
}
