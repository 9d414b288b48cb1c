// Samples as states: which are one span, where a gap stays, and what the colours mean.
import { expect, test } from 'vitest';
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import { laneStates, lanesOf, type LanesWish } from './lanes-of.ts';
import type { ShownSeries } from './shown-series.ts';

const mapped: FieldStyle = {
  colour: { kind: 'thresholds' },
  thresholds: { mode: 'absolute', steps: [{ at: null, colour: '#111111' }, { at: 1, colour: '#222222' }] },
  mappings: [
    { kind: 'value', value: '0', text: 'DOWN', colour: 'red' },
    { kind: 'value', value: '1', text: 'UP', colour: 'green' },
  ],
}; // prettier-ignore
const series = (style: FieldStyle, ...values: number[]): ShownSeries => ({ key: 'a', refId: 'A', name: 'a.example', labels: {}, times: Float64Array.from(values, (_, at) => at * 10), values: Float64Array.from(values), raws: null, rowNames: [], style }); // prettier-ignore
const wish: LanesWish = { joined: true, stepMs: 10, span: { fromMs: 0, toMs: 45 }, range: null, utc: true };
const spans = (all: ShownSeries, patch: Partial<LanesWish> = {}) => lanesOf([all], { ...wish, ...patch })[0]?.spans.map(({ fromMs, toMs, text, colour }) => [fromMs, toMs, text, colour]); // prettier-ignore

test('equal samples after each other are one span, which ends a step after the last of them and with the time shown', () => {
  expect(spans(series(mapped, 1, 1, 0, 1, 1))).toEqual([[0, 20, 'UP', 'green'], [20, 30, 'DOWN', 'red'], [30, 45, 'UP', 'green']]); // prettier-ignore
});

test('where nothing was measured nothing is drawn, also between equal states', () => {
  expect(spans(series(mapped, 1, Number.NaN, 1))).toEqual([[0, 10, 'UP', 'green'], [20, 30, 'UP', 'green']]); // prettier-ignore
});

test('a history has a cell for each sample', () => {
  expect(spans(series(mapped, 1, 1, 1), { joined: false })).toHaveLength(3);
});

test('values without a mapping are written in their unit and coloured by thresholds, else by their series', () => {
  const { mappings: _, ...plain } = mapped;
  expect(spans(series({ ...plain, unit: 's' }, 0.5, 60))).toEqual([[0, 10, '500 ms', '#111111'], [10, 20, '1 min', '#222222']]); // prettier-ignore
  expect(spans(series({}, 3))).toEqual([[0, 10, '3', 'var(--series-0)']]);
});

test('the legend says the mapped words that are seen; without a mapping, where the thresholds stand', () => {
  const { mappings: _, ...plain } = mapped;
  expect(laneStates([series(mapped, 1, 1)], mapped, null)).toEqual([{ text: 'UP', colour: 'green' }]);
  expect(laneStates([series(plain, 1)], { ...plain, unit: 'percent' }, null)).toEqual([{ text: 'below 1%', colour: '#111111' }, { text: 'from 1%', colour: '#222222' }]); // prettier-ignore
  expect(laneStates([series({}, 1)], {}, null)).toEqual([]);
});
