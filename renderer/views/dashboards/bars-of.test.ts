// Answers as bars, and values as how often they come.
import { expect, test } from 'vitest';
import type { ShapeOf } from '#shared/model/dashboard/panel.ts';
import { column, tablesOfSeries, type DataTable } from '#shared/model/dashboard/transform/data-table.ts';
import { barsOf, frequencies, type Bars } from './bars-of.ts';
import { somePanel } from './dashboards.fixture.ts';
import type { ShownSeries } from './shown-series.ts';

const legend = { as: 'list', side: 'bottom', calcs: [], sort: null } as const;
const chart: ShapeOf<'barchart'> = { kind: 'barchart', category: '', direction: 'auto', stack: 'none', words: true, legend: { ...legend, calcs: [] } }; // prettier-ignore
const context = { utc: true, nowMs: 0 };
const table: DataTable = {
  refId: 'A',
  columns: [
    column('namespace', 'string', ['shop', 'monitoring'], 'A'),
    column('node', 'string', ['n1', 'n2'], 'A'),
    column('Pods', 'number', [6, 4], 'A'),
    column('Running', 'number', [5, Number.NaN], 'A'),
  ],
}; // prettier-ignore
const lines = ({ categories, groups }: Bars) => groups.map(({ name, cells }) => `${name}: ${cells.map(({ value }, at) => `${categories[at]?.text} ${value}`).join(', ')}`); // prettier-ignore

test('a row is a group of bars, called by its first text or by the column that is named; what is no number has no bar', () => {
  const panel = somePanel({ title: 'x', overrides: [{ matcher: { kind: 'names', names: ['Running'], except: false }, style: { displayName: 'Up', colour: { kind: 'fixed', colour: 'red' } } }] }); // prettier-ignore
  const made = barsOf([table], panel, chart, context);
  expect(lines(made)).toEqual(['Pods: shop 6, monitoring 4', 'Up: shop 5, monitoring null']);
  expect(made.groups.map(({ colour }) => colour)).toEqual(['var(--series-0)', 'red']);
  expect(lines(barsOf([table], panel, { ...chart, category: 'node' }, context))[0]).toBe('Pods: n1 6, n2 4');
});

test('series are brought together by their moments; of a single moment the series are what is compared', () => {
  const series = (at: number[]) => tablesOfSeries(['a', 'b'].map((shownName, place) => ({ shownName, labels: {}, refId: 'A', times: at, values: at.map((one) => one + place) }))); // prettier-ignore
  expect(lines(barsOf(series([0]), somePanel({ title: 'x' }), chart, context))).toEqual(['Value: a 0, b 1']);
  const made = barsOf(series([0, 60_000]), somePanel({ title: 'x' }), chart, context);
  expect(made.groups.map(({ name, cells }) => [name, cells.map(({ value }) => value)])).toEqual([['a', [0, 60_000]], ['b', [1, 60_001]]]); // prettier-ignore
  expect(made.categories).toHaveLength(2);
});

test('rows that are called alike stay apart; beyond the limit they are counted, not drawn', () => {
  const many: DataTable = { refId: 'A', columns: [column('of', 'string', Array(300).fill('x'), 'A'), column('v', 'number', Array(300).fill(1), 'A')] }; // prettier-ignore
  const made = barsOf([many], somePanel({ title: 'x' }), chart, context);
  expect([made.rows, made.categories.length, new Set(made.categories.map(({ full }) => full)).size]).toEqual([300, 200, 200]); // prettier-ignore
  expect(barsOf([], somePanel({ title: 'x' }), chart, context)).toEqual({ categories: [], groups: [], rows: 0 });
});

const values = (key: string, ...all: number[]): ShownSeries => ({ key, refId: 'A', name: key, labels: {}, times: Float64Array.from(all), values: Float64Array.from(all), raws: null, rowNames: [], style: {} }); // prettier-ignore
const shape: ShapeOf<'histogram'> = { kind: 'histogram', size: null, buckets: 30, combined: false, legend: { ...legend, calcs: [] } }; // prettier-ignore

test('values are counted between bounds; every one of them once', () => {
  const made = frequencies([values('a', 90, 97, 104, 104.5), values('b', 90)], { ...shape, size: 10 }, String);
  expect(lines(made)).toEqual(['a: 90 2, 100 2', 'b: 90 1, 100 0']);
  expect(made.categories[0]?.full).toBe('90 to below 100');
  expect(lines(frequencies([values('a', 90, 104), values('b', 90)], { ...shape, size: 10, combined: true }, String))).toEqual(['Count: 90 2, 100 1']); // prettier-ignore
});

test('whole numbers get buckets of whole numbers, and one value is one bucket', () => {
  expect(frequencies([values('a', 1, 2, 3)], shape, String).categories.map(({ text }) => text)).toEqual(['1', '2', '3']); // prettier-ignore
  expect(lines(frequencies([values('a', 0.5, 0.5)], shape, String))).toEqual(['a: 0 2']);
  expect(frequencies([values('a', Number.NaN, Infinity)], shape, String).groups).toEqual([]);
});
