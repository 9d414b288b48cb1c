// The triggers as last heard of, and whether that is the present.
import { useMemo } from 'react';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { lostNow } from '../../state/lost.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';

export function useTriggers(): { all: WatchedTrigger[]; lost: boolean } {
  const { triggers, link } = useConsole();
  const { entries } = useFeed(triggers.watched);
  useWhole(link.store);
  const all = useMemo(() => [...entries.values()], [entries]);
  return { all, lost: lostNow(link, [triggers.watched]) !== null };
}
