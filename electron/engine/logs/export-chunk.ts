// A log as text, a piece at a time, each under a megabyte. What is no longer held is named at the top.
import type { LogCursor } from '#shared/model/log-lines.ts';
import type { LineRing } from './line-ring.ts';
import { exportLine } from './log-rows.ts';
import type { Selection } from './selection.ts';

const pieceChars = 256 * 1024;

/**
 * @param cursor what the piece before said; null for the first, which fixes the end: a log that grows would never be
 * whole.
 */
export function exportChunk(
  ring: LineRing,
  selection: Selection,
  cursor: LogCursor | null,
  nameOf: (stream: number) => string,
): { text: string; next: LogCursor | null } {
  const { first, end } = selection.view();
  const to = cursor?.end ?? end;
  let place = cursor?.next ?? first;
  let text = '';
  if (cursor === null) text += '# Exported by Ready Room. Secrets that it recognised are replaced.\n';
  if (cursor === null && ring.first() > 0) text += `# The first ${ring.first()} rows were no longer held.\n`;
  if (place < first) text += `# ${first - place} rows went while this was exported.\n`;
  for (place = Math.max(place, first); place < to && text.length < pieceChars; place++) {
    const row = ring.row(selection.indexAt(place) ?? -1);
    if (row !== undefined) text += exportLine(row, nameOf(row.stream));
  }
  return { text, next: place < to ? { next: place, end: to } : null };
}
