// What a range question comes to be asked as, over a reader that tells what it was asked.
import { expect, test } from 'vitest';
import type { RangeAsked } from '#shared/model/series.ts';
import { unpack } from '#shared/model/pack.ts';
import { askRange } from './ask-range.ts';
import type { MetricsReader } from './metrics-reader.ts';

const dayMs = 86_400_000;
const fromMs = Date.UTC(2026, 0, 1);

type Asked = Parameters<MetricsReader['range']>[0];

/** A sample each step, with one spike. */
function reader(series: number, spikeAt = fromMs + 64_815_000) {
  const asked: Asked[] = [];
  const range: MetricsReader['range'] = async (question) => {
    asked.push(question);
    const times = Float64Array.from({ length: (question.toMs - question.fromMs) / question.stepMs + 1 }, (_, at) => question.fromMs + at * question.stepMs); // prettier-ignore
    const values = times.map((time) => (time === spikeAt ? 900 : 1));
    return { stepMs: question.stepMs, series: Array.from({ length: series }, (_, at) => ({ labels: { at: String(at) }, times, values })), totalSeries: series, warnings: [], infos: [] }; // prettier-ignore
  };
  return { asked, range };
}

const question = (patch: Partial<RangeAsked> = {}): RangeAsked => ({ query: 'load', fromMs, toMs: fromMs + dayMs, widthPx: 400, minStepMs: 15_000, endsNow: false, seriesLimit: 50, pointLimit: 60_000, timeoutMs: 1000, samples: { everyMs: 15_000, mostSeries: 1000, all: false }, ...patch }); // prettier-ignore
const every = (patch: Partial<RangeAsked> = {}): RangeAsked => question({ samples: { everyMs: 15_000, mostSeries: 1000, all: true }, ...patch }); // prettier-ignore

test('steps of pixels come first, ahead of others, and say that every sample may be asked for', async () => {
  const { asked, range } = reader(20);
  const frame = await askRange(range, question());
  expect(asked).toMatchObject([{ stepMs: 300_000, behind: false }]);
  expect(frame.sampling).toEqual({ everyMs: 300_000, finestMs: 15_000, refused: null });
});

test('every sample is asked for behind others, and reduced so that the spike is among at most four of a pixel', async () => {
  const { asked, range } = reader(1);
  const frame = await askRange(range, every());
  expect(asked).toMatchObject([{ stepMs: 15_000, behind: true }]);
  const values = unpack(frame.series[0]?.values ?? '');
  expect([Math.max(...values), values.length <= 1600]).toEqual([900, true]);
});

test('of many series the spike is there too, in no more points than can be drawn in time', async () => {
  const { range } = reader(20);
  const frame = await askRange(range, every({ widthPx: 1000 }));
  const counts = frame.series.map(({ values }) => unpack(values));
  expect(counts.every((values) => Math.max(...values) === 900)).toBe(true);
  expect(counts.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(12_000);
});

test('an expression whose windows cover its step, and a step that is as fine already, are asked as they are', async () => {
  const { asked, range } = reader(1);
  expect((await askRange(range, every({ query: 'rate(load[5m])' }))).sampling).toBeUndefined();
  expect((await askRange(range, every({ toMs: fromMs + 3_600_000 }))).sampling).toBeUndefined();
  expect((await askRange(range, { ...every(), samples: undefined })).sampling).toBeUndefined();
  expect(asked.map(({ stepMs, behind }) => [stepMs, behind])).toEqual([[300_000, false], [15_000, false], [300_000, false]]); // prettier-ignore
});

test('a window shorter than its step is asked for in steps of that window', async () => {
  const { asked, range } = reader(1);
  expect((await askRange(range, question({ query: 'rate(load[1m])' }))).sampling).toEqual({ everyMs: 300_000, finestMs: 60_000, refused: null }); // prettier-ignore
  await askRange(range, every({ query: 'rate(load[1m])' }));
  expect(asked[1]).toMatchObject({ stepMs: 60_000, behind: true });
});

test.each([
  ['too many in all', 21, {}, 'all would be 120,981'],
  ['too many of a series', 1, { toMs: fromMs + 7 * dayMs }, 'all would be 40,321 of each series'],
  ['too many to be stacked', 12, { samples: { everyMs: 15_000, mostSeries: 10, all: false } }, '12 series are stacked, and at most 10 can be so'],
  ['needed at the same moments', 1, { samples: { everyMs: 15_000, mostSeries: 0, all: false } }, 'what is made of them needs them at the same moments'],
])('where they are %s it says so, and nothing finer is to be asked', async (_, series, patch, refused) => {
  expect((await askRange(reader(series).range, question(patch))).sampling?.refused).toBe(refused);
}); // prettier-ignore

test('more points than Prometheus gives are not asked for, whoever asks', async () => {
  const { asked, range } = reader(1);
  const frame = await askRange(range, every({ toMs: fromMs + 7 * dayMs }));
  expect(asked).toMatchObject([{ stepMs: 1_800_000, behind: false }]);
  expect(frame.sampling?.refused).toContain('40,321');
});

test('what grew beyond the budget meanwhile is answered once, and says that it is not to be asked so again', async () => {
  const { range } = reader(40);
  expect((await askRange(range, every())).sampling).toMatchObject({ everyMs: 15_000, refused: 'all would be 230,440' });
});
