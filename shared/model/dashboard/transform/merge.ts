// Tables made one: merged by what they have in common, joined by one column, or series put below each other.
import type { RawValue } from '../shown.ts';
import { column, columnOf, rowCount, type Column, type DataTable } from './data-table.ts';
import { cellAt, compareCells, keyOf, rowLimit, rowNumbers, toldApart } from './rows.ts';

/** Rows of one key that a further row is compared with: tables without common columns have but one key. */
const alikeLimit = 500;

/**
 * One table with all columns. Rows whose values are equal in every column that all tables have become one row, unless they
 * contradict each other elsewhere; nothing is lost.
 */
export function merge(tables: readonly DataTable[]): DataTable[] {
  const filled = tables.filter(({ columns }) => columns.length > 0);
  if (filled.length < 2) return [...filled];
  const structure = new Map<string, Column>();
  for (const { columns } of filled) for (const one of columns) if (!structure.has(one.shownName)) structure.set(one.shownName, one); // prettier-ignore
  const names = [...structure.keys()];
  const common = names.filter((name) =>
    filled.every(({ columns }) => columns.some(({ shownName }) => shownName === name)),
  );
  const rows: Map<string, RawValue>[] = [];
  const byKey = new Map<string, Map<string, RawValue>[]>();
  for (const table of filled) {
    for (const at of rowNumbers(table)) {
      if (rows.length >= rowLimit) break;
      const row = new Map(table.columns.map((one) => [one.shownName, cellAt(one, at)]));
      const key = common.map((name) => keyOf(row.get(name) ?? null)).join('\u0000');
      const same = byKey.get(key);
      const fits = same?.slice(0, alikeLimit).find((other) => agree(other, row));
      if (fits !== undefined) {
        for (const [name, value] of row) if (value !== null) fits.set(name, value);
        continue;
      }
      rows.push(row);
      if (same === undefined) byKey.set(key, [row]);
      else same.push(row);
    }
  }
  const columns = names.map((name) => ({ ...(structure.get(name) as Column), values: rows.map((row) => row.get(name) ?? null) })); // prettier-ignore
  return [{ refId: filled[0]?.refId ?? '', columns }];
}

/** Whether no column says two things. */
function agree(one: ReadonlyMap<string, RawValue>, other: ReadonlyMap<string, RawValue>): boolean {
  for (const [name, value] of other) {
    const there = one.get(name);
    if (there !== undefined && there !== null && value !== null && !Object.is(there, value)) return false;
  }
  return true;
}

/**
 * Columns of all tables beside each other, their rows brought together by equal values in one column; by the first of
 * times where none is named. Tables without that column are left out, as in Grafana.
 */
export function join(tables: readonly DataTable[], name: string, mode: 'outer' | 'inner'): DataTable[] {
  const by = (table: DataTable): Column | undefined => name === '' ? table.columns.find(({ type }) => type === 'time') : columnOf(table, name); // prettier-ignore
  const parts = tables.flatMap((table) => {
    const key = by(table);
    return key === undefined ? [] : [{ table, key, index: indexOf(key) }];
  });
  const [first] = parts;
  if (first === undefined) return [...tables];
  if (parts.length === 1) return [first.table];
  const values = new Map<string, RawValue>();
  for (const { key } of parts) for (const value of key.values) if (!values.has(keyOf(value))) values.set(keyOf(value), value); // prettier-ignore
  const ascending = first.key.type === 'time' || first.key.type === 'number';
  const keys = [...values].filter(([key]) => mode === 'outer' || parts.every(({ index }) => index.has(key)));
  if (ascending) keys.sort(([, one], [, other]) => compareCells(one, other, false));
  // Each way to take one row of every table that has the value.
  const rows = keys.flatMap(([key, value]) => {
    let ways: (number | null)[][] = [[]];
    for (const { index } of parts) {
      const found = index.get(key) ?? [null];
      ways = ways.flatMap((way) => found.map((at) => [...way, at])).slice(0, rowLimit);
    }
    return ways.map((way) => ({ value, way }));
  });
  const shown = rows.slice(0, rowLimit);
  const columns = parts.flatMap(
    ({ table, key }, part) =>
    table.columns
      .filter((one) => one !== key)
      .map((one) => ({ ...one, values: shown.map(({ way }) => (way[part] === null || way[part] === undefined ? null : cellAt(one, way[part]))) })), // prettier-ignore
  );
  return [{ refId: first.table.refId, columns: toldApart([{ ...first.key, values: shown.map(({ value }) => value) }, ...columns]) }]; // prettier-ignore
}

function indexOf({ values }: Column): ReadonlyMap<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [at, value] of values.entries()) {
    const key = keyOf(value);
    const found = index.get(key);
    if (found === undefined) index.set(key, [at]);
    else found.push(at);
  }
  return index;
}

/** Every sample a row: its time, its series, its value; the newest first. */
export function seriesToRows(tables: readonly DataTable[]): DataTable[] {
  const rows = tables.flatMap((table) => {
    const time = table.columns.find(({ type }) => type === 'time');
    const numbers = table.columns.filter(({ type }) => type === 'number');
    return numbers.flatMap((one) => rowNumbers(table).map((at) => ({ time: cellAt(time, at), metric: one.shownName, value: cellAt(one, at) }))); // prettier-ignore
  });
  if (tables.every((table) => rowCount(table) === 0)) return [...tables];
  const sorted = rows.toSorted((one, other) => compareCells(one.time, other.time, true)).slice(0, rowLimit);
  const refId = tables[0]?.refId ?? '';
  return [{ refId, columns: [column('Time', 'time', sorted.map(({ time }) => time), refId), column('Metric', 'string', sorted.map(({ metric }) => metric), refId), column('Value', 'number', sorted.map(({ value }) => value), refId)] }]; // prettier-ignore
}
