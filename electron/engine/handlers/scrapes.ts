// What the console scrapes itself, operation by operation.
import { scrapedMetrics, scrapedRange, scrapedSeries } from '../scrapes/scraped-questions.ts';
import type { Scrapes } from '../scrapes/scrapes.ts';
import { operations } from './router.ts';

export function scrapeOperations(scrapes: Scrapes) {
  const os = operations.scrapes;
  return os.router({
    feed: os.feed.handler(({ context, signal }) => scrapes.feed.subscribe({ signal, backlogBytes: context.backlogBytes })), // prettier-ignore
    save: os.save.handler(({ input }) => scrapes.save(input.key, input.fields, input.by)),
    remove: os.remove.handler(({ input }) => scrapes.remove(input.key, input.by)),
    pause: os.pause.handler(({ input }) => scrapes.pause(input.key, input.paused, input.by)),
    retry: os.retry.handler(({ input }) => scrapes.retry(input.key)),
    metrics: os.metrics.handler(({ input }) => scrapedMetrics(scrapes.asked(input.key))),
    series: os.series.handler(({ input }) => scrapedSeries(scrapes.asked(input.key), input.metric, input.limit)),
    range: os.range.handler(({ input, signal }) => scrapedRange(scrapes.asked(input.key), input, signal)),
  });
}
