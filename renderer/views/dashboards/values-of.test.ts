// Values between their limits: which colour each part of a bar has.
import { expect, test } from 'vitest';
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import { barSteps } from './values-of.ts';

const range = { min: 0, max: 10 };
const thresholds: FieldStyle['thresholds'] = { mode: 'absolute', steps: [{ at: null, colour: '#00ff00' }, { at: 8, colour: '#ff0000' }] }; // prettier-ignore

test('a bar coloured by thresholds changes its colour where they stand', () => {
  expect(barSteps({ colour: { kind: 'thresholds' }, thresholds }, range)).toEqual([{ from: 0, colour: '#00ff00' }, { from: 0.8, colour: '#ff0000' }]); // prettier-ignore
});

test('a bar coloured by a scale passes through its colours, whatever the thresholds are', () => {
  const steps = barSteps({ colour: { kind: 'scale', colours: ['#000000', '#ffffff'] }, thresholds }, range);
  expect(steps[0]).toEqual({ from: 0, colour: '#000000' });
  expect(steps.at(-1)).toEqual({ from: 0.95, colour: '#ffffff' });
  expect(steps.map(({ from }) => from)).toEqual(steps.map((_, at) => at / steps.length));
});

test('a bar of one colour is of that colour all along', () => {
  expect(barSteps({ colour: { kind: 'fixed', colour: 'blue' }, thresholds }, range)).toEqual([]);
  expect(barSteps({ colour: { kind: 'palette', by: 'order' }, thresholds }, range)).toEqual([]);
});
