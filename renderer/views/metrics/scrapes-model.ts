// What the screen of scraped endpoints says of them. Pure.
import { scrapedWords, type Scrape, type ScrapedMetric, type ScrapeView } from '#shared/model/scrape.ts';
import { exactDurationInWords } from '#shared/model/duration.ts';
import { grouped, sizeInWords } from '../../components/times.ts';
import type { ExploreUnit } from '../../state/explore-place.ts';

/** Under each chart: whose numbers these are, and how they were made. */
export const noteOf = (view: ScrapeView): string => `${scrapedWords}${waysInWords[view]}`;
const waysInWords: Record<ScrapeView, string> = {
  gauge: ': each value is as a scrape had it.',
  rate: ': each rate is over the two last scrapes. Nothing is extrapolated.',
  quantile: ': quantiles of the rates of the buckets over the two last scrapes. Nothing is extrapolated.',
};

/** What fits the samples of a name by the type of its family. */
export function viewOf({ name, type }: ScrapedMetric): ScrapeView {
  if (name.endsWith('_bucket') && (type === 'histogram' || type === 'untyped')) return 'quantile';
  if (type === 'histogram' || type === 'counter') return 'rate';
  if (type === 'summary') return /_(sum|count)$/.test(name) ? 'rate' : 'gauge';
  return type === 'untyped' && name.endsWith('_total') ? 'rate' : 'gauge';
}

/** Why a name cannot be shown so; null where it can. */
export function viewProblem({ name, type }: ScrapedMetric, view: ScrapeView): string | null {
  if (view === 'rate' && type === 'gauge') return 'A gauge may fall: it has no rate.';
  if (view === 'quantile' && !name.endsWith('_bucket')) return 'Only the buckets of a histogram have quantiles.';
  return null;
}

/** What the values are counted in, by the family's unit or the ending of the name. */
export function unitOf({ name, unit }: ScrapedMetric, view: ScrapeView): ExploreUnit {
  const bare = name.replace(/_(total|bucket|sum|count)$/, '');
  const is = (word: string): boolean => !name.endsWith('_count') && (unit === word || bare.endsWith(`_${word}`));
  if (view === 'rate') return is('bytes') ? 'bytesPerSecond' : 'perSecond';
  // A moment since 1970 is no span of time.
  if (is('seconds') && !/_(time|timestamp)_seconds$/.test(bare)) return 'seconds';
  return is('bytes') ? 'bytes' : 'number';
}

/** In a line: how often, how much, since when it is kept. */
export function endpointFacts({ fields, taken, keptBytes }: Scrape): string {
  const every = `every ${exactDurationInWords(fields.intervalMs)}`;
  if (taken === null && keptBytes === 0) return `${every} · nothing scraped yet`;
  const series = taken === null ? 'nothing scraped since the start' : `${grouped(taken.series)} series`;
  return `${every} · ${series} · ${sizeInWords(keptBytes)}`;
}

const says = (count: number, words: string, one = words): string[] => (count === 0 ? [] : [`${grouped(count)} ${count === 1 ? one : words}`]); // prettier-ignore

/** What the last scrape had and was lost against the will of whoever set it up, in few words; empty where nothing was. */
export function dropped({ taken }: Scrape): string {
  return [
    ...says(taken?.beyondLimit ?? 0, 'series dropped'),
    ...says(taken?.malformed ?? 0, 'lines not read', 'line not read'),
    ...says((taken?.duplicates ?? 0) + (taken?.otherTime ?? 0), 'samples dropped', 'sample dropped'),
  ].join(', ');
}

/** What the last scrape had and is not kept, each with how much and why. */
export function leftOut({ taken, fields }: Scrape): string[] {
  return [
    ...says(taken?.beyondLimit ?? 0, 'series beyond the limit of 5,000 are not kept'),
    ...says(taken?.notWanted ?? 0, `series are not kept: only ${fields.keep.join(', ')}`),
    ...says(
      taken?.malformed ?? 0,
      `lines are not of the format; ${taken?.firstMalformed ?? ''}`,
      `line is not of the format; ${taken?.firstMalformed ?? ''}`,
    ),
    ...says(
      taken?.duplicates ?? 0,
      'samples were there twice; the first counts',
      'sample was there twice; the first counts',
    ),
    ...says(
      taken?.otherTime ?? 0,
      'samples have a time of their own that is more than 5 min from ours',
      'sample has a time of its own that is more than 5 min from ours',
    ),
  ];
}

/** Scrapes that are not there, since the console was started or the endpoint was changed. */
export function notScraped({ missed, failed }: Scrape): string[] {
  return [
    ...says(
      missed,
      'scrapes were left out because the one before took too long',
      'scrape was left out because the one before took too long',
    ),
    ...says(
      failed,
      'scrapes failed since the console was started or this was changed',
      'scrape failed since the console was started or this was changed',
    ),
  ];
}

/** Those whose name or help holds all words. */
export function foundMetrics(metrics: readonly ScrapedMetric[], find: string): ScrapedMetric[] {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== ''); // prettier-ignore
  return metrics.filter(({ name, help, type }) => {
    const text = `${name} ${help} ${type}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
