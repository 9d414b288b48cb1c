// How often the Prometheus that is asked scrapes: asked once for each server, as soon as it can be reached.
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { activeEnvironment } from '../../state/environment-stores.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';

/** Which server is asked, as far as this page knows. */
export function useAskedServer(): string {
  const { environment } = useConsole();
  useFeed(environment.environments);
  const active = activeEnvironment(environment);
  return JSON.stringify([active?.key, active?.prometheusUrl]);
}

/**
 * Null while it is not known, and where its targets do not tell.
 * @param asked which server.
 * @param round a new number asks again where it was refused.
 */
export function useScrapeInterval(asked: string, round: number): number | null {
  const { sources, dashboards, operations } = useConsole();
  const live = useStore(sources.store, ({ entries }) => entries.get('prometheus')?.state === 'live');
  const { scrape } = dashboards;
  const { value } = useWhole(scrape.store);
  useEffect(() => {
    // What is known of the server stays known while it cannot be reached.
    if (!live) return;
    if (scrape.store.getState().state === 'refused') scrape.again();
    scrape.want(asked, async () => ({ asked, intervalMs: await operations.scrapeInterval() }));
  }, [live, scrape, asked, operations, round]);
  return value?.asked === asked ? value.intervalMs : null;
}
