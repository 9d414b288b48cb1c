// Answers of several queries as tables that are brought together.
import { expect, test } from 'vitest';
import type { PanelQuery } from '#shared/model/dashboard/panel.ts';
import type { Transformation } from '#shared/model/dashboard/transform/transformation.ts';
import type { PanelAnswer, PanelTarget, TargetAnswer } from '../../state/panel-answers.ts';
import { somePanel } from './dashboards.fixture.ts';
import { shownTables } from './shown-tables.ts';

/** Asked of the present, each when its turn comes: Prometheus answers some milliseconds apart. */
const answered = (refId: string, format: PanelQuery['format'], atMs: number, values: Record<string, string>): TargetAnswer => ({
  target: { refId, kind: 'instant', query: refId, written: refId, legend: format === 'table' ? '' : refId, format, fromMs: 0, toMs: 60_000, stepMs: 1000, points: 60, endsNow: false, atMs: null, asked: null as unknown as PanelTarget['asked'] },
  result: { kind: 'instant', instant: { kind: 'vector', rows: Object.entries(values).map(([pod, value]) => ({ labels: { pod }, atMs, value })), totalRows: 1, warnings: [], infos: [] } },
  tookMs: 1,
}); // prettier-ignore
const answer = (...targets: TargetAnswer[]): PanelAnswer => ({ targets, fromMs: 0, toMs: 60_000 });
const done = (given: PanelAnswer, ...transformations: Transformation[]) =>
  shownTables(somePanel({ title: 'x', transformations }), given).map(({ columns }) => columns.map(({ shownName, values }) => [shownName, [...values]])); // prettier-ignore

test('rows of queries that were answered some milliseconds apart are of one moment, and merge', () => {
  const given = answer(answered('A', 'table', 60_000, { a: '1', b: '2' }), answered('B', 'table', 60_007, { a: '10', b: '20' })); // prettier-ignore
  expect(done(given, { kind: 'merge' })).toEqual([[['Time', [60_000, 60_000]], ['pod', ['a', 'b']], ['Value #A', [1, 2]], ['Value #B', [10, 20]]]]); // prettier-ignore
});

test('so do last values of series, where something is reckoned from them', () => {
  const given = answer(answered('A', 'series', 60_000, { a: '1' }), answered('B', 'series', 60_007, { a: '4' }));
  const share: Transformation = { kind: 'calculate', alias: 'Share', replace: true, how: { kind: 'binary', left: 'A', operator: '/', right: 'B' } }; // prettier-ignore
  expect(done(given, share)).toEqual([
    [
      ['Time', [60_000]],
      ['Share', [0.25]],
    ],
  ]);
});
