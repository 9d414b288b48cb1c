// The feed of the endpoints that the console scrapes itself.
import type { Scrape } from '#shared/model/scrape.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface ScrapeStores {
  endpoints: FeedStore<Scrape>;
}

export function createScrapeStores(clock: FeedClock): ScrapeStores {
  const endpoints = createFeedStore<Scrape>(clock);
  endpoints.follow((client, signal) => client.scrapes.feed(undefined, { signal }));
  return { endpoints };
}
