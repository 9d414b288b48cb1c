// The operations of scrapes over a scenario.
import { hubOf } from './fake-router.ts';
import { noScrapes, scrapedFrame, type ScrapesScenario } from './scenario-scrapes.ts';
import type { Implemented } from './implemented.ts';

export function scrapesHandlers(os: Implemented['scrapes'], scenario: ScrapesScenario = noScrapes) {
  const hub = hubOf(scenario.endpoints);
  return {
    feed: os.feed.handler(({ signal }) => hub.feed(signal)),
    save: os.save.handler(({ input }) => ({ key: input.key ?? 'new' })),
    remove: os.remove.handler(({ input }) => hub.remove(input.key)),
    pause: os.pause.handler(({ input }) => {
      const found = scenario.endpoints.find(({ key }) => key === input.key);
      if (found !== undefined) hub.put({ ...found, paused: input.paused });
    }),
    retry: os.retry.handler(() => undefined),
    metrics: os.metrics.handler(() => scenario.metrics),
    series: os.series.handler(({ input }) => ({
      ...scenario.series,
      rows: scenario.series.rows.slice(0, input.limit),
    })),
    range: os.range.handler(({ input }) => scrapedFrame(input)),
  };
}
