import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { column, rowCount, tableOfRows, tablesOfSeries, type DataTable } from './data-table.ts';
import { transformed } from './transform.ts';
import type { Transformation } from './transformation.ts';

const atMs = 1_700_000_000_000;
const rows = (pairs: [pod: string, value: string][]) => pairs.map(([pod, value]) => ({ labels: { pod }, value }));
/** A table as lines of text: heads, then cells. */
const lines = (table: DataTable | undefined): string[] => {
  if (table === undefined) return ['no table'];
  const line = (row: number): string => table.columns.map(({ values }) => String(values[row] ?? '-')).join(' | ');
  return [table.columns.map(({ shownName }) => shownName).join(' | '), ...Array.from({ length: rowCount(table) }, (_, row) => line(row))]; // prettier-ignore
};
const done = (tables: DataTable[], ...steps: Transformation[]): string[] => lines(transformed(tables, steps)[0]);
const cpu = tableOfRows(rows([['a', '1'], ['b', '2']]), 'A', atMs, true); // prettier-ignore
const memory = tableOfRows(rows([['b', '20'], ['c', '30']]), 'B', atMs, true); // prettier-ignore

describe('merge', () => {
  test('rows that are equal in what all tables have become one; the others stay with what is known of them', () => {
    expect(done([cpu, memory], { kind: 'merge' })).toEqual([
      'Time | pod | Value #A | Value #B',
      `${atMs} | a | 1 | -`,
      `${atMs} | b | 2 | 20`,
      `${atMs} | c | - | 30`,
    ]);
  });

  test('rows that contradict each other stay apart, and one table stays as it is', () => {
    const other = tableOfRows(rows([['a', '5']]), 'A', atMs, true);
    expect(done([cpu, other], { kind: 'merge' })).toHaveLength(4);
    expect(transformed([cpu], [{ kind: 'merge' }])).toEqual([cpu]);
  });

  test('no row is lost and none is made up, whatever the tables', () => {
    const table = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2')), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(table, { minLength: 2, maxLength: 4 }), (all) => {
        const tables = all.map((pairs, at) => tableOfRows(rows(pairs), 'ABCD'[at] ?? 'E', atMs, true));
        const merged = transformed(tables, [{ kind: 'merge' }]);
        const pods = (of: DataTable[]) => new Set(of.flatMap(({ columns }) => columns.find(({ name }) => name === 'pod')?.values ?? [])); // prettier-ignore
        expect(pods(merged)).toEqual(pods(tables));
        const most = Math.max(...tables.map(rowCount));
        expect(rowCount(merged[0] ?? { refId: '', columns: [] })).toBeLessThanOrEqual(tables.reduce((sum, one) => sum + rowCount(one), 0)); // prettier-ignore
        expect(most === 0 || rowCount(merged[0] ?? { refId: '', columns: [] }) > 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

test('a calculation over several series goes by their names, moment by moment; one that has no answer is left out of it', () => {
  const one = (shownName: string, ...values: number[]) => ({ shownName, labels: {}, refId: shownName, times: values.map((_, at) => atMs + at), values }); // prettier-ignore
  const mean: Transformation = { kind: 'calculate', alias: 'Real', replace: false, how: { kind: 'reduce_row', calc: 'mean', include: ['Linux', 'Windows'] } }; // prettier-ignore
  const ratio: Transformation = { kind: 'calculate', alias: 'Ratio', replace: true, how: { kind: 'binary', left: 'Linux', operator: '/', right: 'Limit' } }; // prettier-ignore
  const series = tablesOfSeries([one('Linux', 1, 3), one('Limit', 4)]);
  const text = [`Time | Linux | Limit | Real`, `${atMs} | 1 | 4 | 1`, `${atMs + 1} | 3 | - | 3`];
  expect(done(series, mean)).toEqual(text);
  expect(transformed(series, [mean])).toHaveLength(1);
  expect(done(series, ratio)).toEqual(['Time | Ratio', `${atMs} | 0.25`, `${atMs + 1} | -`]);
});

test('organize leaves out, orders and renames; what it does not name comes last', () => {
  const wish = (name: string, at: number | null, to = '', hidden = false) => ({ name, at, to, hidden });
  expect(
    done([cpu, memory], { kind: 'merge' }, { kind: 'organize', columns: [wish('Time', 0, '', true), wish('Value #B', 0, 'Memory'), wish('pod', 2, 'Pod')], keepRest: true }), // prettier-ignore
  ).toEqual(['Memory | Pod | Value #A', '- | a | 1', '20 | b | 2', '30 | c | -']);
  const only = transformed([cpu], [{ kind: 'organize', columns: [wish('pod', null)], keepRest: false }]);
  expect(only[0]?.columns.map(({ name }) => name)).toEqual(['pod']);
});

describe('reduce', () => {
  const series = tablesOfSeries([
    { shownName: 'api', labels: { job: 'api' }, refId: 'A', times: [1, 2, 3], values: [1, Number.NaN, 5] },
    { shownName: 'web', labels: { zone: 'x' }, refId: 'A', times: [1, 2], values: [2, 4] },
  ]);
  const wish = { kind: 'reduce', mode: 'rows', calcs: ['lastNotNull', 'mean', 'sum'], includeTime: false, labelsToFields: true } as const; // prettier-ignore
  test('a row for each series, headed as Grafana heads it', () => {
    expect(done(series, { ...wish, calcs: [...wish.calcs] })).toEqual([
      'Field | job | zone | Last * | Mean | Total',
      'api | api | - | 5 | 3 | 6',
      'web | - | x | 4 | 3 | 6',
    ]);
  });
  test('or each column to one value of its own', () => {
    const made = transformed([cpu], [{ ...wish, mode: 'fields', calcs: ['max'] }]);
    expect(lines(made[0])).toEqual(['Value #A', '2']);
    expect(done([cpu], { ...wish, mode: 'fields', calcs: ['min', 'max'] })).toEqual(['Value #A Min | Value #A Max', '1 | 2']); // prettier-ignore
  });
});

test('tables are joined by a column, and columns of one name are numbered as Grafana does', () => {
  expect(done([cpu, memory], { kind: 'join', column: 'pod', mode: 'outer' })).toEqual([
    'pod | Time 1 | Value #A | Time 2 | Value #B',
    `a | ${atMs} | 1 | - | -`,
    `b | ${atMs} | 2 | ${atMs} | 20`,
    `c | - | - | ${atMs} | 30`,
  ]);
  expect(done([cpu, memory], { kind: 'join', column: 'pod', mode: 'inner' })).toHaveLength(2);
});

test('the smaller ones: filters, renaming, order, limit, labels as columns, reckoning, groups', () => {
  const [table] = [tableOfRows([{ labels: { pod: 'a', zone: 'x' }, value: '3' }, { labels: { pod: 'b', zone: 'y' }, value: '1' }, { labels: { pod: 'c', zone: 'x' }, value: 'NaN' }], 'A', atMs, false)]; // prettier-ignore
  const hide = { kind: 'filter_names', include: null, includePattern: '', exclude: ['Time'], excludePattern: '' } as const; // prettier-ignore
  const of = (...steps: Transformation[]) => done([table], { ...hide, exclude: ['Time'] }, ...steps);
  expect(of({ kind: 'sort', column: 'Value', down: true })).toEqual(['pod | zone | Value', 'a | x | 3', 'b | y | 1', 'c | x | NaN']); // prettier-ignore
  expect(of({ kind: 'limit', count: 1 })).toHaveLength(2);
  expect(of({ kind: 'rename_regex', pattern: '^(po)d$', to: '$1le' })[0]).toBe('pole | zone | Value');
  expect(of({ kind: 'filter_names', include: [], includePattern: '/^[pV]/', exclude: [], excludePattern: '' })[0]).toBe('pod | Value'); // prettier-ignore
  expect(of({ kind: 'calculate', alias: 'twice', replace: false, how: { kind: 'binary', left: 'Value', operator: '*', right: '2' } })[1]).toBe('a | x | 3 | 6'); // prettier-ignore
  expect(of({ kind: 'group_by', columns: [{ name: 'zone', group: true, calcs: [] }, { name: 'Value', group: false, calcs: ['sum', 'count'] }] })).toEqual(['zone | Value (sum) | Value (count)', 'x | 3 | 1', 'y | 1 | 1']); // prettier-ignore
  expect(of({ kind: 'filter_values', match: 'any', keep: false, conditions: [{ column: 'zone', test: 'equal', value: 'x', to: '' }] })).toEqual(['pod | zone | Value', 'b | y | 1']); // prettier-ignore
  const series = tablesOfSeries([{ shownName: 'one', labels: { job: 'api' }, refId: 'A', times: [1], values: [7] }, { shownName: 'two', labels: { job: 'web' }, refId: 'A', times: [1], values: [8] }]); // prettier-ignore
  expect(done(series, { kind: 'labels_to_fields', mode: 'columns', keep: null, valueLabel: '' })).toEqual(['Time | job | Value', '1 | api | 7', '1 | web | 8']); // prettier-ignore
  expect(done(series, { kind: 'series_to_rows' })).toEqual(['Time | Metric | Value', '1 | one | 7', '1 | two | 8']);
  expect(done([{ refId: 'A', columns: [column('a', 'string', ['1', 'x'], 'A')] }], { kind: 'convert', columns: [{ column: 'a', to: 'number' }] })).toEqual(['a', '1', '-']); // prettier-ignore
});
