// The timeline as CSV, for spreadsheets that take a cell for a formula: no cell begins with what starts one, however it is
// hidden (OWASP, "CSV Injection").
import type { ExportedTimeline } from './incident-timeline.ts';

const columns = ['sequence', 'occurred_at', 'recorded_at', 'incident', 'type', 'author', 'source', 'text', 'epistemic', 'precision', 'added_during', 'pinned', 'superseded_by', 'evidence', 'learnt_later'] as const; // prettier-ignore

/** RFC 4180: a header, lines that end with CR LF. */
export function timelineAsCsv({ entries }: ExportedTimeline): string {
  const rows = entries.map((entry) => [
    String(entry.sequence),
    entry.occurredAt,
    entry.recordedAt,
    entry.incident,
    entry.type,
    entry.author,
    entry.source,
    entry.text,
    entry.epistemic,
    entry.precision,
    entry.addedDuring,
    entry.pinned ? 'pinned' : '',
    entry.supersededBy === null ? '' : String(entry.supersededBy),
    entry.evidence.join('; '),
    entry.learntLater ? 'learnt later' : '',
  ]);
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** Controls, marks without width and signs that turn the direction of writing: spelt out, so that they hide nothing. */
const unseen = /[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029\ufffe\uffff]/gu;
/** Also as they are written in full width, which some programs take for the same. */
const startsFormula = /^[\s']*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u;

export function csvCell(text: string): string {
  const shown = text
    .trim()
    .replaceAll(/\r\n?|\n/g, ' / ')
    .replaceAll('\t', ' ')
    .replaceAll(unseen, escaped);
  const trimmed = shown.trim();
  const safe = startsFormula.test(trimmed) ? `'${trimmed}` : trimmed;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const escaped = (sign: string): string => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
