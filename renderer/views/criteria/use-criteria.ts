// The entries of one feed as last heard of, and whether that is the present; and asking for judgements while a screen is open.
import { useEffect, useMemo } from 'react';
import type { Keyed } from '#shared/model/feed.ts';
import type { FeedStore } from '../../state/feed-store.ts';
import { lostNow } from '../../state/lost.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';

export function useEntries<T extends Keyed>(feed: FeedStore<T>): { all: T[]; lost: boolean; heard: boolean } {
  const { link } = useConsole();
  const { entries, heardAt } = useFeed(feed);
  useWhole(link.store);
  const all = useMemo(() => [...entries.values()], [entries]);
  return { all, lost: lostNow(link, [feed]) !== null, heard: heardAt !== null };
}

/** At once and then at the interval; what is watched judges itself. */
export function useJudging(of: 'sets' | 'objectives', keys: readonly string[], everyMs: number): void {
  const { operations } = useConsole();
  const wanted = keys.join('\n');
  useEffect(() => {
    const judge = (): void => {
      if (document.hidden || wanted === '') return;
      for (const key of wanted.split('\n')) void operations.judgeQuietly(of, key);
    };
    judge();
    const timer = setInterval(judge, everyMs);
    return () => clearInterval(timer);
  }, [operations, of, wanted, everyMs]);
}
