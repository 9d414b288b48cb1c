// The checklist as lines: phases and the rows let through by the filter, with counts of all rows. Pure.
import type { ItemState, PhaseState } from '#shared/model/checklist.ts';
import { noCounts, type Counts } from '#shared/model/outcome.ts';
import type { RunReport } from '#shared/model/run.ts';
import { rowMatches, rowOfItem, rowOfResult, type ChecklistRow } from '../../components/checklist-row.ts';
import type { GridLine } from '../../components/checklist-grid.tsx';
import type { GlyphName } from '../../components/glyph.tsx';

export interface ChecklistModel {
  lines: GridLine[];
  rows: Map<string, ChecklistRow>;
  /** By phase id. */
  phaseCounts: Map<string, Counts>;
  glyphCounts: Map<GlyphName, number>;
}

export interface ModelInput {
  phases: readonly PhaseState[];
  items: Iterable<ItemState>;
  /** A past run to be shown in place of the present state. */
  report: RunReport | null;
  text: string;
  show: readonly string[];
}

export function checklistModel({ phases, items, report, text, show }: ModelInput): ChecklistModel {
  const all = report === null ? Array.from(items, rememberedRow) : report.results.map(rowOfResult);
  const byPhase = Map.groupBy(all, (row) => row.phaseId);
  const known = phases.map((phase) => phase.id);
  const lines: GridLine[] = [];
  const model: ChecklistModel = { lines, rows: new Map(), phaseCounts: new Map(), glyphCounts: new Map() };
  // A past run may hold phases that the plan has no more.
  for (const phaseId of new Set([...known, ...byPhase.keys()])) {
    const rows = byPhase.get(phaseId) ?? [];
    model.phaseCounts.set(phaseId, countRows(rows));
    for (const row of rows) {
      model.rows.set(row.key, row);
      model.glyphCounts.set(row.glyph, (model.glyphCounts.get(row.glyph) ?? 0) + 1);
    }
    const shown = rows.filter((row) => rowMatches(row, text, show));
    const filtered = text !== '' || show.length > 0;
    if (shown.length === 0 && (filtered || report !== null)) continue;
    lines.push({ kind: 'phase', key: `${phaseId}/`, phaseId });
    for (const row of shown) lines.push({ kind: 'item', key: row.key, row });
  }
  return model;
}

/** An item that did not change keeps its very row, so that only changed rows are drawn anew. */
const rows = new WeakMap<ItemState, ChecklistRow>();
function rememberedRow(item: ItemState): ChecklistRow {
  const row = rows.get(item) ?? rowOfItem(item);
  rows.set(item, row);
  return row;
}

const countedAs: Record<GlyphName, keyof Counts> = {
  pass: 'pass',
  fail: 'fail',
  error: 'error',
  inconclusive: 'inconclusive',
  open: 'open',
  skipped: 'skipped',
  not_applicable: 'not_applicable',
  cancelled: 'cancelled',
  never: 'pending',
  waiting: 'pending',
  running: 'pending',
  stale: 'pending',
};

/** What the rows show, counted; an item under way counts as not finished, whatever it came to before. */
export function countRows(rows: Iterable<ChecklistRow>): Counts {
  const counts = noCounts();
  for (const row of rows) counts[countedAs[row.glyph]]++;
  return counts;
}

/** Of all phases together. */
export function countAll({ phaseCounts }: Pick<ChecklistModel, 'phaseCounts'>): Counts {
  const sum = noCounts();
  for (const counts of phaseCounts.values()) for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += counts[key]; // prettier-ignore
  return sum;
}

/** The line after (or before) the selected one; the first where none is selected. */
export function neighbour(lines: readonly GridLine[], selected: string | null, by: 1 | -1): string | null {
  const at = lines.findIndex((line) => line.key === selected);
  const to = at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + by));
  return lines[to]?.key ?? null;
}
