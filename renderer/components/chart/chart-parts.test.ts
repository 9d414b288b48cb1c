// Gaps, stacks, the nearest sample, colours, legends, coverage, buckets, CSV, unpacking and the whole model of a plot.
import { expect, test } from 'vitest';
import { pack } from '#shared/model/pack.ts';
import { hiddenAfter } from './chart-legend.tsx';
import { chartCsv } from './chart-csv.ts';
import type { ChartSeries } from './chart-types.ts';
import { lanePieces, laneWords } from './coverage-lane.tsx';
import { decodeFrame, distinctNames, seriesName } from './decode-frame.ts';
import { scaleInk } from './heat-colours.ts';
import { rowsOf } from './heat-layer.ts';
import { bucketsOf } from './histogram-buckets.ts';
import { nearestPoint } from './nearest-point.ts';
import { plotModel } from './plot-model.ts';
import { pointedValues } from './pointed-values.ts';
import { segmentsOf } from './segments.ts';
import { calcsOf } from './series-calcs.ts';
import { figureHead, figureText, legendSeries } from './legend-figures.ts';
import { assignLooks } from './series-colours.ts';
import { stackSeries } from './stack-series.ts';
import { units } from './units.ts';

const f = (...numbers: number[]): Float64Array => Float64Array.from(numbers);
const seriesOf = (name: string, times: Float64Array, values: Float64Array, more: Partial<ChartSeries> = {}): ChartSeries => ({ key: name, name, labels: {}, times, values, ...more }); // prettier-ignore
const looksOf = (series: ChartSeries[]) => assignLooks(series.map(({ key }) => key), new Map()); // prettier-ignore
const modelOf = (series: ChartSeries[], options = {}, span = { fromMs: 0, toMs: 100 }) =>
  plotModel({ series, looks: looksOf(series), hidden: new Set(), options: { unit: units.number, ...options }, span, stepMs: 10, widthPx: 600, heightPx: 200, zone: 'utc', topPx: 8 }); // prettier-ignore

test('a line breaks where a sample is missing or NaN; one alone is a dot; infinities are told apart', () => {
  const times = f(0, 10, 20, 50, 60, 70, 80, 90);
  const found = segmentsOf(times, f(1, 2, 3, 4, Number.NaN, 5, Infinity, -Infinity), 10);
  expect(found).toEqual({ starts: [0], ends: [3], alone: [3, 5], infinite: [6, 7] });
  expect(segmentsOf(f(0, 15), f(1, 2), 10).starts).toEqual([0]);
  expect(segmentsOf(f(0, 10, 20), f(1, 0, 1), 10, (value) => value > 0).alone).toEqual([0, 2]);
});

test('a stack goes on over a missing sample without it, and reads reduced series off their lines', () => {
  const [low, high] = stackSeries([{ times: f(0, 10, 40), values: f(1, 2, 3) }, { times: f(0, 10, 20, 40), values: f(10, 10, 10, 10) }], 10); // prettier-ignore
  expect([...(low?.times ?? [])]).toEqual([0, 10, 20, 40]);
  expect([...(low?.top ?? [])]).toEqual([1, 2, Number.NaN, 3]);
  expect([...(high?.top ?? [])]).toEqual([11, 12, 10, 13]);
  const [, between] = stackSeries([{ times: f(0, 5, 10), values: f(0, 0, 0) }, { times: f(0, 10), values: f(0, 10) }], 10); // prettier-ignore
  expect(between?.top[1]).toBe(5);
  const [, , down] = stackSeries([{ times: f(0), values: f(5) }, { times: f(0), values: f(-1) }, { times: f(0), values: f(-2) }], 10); // prettier-ignore
  expect(down?.top[0]).toBe(-3);
});

test('the nearest sample is found, and none over a gap', () => {
  const times = f(0, 10, 20, 90);
  expect([3, 6, 14, 16, 50, 95, -3].map((at) => nearestPoint(times, at, 7))).toEqual([0, 1, 1, 2, -1, 3, 0]);
  expect(nearestPoint(f(), 5, 100)).toBe(-1);
});

test('a series keeps its colour; beyond eight, dashes tell them apart', () => {
  const first = assignLooks(['a', 'b', 'c'], new Map());
  const second = assignLooks(['c', 'x', 'a'], first);
  expect([second.get('c'), second.get('a'), second.get('x')]).toEqual([first.get('c'), first.get('a'), first.get('b')]);
  const many = assignLooks(Array.from({ length: 50 }, (_, n) => String(n)), new Map()); // prettier-ignore
  expect(new Set([...many.values()].map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(50);
});

test('a press shows one alone and the next all again; with Ctrl it takes one away and back', () => {
  const keys = ['a', 'b', 'c'];
  const alone = hiddenAfter(keys, new Set(), 'b', false);
  expect([...alone]).toEqual(['a', 'c']);
  expect(hiddenAfter(keys, alone, 'b', false).size).toBe(0);
  expect([...hiddenAfter(keys, alone, 'c', false)]).toEqual(['a', 'b']);
  expect([...hiddenAfter(keys, hiddenAfter(keys, new Set(), 'a', true), 'a', true)]).toEqual([]);
});

test('figures leave NaN out, and say nothing where there is nothing', () => {
  expect(calcsOf(f(1, Number.NaN, 3))).toEqual({ last: 3, min: 1, max: 3, mean: 2, total: 4 });
  expect(calcsOf(f(Number.NaN)).min).toBeNaN();
});

test('coverage tells watched, not watched, and not known apart', () => {
  const row = { name: 'docker', knownFromMs: 10, observed: [{ fromMs: 60, toMs: 200 }, { fromMs: 0, toMs: 40 }] }; // prettier-ignore
  expect(lanePieces(row, { fromMs: 0, toMs: 100 })).toEqual([
    { fromMs: 10, toMs: 40, state: 'watched' },
    { fromMs: 40, toMs: 60, state: 'unwatched' },
    { fromMs: 60, toMs: 100, state: 'watched' },
  ]);
  expect(laneWords(row, { fromMs: 0, toMs: 100 })).toBe('docker: nothing is known of 10 % of the time; of the rest 77 % was watched'); // prettier-ignore
  expect(laneWords(row, { fromMs: 20, toMs: 120 })).toBe('docker: watched 80 % of the time');
});

test('cumulative buckets become counts of each; what would be below zero is a gap', () => {
  const bucket = (le: string, ...values: number[]) => seriesOf(le, f(0, 10), f(...values), { labels: { le } });
  const { buckets, leftOut } = bucketsOf([bucket('+Inf', 9, 9), bucket('1', 5, 7), bucket('0.5', 2, 8), seriesOf('none', f(), f())]); // prettier-ignore
  expect(buckets.map(({ toValue }) => toValue)).toEqual([0.5, 1, Infinity]);
  expect(buckets.map(({ counts }) => [...counts])).toEqual([[2, 8], [3, Number.NaN], [4, 2]]); // prettier-ignore
  expect([buckets[0]?.fromValue, buckets[1]?.fromValue, leftOut]).toEqual([0, 0.5, 1]);
});

test('CSV has every sample exactly, missing ones empty, and no name that a spreadsheet would run', () => {
  const text = chartCsv([seriesOf('up{job="a,b"}', f(0, 1000), f(0.1, Number.NaN)), seriesOf('=cmd()', f(1000, 2000), f(1 / 3, Infinity))]); // prettier-ignore
  expect(text.split('\r\n')).toEqual([
    `time,"up{job=""a,b""}",'=cmd()`,
    '1970-01-01T00:00:00.000Z,0.1,',
    '1970-01-01T00:00:01.000Z,NaN,0.3333333333333333',
    '1970-01-01T00:00:02.000Z,,+Inf',
    '',
  ]);
});

test('an answer is unpacked once, exactly, and its series are named as Prometheus names them', () => {
  const packed = { labels: { __name__: 'up', job: 'a"b' }, times: pack(f(1, 2)), values: pack(f(Number.NaN, -0)) };
  const frame = { fromMs: 0, toMs: 1, stepMs: 1, series: [packed, { ...packed, times: '=' }], totalSeries: 2, totalSamples: 4, reduced: false, warnings: [], infos: [] }; // prettier-ignore
  const [series, other] = decodeFrame(frame);
  expect([...(other?.times ?? [])]).toEqual([1, 2]);
  expect(series?.values[0]).toBeNaN();
  expect(Object.is(series?.values[1], -0)).toBe(true);
  expect(decodeFrame(frame)[0]).toBe(series);
  expect(seriesName(packed.labels)).toBe('up{job="a\\"b"}');
});

test('of a reduced answer figures are those of all samples, and neither file nor table says that there were no others', () => {
  const packed = {
    labels: { job: 'a' },
    times: pack(f(0, 10, 20)),
    values: pack(f(1, 900, 1)),
    figures: pack(f(900, 1.2)),
  };
  const frame = { fromMs: 0, toMs: 20, stepMs: 10, series: [packed], totalSeries: 1, totalSamples: 4500, reduced: true, calcs: ['max' as const, 'mean' as const], warnings: [], infos: [] }; // prettier-ignore
  const [one] = decodeFrame(frame);
  expect(one?.figures).toEqual({ max: 900, mean: 1.2 });
  expect(figureText('mean', f(1, 900, 1), units.number, one?.figures)).toBe('1.2');
  expect(figureText('first', f(1, 900, 1), units.number, one?.figures)).toBe('1');
  const [head] = chartCsv([{ ...seriesOf('job', f(0), f(1)), reduced: true }]).split('\r\n');
  expect(head).toBe('time,job (reduced to what is drawn)');
});

test('few points are drawn by Recharts and many on the canvas; both share one scale', () => {
  const times = Float64Array.from({ length: 1001 }, (_, at) => at / 10);
  const wide = seriesOf('a', times, times);
  expect(modelOf([wide]).renderer).toBe('svg');
  const both = modelOf([wide, seriesOf('b', times, times)]);
  expect(both.renderer).toBe('canvas');
  expect(both.timeOf(both.x(42))).toBeCloseTo(42);
  expect(both.left.y(0)).toBeCloseTo(both.box.top + both.box.height);
  const bars = modelOf([seriesOf('a', f(0), f(1))], { mode: 'bars' });
  expect(bars.renderer).toBe('canvas');
});

test('a logarithmic chart counts what it cannot show, and a right axis has a scale of its own', () => {
  const small = seriesOf('a', f(0, 10, 20), f(0, -1, 5));
  expect(modelOf([small], { scale: 'log' }).leftOut).toBe(2);
  const model = modelOf([small, seriesOf('big', f(0, 10), f(1e6, 2e6), { style: { axis: 'right' } })]);
  expect(model.right?.axis.max).toBe(2e6);
  expect(model.left.axis.max).toBe(6);
  expect(model.left.axis.min).toBe(-2);
});

test('the crosshair lists by value, each sample its own and not the sum of its stack', () => {
  const model = modelOf([seriesOf('a', f(0, 10), f(1, 2)), seriesOf('b', f(0, 10), f(5, 9)), seriesOf('gone', f(90), f(1))], { stacked: true }); // prettier-ignore
  expect(pointedValues(model, 9).map(({ one, value }) => [one.series.name, value])).toEqual([['b', 9], ['a', 2]]); // prettier-ignore
  expect(pointedValues(model, 50)).toEqual([]);
});

test('names say what differs, and what all share is said once', () => {
  const up = (instance: string) => ({ __name__: 'up', job: 'api', instance });
  expect(distinctNames([up('a'), up('b')])).toEqual({ names: ['a', 'b'], shared: 'up{job="api"} by instance' }); // prettier-ignore
  const two = distinctNames([
    { ...up('a'), path: '/x' },
    { ...up('b'), path: '/y' },
  ]);
  expect(two).toEqual({ names: ['{instance="a", path="/x"}', '{instance="b", path="/y"}'], shared: 'up{job="api"}' });
  expect(distinctNames([up('a')])).toEqual({ names: ['up{job="api", instance="a"}'], shared: '' });
  expect(distinctNames([{ __name__: 'a' }, { __name__: 'b' }]).names).toEqual(['a', 'b']);
});

test('a bridged gap is drawn across and a wider one is not; the samples themselves stay as answered', () => {
  const gap = seriesOf('a', f(0, 10, 20, 30, 90), f(1, Number.NaN, 3, 4, 5), { style: { bridgeMs: 20 } });
  const [one] = modelOf([gap]).drawn;
  expect([one?.segments.starts, one?.segments.ends, one?.segments.alone]).toEqual([[0], [3], [3]]);
  expect(one?.series.values).toBe(gap.values);
  expect(modelOf([{ ...gap, style: { bridgeMs: Infinity } }]).drawn[0]?.segments.ends).toEqual([4]);
  const stacked = modelOf([gap, seriesOf('b', f(0, 10, 20, 30, 90), f(1, 1, 1, 1, 1))], { stacked: true }).drawn;
  expect([...(stacked[1]?.tops ?? [])]).toEqual([2, 3, 4, 5, 6]);
  expect(stacked[0]?.segments).toMatchObject({ ends: [4], alone: [4] });
});

test('stairs hold a value until the next sample or since the one before, also in a stack, and point at the sample', () => {
  const times = f(0, 10, 20, 90);
  const steps = (step: 'before' | 'after') => seriesOf(step, times, f(1, 5, 2, 7), { style: { step } });
  const [after, before] = modelOf([steps('after'), steps('before')]).drawn;
  expect([...(after?.tops ?? [])]).toEqual([1, 1, 1, 5, 5, 2, 7, 7]);
  expect([[...(before?.times ?? [])], [...(before?.tops ?? [])]]).toEqual([[0, 0, 0, 10, 10, 20, 90, 90], [1, 1, 5, 5, 2, 2, 7, 7]]); // prettier-ignore
  expect(after?.segments.alone).toEqual([6]);
  const model = modelOf([steps('after'), steps('before')], { stacked: true });
  expect([...(model.drawn[1]?.tops ?? [])].slice(0, 6)).toEqual([2, 2, 10, 10, 4, 4]);
  const spots = pointedValues(model, 10).map(({ value, spot }) => [value, spot?.y]);
  expect(spots).toEqual([[5, model.left.y(5)], [5, model.left.y(10)]]); // prettier-ignore
});

test('what is mirrored is drawn below zero and keeps its figures; markers, dashes and hidden axes are the series own', () => {
  const out = seriesOf('out', f(0, 10), f(3, 4), { style: { mirrored: true, pointPx: 6, dash: [4, 2] } });
  const model = modelOf([out, seriesOf('in', f(0, 10), f(1, 2), { style: { hideFromTooltip: true } })], { axisHidden: true }); // prettier-ignore
  expect([...(model.drawn[0]?.tops ?? [])]).toEqual([-3, -4]);
  expect([model.renderer, model.drawn[0]?.dash, model.left.hidden, model.box.left]).toEqual([
    'canvas',
    [4, 2],
    true,
    8,
  ]);
  expect(pointedValues(model, 10).map(({ value }) => value)).toEqual([4]);
});

test('a legend has every figure by name, counts without a unit, and the order that is asked for', () => {
  const values = f(4, Number.NaN, 2, 8);
  const bytes = { ...units.number, format: (value: number) => (Number.isNaN(value) ? 'none' : `${value} B`) };
  const text = (calc: Parameters<typeof figureText>[0]) => figureText(calc, values, bytes);
  expect([text('p95'), text('range'), text('count'), text('diffperc'), text('allIsZero')]).toEqual(['8 B', '6 B', '3', '100 %', 'no']); // prettier-ignore
  expect(figureText('median', f(Number.NaN), bytes)).toBe('none');
  expect([figureHead('lastNotNull', ['lastNotNull']), figureHead('lastNotNull', ['last', 'lastNotNull'])]).toEqual(['last', 'last *']); // prettier-ignore
  const all = [seriesOf('low', f(0), f(1)), seriesOf('none', f(0), f(Number.NaN)), seriesOf('high', f(0), f(9)), seriesOf('unseen', f(0), f(5), { style: { hideFromLegend: true } })]; // prettier-ignore
  expect(legendSeries(all, { by: 'max', down: true }).map(({ name }) => name)).toEqual(['high', 'low', 'none']);
  expect(legendSeries(all, undefined).map(({ name }) => name)).toEqual(['low', 'none', 'high']);
});

test('cells take the colour of their share of the scale; a light page turns a scale round, and rows can stand reversed', () => {
  const scale = { colours: ['#000000', '#ffffff'], exponent: 1, min: null, max: null, hideBelow: 1, hideAbove: null };
  const dark = scaleInk(scale, 10, false);
  expect([1, Number.NaN, 5, 10, 99].map((count) => dark(count)?.colour ?? null)).toEqual([null, null, '#808080', '#ffffff', '#ffffff']); // prettier-ignore
  expect(scaleInk(scale, 10, true)(10)?.colour).toBe('#000000');
  const shades = scaleInk(
    { ...scale, colours: ['transparent', '#ff0000'], exponent: 0.5, hideBelow: null, max: 100 },
    10,
    true,
  );
  expect(shades(25)).toEqual({ colour: '#ff0000', alpha: 0.54 });
  const bucket = (le: string, value: number) => seriesOf(le, f(0), f(value), { labels: { le } });
  const heat = bucketsOf([bucket('1', 2), bucket('2', 5)]);
  expect([rowsOf(heat, false), rowsOf(heat, true)]).toEqual([[1, 0], [0, 1]]); // prettier-ignore
});
