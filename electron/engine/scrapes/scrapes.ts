// The endpoints that the console scrapes itself: which there are, when each is due, and what is known of them.
import { performance } from 'node:perf_hooks';
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { scrapeFieldsSchema, scrapeLimits, type Scrape, type ScrapeFields } from '#shared/model/scrape.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import { deleteScrapeTarget, listBlocks, listScrapeTargets, putScrapeTarget, type BlockRow, type ScrapeTargetRow } from '../store/scrape-rows.ts'; // prettier-ignore
import type { WriteDb } from '../store/database.ts';
import { uuidText, v7 } from '../store/uuid-v7.ts';
import { createSchedule } from '../triggers/schedule.ts';
import { evictSamples } from './evict-samples.ts';
import { createEndpoint, type Endpoint, type EndpointOptions } from './endpoint.ts';
import type { Asked } from './scraped-questions.ts';

export interface Scrapes {
  feed: Pick<Feed<Scrape>, 'subscribe'>;
  /** @throws OpsError `too_large` beyond ten endpoints, `not_found`. */
  save: (key: string | null, fields: ScrapeFields, by: string) => Promise<{ key: string }>;
  remove: (key: string, by: string) => Promise<void>;
  pause: (key: string, paused: boolean, by: string) => Promise<void>;
  /** Scrapes now instead of later. */
  retry: (key: string) => void;
  /** @throws OpsError `not_found`. */
  asked: (key: string) => Asked;
  /** The machine sleeps: nobody scrapes. */
  suspend: (reason: string) => void;
  resume: () => void;
  close: () => void;
}

export interface ScrapesOptions extends Omit<EndpointOptions, 'row' | 'onBlock' | 'onChange'> {
  /** Writes an event of a person's together with what they did. */
  record: (type: 'scrape.saved' | 'scrape.removed' | 'scrape.paused', subject: string, data: Record<string, Json> & { by: string }, task: (db: WriteDb) => void) => Promise<unknown>; // prettier-ignore
  /** A source is gone. */
  onGone: (sourceKey: string) => void;
  onDefect: (error: unknown) => void;
  limitBytes?: number;
  evictEveryMs?: number;
}

/** Scrapes that are under way at once. */
const atOnce = 3;
const evictPauseMs = 40;

export function createScrapes(options: ScrapesOptions): Scrapes {
  const { read, now, record, onGone, onDefect, limitBytes = scrapeLimits.keptBytes, evictEveryMs = 10_000 } = options;
  const endpoints = new Map<string, Endpoint>();
  const blocks: BlockRow[] = listBlocks(read);
  const feed = createFeed<Scrape>();
  const schedule = createSchedule({ totalLimit: atOnce, sourceLimit: 1, spreadMs: 10_000 });
  let suspended: string | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const publish = (endpoint: Endpoint): void => {
    const { key } = endpoint.row();
    if (endpoints.get(key) !== endpoint) return;
    feed.publish([endpoint.shown(blocks, schedule.counts(key)?.missed ?? 0)]);
  };
  const pump = (): void => {
    clearTimeout(timer);
    if (closed) return;
    for (const due of schedule.take(performance.now())) {
      const endpoint = endpoints.get(due.key);
      void (endpoint?.scrape() ?? Promise.resolve()).catch(onDefect).finally(() => {
        schedule.finish(due);
        if (endpoint !== undefined) publish(endpoint);
        pump();
      });
    }
    const next = schedule.nextMs();
    if (next !== null) timer = setTimeout(pump, Math.max(1, next - performance.now())).unref();
  };
  const due = (endpoint: Endpoint, firstInMs?: number): void => {
    const { key, paused } = endpoint.row();
    if (paused || suspended !== null) return;
    endpoint.follower().wake();
    const { intervalMs } = endpoint.fields();
    schedule.add({ key, source: key, intervalMs, ...(firstInMs !== undefined && { firstInMs }) }, performance.now());
    pump();
  };
  const begin = (row: ScrapeTargetRow, firstInMs?: number): void => {
    const endpoint: Endpoint = createEndpoint({ ...options, row, onBlock: (block) => blocks.push(block), onChange: () => publish(endpoint) }); // prettier-ignore
    endpoints.set(row.key, endpoint);
    endpoint.follower().rest(row.paused ? 'it is paused' : (suspended ?? ''));
    due(endpoint, firstInMs);
    publish(endpoint);
  };
  /** When it is over nothing of it is written any more. */
  const end = async (endpoint: Endpoint, reason: string): Promise<void> => {
    schedule.remove(endpoint.row().key);
    endpoint.follower().rest(reason);
    await endpoint.idle();
  };
  const find = (key: string): Endpoint => {
    const endpoint = endpoints.get(key);
    if (endpoint === undefined) throw new OpsError('not_found', 'There is no such endpoint; it may have been removed.');
    return endpoint;
  };

  let evicting: Promise<void> | null = null;
  const evict = (): void => {
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, evictPauseMs).unref());
    const kept = (): ReturnType<Endpoint['evicted']>[] => [...endpoints.values()].map((endpoint) => endpoint.evicted());
    evicting ??= evictSamples({ ...options, blocks, limitBytes, pause, endpoints: kept })
      .catch((error: unknown) => (closed ? undefined : onDefect(error)))
      .finally(() => (evicting = null));
  };
  const evictor = setInterval(evict, evictEveryMs).unref();

  for (const row of listScrapeTargets(read)) begin(row);

  return {
    feed,
    save: async (key, given, by) => {
      const fields = scrapeFieldsSchema.parse(given);
      const before = key === null ? null : find(key);
      if (before === null && endpoints.size >= scrapeLimits.endpoints) throw new OpsError('too_large', `At most ${scrapeLimits.endpoints} endpoints are scraped; for more there is Prometheus.`); // prettier-ignore
      const mine = key ?? uuidText(v7(now()));
      const another = before !== null && before.fields().url !== fields.url;
      const draft = {
        key: mine,
        fields: JSON.stringify(fields),
        paused: before?.row().paused ?? false,
        savedAt: now(),
      };
      if (before !== null) await end(before, 'it is being changed');
      let no = 0;
      try {
        await record('scrape.saved', fields.name, { key: mine, url: fields.url, intervalMs: fields.intervalMs, keepHours: fields.keepHours, by }, (db) => {
          // What was kept is of another endpoint.
          if (another) deleteScrapeTarget(db, mine);
          no = putScrapeTarget(db, draft);
        }); // prettier-ignore
      } catch (error) {
        if (before !== null) due(before, 0);
        throw error;
      }
      before?.follower().close();
      begin({ ...draft, no }, 0);
      return { key: mine };
    },
    remove: async (key, by) => {
      const endpoint = find(key);
      await end(endpoint, 'it is being removed');
      await record('scrape.removed', endpoint.fields().name, { key, by }, (db) => deleteScrapeTarget(db, key));
      endpoint.follower().close();
      endpoints.delete(key);
      feed.publish([], [key]);
      onGone(endpoint.follower().status().key);
      evict();
    },
    pause: async (key, paused, by) => {
      const endpoint = find(key);
      const row = { ...endpoint.row(), paused };
      await record('scrape.paused', endpoint.fields().name, { key, paused, by }, (db) => void putScrapeTarget(db, row));
      endpoint.setPaused(paused);
      if (paused) await end(endpoint, 'it is paused');
      else due(endpoint, 0);
      publish(endpoint);
    },
    retry: (key) => {
      const endpoint = find(key);
      if (!endpoint.row().paused && suspended === null) due(endpoint, 0);
    },
    asked: (key) => find(key).asked(blocks),
    suspend: (reason) => {
      suspended = reason;
      for (const endpoint of endpoints.values()) {
        if (!endpoint.row().paused) end(endpoint, reason).catch(onDefect);
      }
    },
    resume: () => {
      suspended = null;
      for (const endpoint of endpoints.values()) due(endpoint);
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearInterval(evictor);
      for (const endpoint of endpoints.values()) endpoint.follower().close();
    },
  };
}
