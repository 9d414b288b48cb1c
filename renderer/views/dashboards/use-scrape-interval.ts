// How often the Prometheus that is asked scrapes: asked once for each server, as soon as it can be reached.
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useConsole, useWhole } from '../../state/use-console.ts';

/** @param asked which server. Null while it is not known, and where its targets do not tell. */
export function useScrapeInterval(asked: string): number | null {
  const { sources, dashboards, operations } = useConsole();
  const live = useStore(sources.store, ({ entries }) => entries.get('prometheus')?.state === 'live');
  const { scrape } = dashboards;
  const { value } = useWhole(scrape.store);
  useEffect(() => {
    // What is known of the server stays known while it cannot be reached.
    if (live) scrape.want(asked, async () => ({ asked, intervalMs: await operations.scrapeInterval() }));
  }, [live, scrape, asked, operations]);
  return value?.asked === asked ? value.intervalMs : null;
}
