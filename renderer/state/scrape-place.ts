// What is looked at of scraped endpoints, as the address has it.
import { scrapeViews, type ScrapeView } from '#shared/model/scrape.ts';

export interface ScrapeLook {
  endpoint: string | null;
  /** A name of samples. */
  metric: string | null;
  /** Null for what fits the metric's type. */
  as: ScrapeView | null;
  q: number;
  /** Summed over all labels but these; null for each label set by itself. */
  by: string[] | null;
  find: string;
}

export const plainLook: ScrapeLook = { endpoint: null, metric: null, as: null, q: 0.95, by: null, find: '' };

/** What it cannot read is left at its default. */
export function scrapeLookOf(text: string): ScrapeLook {
  const asked = new URLSearchParams(text);
  const q = Number(asked.get('q') ?? plainLook.q);
  const by = asked.get('by');
  return {
    endpoint: asked.get('of'),
    metric: asked.get('metric'),
    as: scrapeViews.find((view) => view === asked.get('as')) ?? null,
    q: q >= 0 && q <= 1 ? q : plainLook.q,
    by: by === null ? null : by.split(',').filter((name) => name !== ''),
    find: asked.get('find') ?? '',
  };
}

export function scrapeText({ endpoint, metric, as, q, by, find }: ScrapeLook): string {
  const text = new URLSearchParams();
  if (endpoint !== null) text.set('of', endpoint);
  if (metric !== null) text.set('metric', metric);
  if (as !== null) text.set('as', as);
  if (q !== plainLook.q) text.set('q', String(q));
  if (by !== null) text.set('by', by.join(','));
  if (find !== '') text.set('find', find);
  return text.toString();
}
