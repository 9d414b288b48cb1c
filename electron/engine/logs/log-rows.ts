// Rows as they leave the engine: with the marks of what is searched for, and no longer than a screen shows.
import { rowTextLimit, type LogRow } from '#shared/model/log-lines.ts';
import type { LineSearch } from '#shared/model/log-search.ts';
import type { HeldRow } from './line-ring.ts';
import { stampInWords } from './log-stamp.ts';

const marksPerRow = 50;

export function logRow(
  row: HeldRow,
  index: number,
  place: number,
  search: LineSearch | null,
  limit = rowTextLimit,
): LogRow {
  const { err, text, ...rest } = row;
  const short = text.length > limit ? text.slice(0, limit) : text;
  const marks = search === null || row.kind !== 'line' ? [] : search.marks(short, marksPerRow);
  return { ...rest, place, index, std: err ? 'err' : 'out', text: short, chars: text.length, marks };
}

/** One line of an export. */
export function exportLine(row: HeldRow, name: string): string {
  const head = `${stampInWords(row)} ${name}`;
  if (row.kind === 'line') {
    const notes = `${row.cut ? ' [cut at 64 KiB]' : ''}${row.late ? ' [late]' : ''}`;
    return `${head} ${row.err ? 'stderr' : 'stdout'} ${row.text}${notes}\n`;
  }
  const words =
    row.kind === 'gap' ? `${row.count} lines were dropped here: they came too fast` : `${row.kind}: ${row.text}`;
  return `${head} --- ${words} ---\n`;
}
