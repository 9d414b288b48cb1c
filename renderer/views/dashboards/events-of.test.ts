import { expect, test } from 'vitest';
import { pack } from '#shared/model/pack.ts';
import type { PanelAnswer } from '../../state/panel-answers.ts';
import { eventsOf } from './events-of.ts';

const asked = { name: 'Restarts', query: 'x', minStep: '', title: 'restart of {{pod}}', text: '', tags: ['ops'], colour: null, enabled: true }; // prettier-ignore

function answer(samples: [number, number][]): PanelAnswer {
  const [times, values] = [samples.map(([time]) => time), samples.map(([, value]) => value)];
  const frame = { fromMs: 0, toMs: 100, stepMs: 10, series: [{ labels: { pod: 'web-1' }, times: pack(Float64Array.from(times)), values: pack(Float64Array.from(values)) }], totalSeries: 1, totalSamples: samples.length, reduced: false, warnings: [], infos: [] }; // prettier-ignore
  const target = { refId: 'A', kind: 'range' as const, query: 'x', asked: { expr: 'x', dashboard: 'd' }, written: 'x', legend: '', format: 'series' as const, fromMs: 0, toMs: 100, stepMs: 10, points: 10, atMs: null, endsNow: false }; // prettier-ignore
  return { targets: [{ target, result: { kind: 'range', frame }, tookMs: 1 }], fromMs: 0, toMs: 100 };
}

test('each run of samples above zero is one event, from its first to its last; zeros and gaps end it', () => {
  const events = eventsOf(asked, answer([[10, 1], [20, 1], [30, 0], [40, 1], [70, 2], [80, Number.NaN], [90, 1]])); // prettier-ignore
  expect(events.map(({ atMs, toMs }) => [atMs, toMs])).toEqual([[90, null], [70, null], [40, null], [10, 20]]); // prettier-ignore
  expect(events[0]).toMatchObject({ title: 'restart of web-1', detail: 'ops', tone: 'plain' });
});

test('a refused question has no events', () => {
  const { targets, ...rest } = answer([[10, 1]]);
  const refused = targets.map((one) => ({
    ...one,
    result: { kind: 'refused' as const, code: 'bad_input' as const, reason: 'no' },
  }));
  expect(eventsOf(asked, { ...rest, targets: refused })).toEqual([]);
});
