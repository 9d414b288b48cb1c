// One of the servers behind the metrics as it is known now: which it is, how fresh, and whether one is named at all.
import type { MetricsKey, MetricsStatus } from '#shared/model/prometheus.ts';
import { freshnessOf, type Freshness } from '../../components/freshness.ts';
import { lostNow } from '../../state/lost.ts';
import type { PanelQuestion } from '../../state/panel-queries.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';

export interface ServerView {
  name: string;
  status: MetricsStatus | undefined;
  freshness: Freshness;
  /** False only where it is known that none is. */
  named: boolean;
}

const names: Record<MetricsKey, string> = { prometheus: 'Prometheus', alertmanager: 'Alertmanager' };

export function usePrometheus(key: MetricsKey): ServerView {
  const stores = useConsole();
  const feed = useFeed(stores.metrics.status);
  useWhole(stores.link.store);
  const status = feed.entries.get(key);
  const freshness = freshnessOf({
    source: status,
    lost: lostNow(stores.link, [stores.metrics.status]),
    heardAt: feed.heardAt,
  });
  return { name: names[key], status, freshness, named: status === undefined ? feed.heardAt === null : status.place !== null }; // prettier-ignore
}

/** Nothing is asked of a server that is not known yet or not named. */
export function questionAt<T>(
  status: MetricsStatus | undefined,
  question: (place: string) => PanelQuestion<T>,
): PanelQuestion<T> | null {
  return status === undefined || status.place === null ? null : question(status.place);
}
