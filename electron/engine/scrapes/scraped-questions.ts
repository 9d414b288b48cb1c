// Questions to what was kept of one endpoint: its names, the label sets of a name, and a range as a chart draws it.
import type { z } from 'zod';
import { OpsError } from '#shared/model/ops-error.ts';
import { scrapeTypes, scrapedWords, type ScrapedMetric, type ScrapedSeries, type ScrapeType, type scrapeRangeSchema } from '#shared/model/scrape.ts'; // prettier-ignore
import type { Frame } from '#shared/model/series.ts';
import { frameOf } from '../metrics/frame-of.ts';
import { familyOf } from '../probes/prometheus-text.ts';
import { scrapedNames, seriesOfName, type BlockRow, type ScrapeSeriesRow } from '../store/scrape-rows.ts';
import type { ReadDb } from '../store/database.ts';
import { answerRange } from './answer-range.ts';
import { rateIntervals } from './counter-rate.ts';
import { labelsOf, readGrid } from './read-grid.ts';
import type { ScrapeHead } from './scrape-head.ts';
import type { Family } from './take-exposition.ts';

/** One endpoint as it is asked. */
export interface Asked {
  read: ReadDb;
  target: number;
  name: string;
  intervalMs: number;
  families: ReadonlyMap<string, Family>;
  head: ScrapeHead;
  blocks: readonly BlockRow[];
  breathe: () => Promise<void> | undefined;
}

type Question = z.output<typeof scrapeRangeSchema>;

const pointLimit = 60_000;

export function scrapedMetrics({ read, target, families }: Asked): ScrapedMetric[] {
  return scrapedNames(read, target).map(({ name, series }) => {
    const family = familyOf(name, families) ?? name;
    const { type = '', help = '', unit = '' } = families.get(family) ?? {};
    return { name, family, type: typeOf(type), help, unit, series };
  });
}

const typeOf = (text: string): ScrapeType => scrapeTypes.find((type) => type === text) ?? 'untyped';

export function scrapedSeries({ read, target, head }: Asked, metric: string, limit: number): ScrapedSeries {
  const all = seriesOfName(read, target, metric);
  const last = head.times().length - 1;
  const rows = all.slice(0, limit).map(({ no, labels }) => {
    const column = head.column(no);
    const value = column?.present[last] === 1 ? valueText(column.values[last] ?? NaN) : null;
    return { labels: labelsOf(labels), value };
  });
  return { rows, total: all.length, atMs: head.lastMs() };
}

/** As Prometheus writes them. */
export const valueText = (value: number): string => (Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf'); // prettier-ignore

/** @throws OpsError `not_found`, `bad_input`, `too_large`, or the signal's reason. */
export async function scrapedRange(asked: Asked, question: Question, signal?: AbortSignal): Promise<Frame> {
  const { read, target, intervalMs, head, blocks, breathe } = asked;
  const { as, q, by, fromMs, toMs, widthPx, seriesLimit } = question;
  const name = as === 'quantile' && !question.metric.endsWith('_bucket') ? `${question.metric}_bucket` : question.metric; // prettier-ignore
  const series = matching(asked, name, question.labels);
  if (as === 'rate') refuseGauge(asked, name);
  if (as === 'quantile' && !series.some(({ labels }) => 'le' in labelsOf(labels))) throw new OpsError('bad_input', `${name} has no label le, so it has no buckets to take a quantile of.`); // prettier-ignore
  // One by one only those are read that are drawn; what is summed needs all of them.
  const alone = as !== 'quantile' && by === null;
  const needed = alone ? series.slice(0, seriesLimit) : series;
  // A rate at the beginning of the time is of the sample before it.
  const reachMs = as === 'gauge' ? 0 : rateIntervals * intervalMs;
  const grid = await readGrid({ read, head, blocks: blocks.filter((block) => block.target === target), breathe, signal }, { series: needed, fromMs: fromMs - reachMs, toMs }); // prettier-ignore
  const answers = await answerRange(grid, { as, q, by, intervalMs }, breathe);
  const shown = answers.map(({ labels, times, values }) => {
    const first = times.findIndex((at) => at >= fromMs);
    const from = first < 0 ? times.length : first;
    return { labels: { __name__: name, ...labels }, times: times.subarray(from), values: values.subarray(from) };
  });
  const present = shown.filter(({ times }) => times.length > 0);
  const totalSeries = alone && series.length > seriesLimit ? series.length : present.length;
  return frameOf(
    { stepMs: intervalMs, series: present, totalSeries, warnings: [], infos: [`${scrapedWords}${waysInWords[as]}`] },
    { fromMs, toMs, widthPx, seriesLimit, pointLimit },
  );
}

const waysInWords = {
  gauge: '.',
  rate: '; each rate is over the two last scrapes, nothing is extrapolated.',
  quantile: '; from the rates of the buckets over the two last scrapes, nothing is extrapolated.',
};

function matching(
  { read, target, name: endpoint }: Asked,
  name: string,
  labels: Question['labels'],
): ScrapeSeriesRow[] {
  // prettier-ignore
  const all = seriesOfName(read, target, name);
  if (all.length === 0) throw new OpsError('not_found', `Nothing is kept of ${endpoint} under the name ${name}.`);
  const wanted = Object.entries(labels);
  if (wanted.length === 0) return all;
  return all.filter((row) => {
    const own = labelsOf(row.labels);
    return wanted.every(([label, value]) => (own[label] ?? '') === value);
  });
}

function refuseGauge({ families }: Asked, name: string): void {
  const family = familyOf(name, families) ?? name;
  if (families.get(family)?.type === 'gauge') throw new OpsError('bad_input', `${name} is a gauge: it may fall, and has no rate. Show it as it is.`); // prettier-ignore
}
