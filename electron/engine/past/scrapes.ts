// Scraped endpoints as of a moment: the samples that are kept of each up to it. What a person had set of one is that of today,
// as it was not recorded change by change; whether it was paused was.
import { scrapeFieldsSchema, type Scrape } from '#shared/model/scrape.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Family } from '../scrapes/take-exposition.ts';
import { blockScrapes, restored } from '../scrapes/kept-samples.ts';
import { readGrid } from '../scrapes/read-grid.ts';
import { scrapedMetrics, scrapedRange, valueText, type Asked } from '../scrapes/scraped-questions.ts';
import type { ReadDb } from '../store/database.ts';
import { replayedEvents } from '../store/moment-rows.ts';
import { listBlocks, listScrapeFamilies, listScrapeTargets, seriesOfName, type ScrapeTargetRow } from '../store/scrape-rows.ts'; // prettier-ignore
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';

const mostEvents = 2000;
const hourMs = 3_600_000;
const atOnce = (): undefined => undefined;

export function scrapesPast(read: ReadDb): NonNullable<PastAnswers['scrapes']> {
  const find = (key: string, moment: PastMoment): Asked => {
    const row = targetsAt(read, moment).find((one) => one.key === key);
    if (row === undefined) throw new OpsError('not_found', 'There was no such endpoint at this moment, or nothing of it is kept.'); // prettier-ignore
    return askedOf(read, row);
  };
  return {
    feed: (_nothing, moment, signal) => heldFeed(targetsAt(read, moment).map((row) => shownAt(read, row, moment)), signal), // prettier-ignore
    metrics: ({ key }, moment) => scrapedMetrics(find(key, moment)),
    series: async ({ key, metric, limit }, moment, signal) => {
      const asked = find(key, moment);
      const all = seriesOfName(read, asked.target, metric);
      const some = all.slice(0, limit);
      const span = { fromMs: moment.at - reachMs(asked), toMs: moment.at };
      const { times, columns } = await readGrid({ ...asked, signal }, { series: some, ...span });
      const last = times.length - 1;
      // The label sets that the last scrape by then had; of the others only that they are kept.
      const rows = columns.map(({ labels, column }) => ({ labels, value: column.present[last] === 1 ? valueText(column.values[last] ?? NaN) : null })); // prettier-ignore
      return { rows, total: all.length, atMs: times[last] ?? null };
    },
    range: async (question, moment, signal) => {
      const asked = find(question.key, moment);
      const toMs = Math.min(question.toMs, moment.at);
      const frame = await scrapedRange(asked, { ...question, fromMs: Math.min(question.fromMs, toMs), toMs }, signal);
      return frame;
    },
  };
}

/** A few intervals: the last scrape before a moment is within them where it was scraped at all. */
const reachMs = ({ intervalMs }: Asked): number => 3 * intervalMs;

function targetsAt(read: ReadDb, { at }: PastMoment): ScrapeTargetRow[] {
  return listScrapeTargets(read).filter((row) => (keptOf(askedOf(read, row), at).fromMs ?? Infinity) <= at);
}

function askedOf(read: ReadDb, { no, fields: text }: ScrapeTargetRow): Asked {
  const fields = scrapeFieldsSchema.parse(JSON.parse(text));
  const families = new Map<string, Family>(listScrapeFamilies(read, no).map(({ name, ...family }) => [name, family])); // prettier-ignore
  const { head } = restored(read, no, blockScrapes(fields.intervalMs, fields.keepHours * hourMs));
  const blocks = listBlocks(read).filter(({ target }) => target === no);
  return {
    read,
    target: no,
    name: fields.name,
    intervalMs: fields.intervalMs,
    families,
    head,
    blocks,
    breathe: atOnce,
  };
}

interface Kept {
  fromMs: number | null;
  /** The newest scrape by the moment, as exactly as blocks say. */
  lastMs: number | null;
  bytes: number;
}

function keptOf({ blocks, head }: Asked, at: number): Kept {
  const headTimes = [...head.times()];
  const by = [...blocks.flatMap(({ fromMs, toMs }) => [fromMs, toMs]), ...headTimes].filter((ms) => ms <= at);
  const first = blocks[0]?.fromMs ?? headTimes[0] ?? null;
  const bytes = blocks.filter(({ fromMs }) => fromMs <= at).reduce((sum, one) => sum + one.bytes, 0);
  return { fromMs: first, lastMs: by.length === 0 ? null : Math.max(...by), bytes };
}

function shownAt(read: ReadDb, row: ScrapeTargetRow, moment: PastMoment): Scrape {
  const { key, fields: text, savedAt } = row;
  const fields = scrapeFieldsSchema.parse(JSON.parse(text));
  const { fromMs, lastMs, bytes } = keptOf(askedOf(read, row), moment.at);
  const pauses = replayedEvents(read, ['scrape.paused'], moment, mostEvents).filter(({ data }) => (Object(data) as { key?: string }).key === key); // prettier-ignore
  const paused = (Object(pauses.at(-1)?.data) as { paused?: boolean }).paused === true;
  const reason = 'of a past moment only what was kept of its scrapes is known';
  const status = { key: `scrape ${key}`, name: fields.name, state: 'stale' as const, since: lastMs ?? moment.at, reason, seenAt: lastMs }; // prettier-ignore
  return { key, fields, paused, savedAt, status, taken: null, done: 0, failed: 0, missed: 0, keptBytes: bytes, keptFromMs: fromMs }; // prettier-ignore
}
