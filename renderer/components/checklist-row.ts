// One line of the checklist as the screen shows it, whether it comes from the present state or from a past run.
import type { ItemState } from '#shared/model/checklist.ts';
import { itemKey } from '#shared/model/checklist.ts';
import type { ItemResult } from '#shared/model/run.ts';
import type { GlyphName } from './glyph.tsx';

export interface ChecklistRow {
  key: string;
  phaseId: string;
  itemId: string;
  title: string;
  kind: string;
  glyph: GlyphName;
  /** One line: what was seen, or what is being waited for. */
  reason: string;
  durationMs: number | null;
  /** When it was last looked at; null when never. */
  at: number | null;
  recorded: boolean;
  outdated: boolean;
  busy: boolean;
  manual: boolean;
}

const tickWords = { pass: 'passed', fail: 'failed', not_applicable: 'not applicable' } as const;

/** The row of an item as it stands now. Something under way outranks the tick, the tick outranks the last result. */
export function rowOfItem(item: ItemState): ChecklistRow {
  const { last, tick, running } = item;
  const row: ChecklistRow = {
    key: item.key,
    phaseId: item.phaseId,
    itemId: item.itemId,
    title: item.title,
    kind: item.kind,
    glyph: last?.outcome ?? 'never',
    reason: last?.reason ?? 'not looked at yet',
    durationMs: last?.durationMs ?? null,
    at: last?.finishedAt ?? null,
    recorded: last?.recorded ?? true,
    outdated: last?.outdated ?? false,
    busy: running !== null,
    manual: item.manual !== null,
  };
  if (running !== null) return { ...row, ...underWay(running), outdated: false };
  if (item.manual === null) return row;
  if (tick !== null) {
    const words = [`${tickWords[tick.outcome]}, says ${tick.by}`, tick.note].filter((part) => part !== '').join(': ');
    return { ...row, glyph: tick.outcome, reason: words, at: tick.at, durationMs: null, outdated: false };
  }
  const before = last?.outdated === true ? ' (its tick was for an earlier version)' : '';
  const open = { glyph: 'open', reason: `waits for a person${before}`, durationMs: null, outdated: false } as const;
  return item.open || last === null ? { ...row, ...open, at: null } : row;
}

function underWay(running: NonNullable<ItemState['running']>): Pick<ChecklistRow, 'glyph' | 'reason'> {
  const attempt = `attempt ${running.attempt} of ${running.attempts}`;
  if (running.state === 'waiting') return { glyph: 'waiting', reason: 'waits its turn' };
  if (running.state === 'backing_off')
    return { glyph: 'running', reason: `${attempt} did not pass, waits to try again` };
  return { glyph: 'running', reason: attempt };
}

/** The row of an item as a past run recorded it. */
export function rowOfResult(result: ItemResult): ChecklistRow {
  const open = result.kind === 'manual' && result.tick === null && result.outcome === 'inconclusive';
  return {
    key: itemKey(result.phaseId, result.itemId),
    phaseId: result.phaseId,
    itemId: result.itemId,
    title: result.title,
    kind: result.kind,
    glyph: open ? 'open' : result.outcome,
    reason: result.reason,
    durationMs: result.durationMs,
    at: result.startedAt + result.durationMs,
    recorded: true,
    outdated: false,
    busy: false,
    manual: result.kind === 'manual',
  };
}

/** Whether the row is let through by the text and the outcomes asked for; every word of the text must occur. */
export function rowMatches(row: ChecklistRow, text: string, show: readonly string[]): boolean {
  if (show.length > 0 && !show.includes(row.glyph)) return false;
  if (text === '') return true;
  const hay = `${row.title} ${row.reason} ${row.itemId} ${row.kind}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
