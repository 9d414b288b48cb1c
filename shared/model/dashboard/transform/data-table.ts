// Answers as tables of columns, which transformations take and give. Made of instant rows or of series.
import type { Labels } from '../../series.ts';
import type { RawValue } from '../shown.ts';

export type ColumnType = 'time' | 'number' | 'string' | 'boolean';

export interface Column {
  /** As in the answer: `Time`, `instance`, `Value #A`. */
  name: string;
  /** By which overrides and transformations find it, and what its head says where no display name is given. */
  shownName: string;
  type: ColumnType;
  /** Of the series it holds; none for other columns. */
  labels: Labels;
  refId: string;
  values: readonly RawValue[];
}

export interface DataTable {
  refId: string;
  columns: readonly Column[];
}

export const rowCount = ({ columns }: DataTable): number => columns.reduce((most, { values }) => Math.max(most, values.length), 0); // prettier-ignore

export const column = (name: string, type: ColumnType, values: readonly RawValue[], refId: string, more: Partial<Column> = {}): Column => ({ name, shownName: name, type, labels: {}, refId, values, ...more }); // prettier-ignore

/** The column that is found by its name, the one shown before the other. */
export const columnOf = ({ columns }: DataTable, name: string): Column | undefined => columns.find((one) => one.shownName === name) ?? columns.find((one) => one.name === name); // prettier-ignore

/** What Prometheus writes as text: `NaN`, `+Inf`; null for what is no number, as a native histogram is. */
export function sampleOf(text: string): number | null {
  if (text === 'NaN') return Number.NaN;
  if (text === '+Inf' || text === 'Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}

export interface InstantRow {
  labels: Labels;
  value: string;
}

/**
 * The rows of one query in the form of a table: `Time`, a column for each label, and the value.
 * @param atMs the one instant of all queries of the panel, so that their rows can be merged by it.
 * @param many whether the panel has other queries: then the value's column bears the letter of its query.
 */
export function tableOfRows(rows: readonly InstantRow[], refId: string, atMs: number, many: boolean): DataTable {
  const names = labelNames(rows.map(({ labels }) => labels));
  return {
    refId,
    columns: [
      column('Time', 'time', rows.map(() => atMs), refId), // prettier-ignore
      ...names.map((name) => column(name, 'string', rows.map(({ labels }) => valueOf(labels, name)), refId)), // prettier-ignore
      column(many ? `Value #${refId}` : 'Value', 'number', rows.map(({ value }) => sampleOf(value)), refId), // prettier-ignore
    ],
  };
}

/** Of all labels, the metric's name first. */
export function labelNames(all: readonly Labels[]): string[] {
  const names = new Set(all.flatMap((labels) => Object.keys(labels)));
  return [...names].toSorted((one, other) =>
    one === '__name__' ? -1 : other === '__name__' ? 1 : one < other ? -1 : 1,
  );
}

/** A label that a series does not have is as if it were empty. */
const valueOf = (labels: Labels, name: string): string => (Object.hasOwn(labels, name) ? (labels[name] ?? '') : '');

export interface SeriesSamples {
  /** As the legend names it. */
  shownName: string;
  labels: Labels;
  refId: string;
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

/** A table of two columns for each series. */
export function tablesOfSeries(all: readonly SeriesSamples[]): DataTable[] {
  return all.map(({ shownName, labels, refId, times, values }) => ({
    refId,
    columns: [
      column('Time', 'time', Array.from(times), refId),
      column('Value', 'number', Array.from(values), refId, { shownName, labels }),
    ],
  }));
}

/** All samples of all series of one query, a row each: what a range query in the form of a table gives. */
export function tableOfSamples(all: readonly SeriesSamples[], refId: string, many: boolean): DataTable {
  const names = labelNames(all.map(({ labels }) => labels));
  const rows = all.flatMap((one) =>
    Array.from(one.times, (time, at) => ({ one, time, value: one.values[at] ?? null })),
  );
  rows.sort((a, b) => a.time - b.time);
  return {
    refId,
    columns: [
      column('Time', 'time', rows.map(({ time }) => time), refId), // prettier-ignore
      ...names.map((name) => column(name, 'string', rows.map(({ one }) => valueOf(one.labels, name)), refId)), // prettier-ignore
      column(many ? `Value #${refId}` : 'Value', 'number', rows.map(({ value }) => value), refId), // prettier-ignore
    ],
  };
}
