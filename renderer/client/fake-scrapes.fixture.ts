// For tests: the operations of scrapes, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { Scrape, ScrapedMetric, ScrapedSeries, ScrapeRange } from '#shared/model/scrape.ts';
import type { Frame } from '#shared/model/series.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeScrapes {
  scrapes: FakeFeed<Scrape>;
  scrapedMetrics: () => ScrapedMetric[];
  scrapedSeries: (metric: string) => ScrapedSeries;
  /** A test that asks no range leaves it out. */
  scrapedRange?: (question: ScrapeRange) => Frame;
}

export const noScrapes = (): FakeScrapes => ({
  scrapes: fakeFeed<Scrape>(() => []),
  scrapedMetrics: () => [],
  scrapedSeries: () => ({ rows: [], total: 0, atMs: null }),
});

export function scrapesRouter(engine: FakeEngine) {
  const { scrapes } = implement(contract);
  const noted = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.calls.push({ name, input });
  };
  return {
    scrapes: {
      feed: scrapes.feed.handler(({ signal }) => engine.scrapes.listen(signal)),
      save: scrapes.save.handler(async ({ input }) => {
        await noted('scrapes.save', input);
        return { key: input.key ?? 'new' };
      }),
      remove: scrapes.remove.handler(({ input }) => noted('scrapes.remove', input)),
      pause: scrapes.pause.handler(({ input }) => noted('scrapes.pause', input)),
      retry: scrapes.retry.handler(({ input }) => noted('scrapes.retry', input)),
      metrics: scrapes.metrics.handler(() => engine.scrapedMetrics()),
      series: scrapes.series.handler(({ input }) => engine.scrapedSeries(input.metric)),
      range: scrapes.range.handler(({ input }) => {
        if (engine.scrapedRange === undefined) throw new Error('the test did not expect scrapes.range');
        return engine.scrapedRange(input);
      }),
    },
  };
}
