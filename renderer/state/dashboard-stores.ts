// Stores of the dashboards: the library, the one that is open, and what its variables stand for just now.
import type { DashboardDetail, DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { createAnswerStore, type AnswerStore } from './answer-store.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';
import type { Place } from './place.ts';

export interface DashboardStores {
  list: FeedStore<DashboardSummary>;
  /** The dashboard in the address. */
  opened: AnswerStore<DashboardDetail>;
  /** Its variables, as they were chosen in the address; asked by the screen, which knows the time shown. */
  variables: AnswerStore<VariableState[]>;
  /** How often the server that is asked scrapes; null where its targets do not tell. */
  scrape: AnswerStore<{ asked: string; intervalMs: number | null }>;
  /** To be called when the address changes. */
  follow: (place: Place) => void;
}

export function createDashboardStores(
  clock: FeedClock,
  ask: (key: string) => Promise<DashboardDetail>,
): DashboardStores {
  const list = createFeedStore<DashboardSummary>(clock);
  list.follow((client, signal) => client.dashboards.feed(undefined, { signal }));
  const opened = createAnswerStore<DashboardDetail>();
  const variables = createAnswerStore<VariableState[]>();
  return {
    list,
    opened,
    variables,
    scrape: createAnswerStore(),
    follow: ({ view, metricsTab, dashboard }) => {
      const key = view === 'metrics' && metricsTab === 'dashboards' ? dashboard : null;
      opened.want(key, () => ask(key ?? ''));
    },
  };
}
