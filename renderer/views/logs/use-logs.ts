// What the screen of the logs shows of the stores, and how far it can be trusted.
import type { LogStatus, LogStream, LogTarget } from '#shared/model/log-lines.ts';
import { lookOf } from '../../state/log-place.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';

export function useLogs() {
  const stores = useConsole();
  const place = useWhole(stores.place.store);
  const shown = useWhole(stores.log.store);
  const feed = useFeed(stores.log.status);
  const status = feed.entries.get('log') ?? null;
  return { stores, place, shown, feed, status, look: lookOf(place.logAs) };
}
export type LogsScreen = ReturnType<typeof useLogs>;

/** How many lines came while the screen stood still; 0 while it follows. */
export const linesWaiting = ({ following, view, pausedAt }: LogsScreen['shown']): number =>
  following || view === null ? 0 : Math.max(0, view.end - pausedAt);

/** What is worst about the streams decides; a log without streams is not live. */
export function overallOf(status: LogStatus | null): LogStream['state'] | 'none' {
  const states = (status?.streams ?? []).map(({ state }) => state);
  for (const state of ['denied', 'stale', 'connecting', 'live', 'ended'] as const) {
    if (states.includes(state)) return state;
  }
  return 'none';
}

export function targetWords(target: LogTarget, nameOf: (id: string) => string | undefined): string {
  if (target.source === 'kubernetes') {
    const { kind, namespace, name, container } = target;
    return `${kind.replace(/s$/, '')} ${namespace}/${name}${container === null ? '' : `, container ${container}`}`;
  }
  if ('project' in target) return `project ${target.project}`;
  return target.containerIds.map((id) => nameOf(id) ?? id.slice(0, 12)).join(', ');
}
