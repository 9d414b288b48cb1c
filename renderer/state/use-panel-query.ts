// A panel's question as a hook: asked while the panel is there and in sight, again at its interval and when the link is back.
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createPanelQuery, type PanelQuestion, type PanelQuery, type PanelView } from './panel-queries.ts';
import { createTurns } from './turns.ts';
import { useConsole } from './use-console.ts';

interface WithScheduler {
  scheduler?: { postTask: (run: () => void) => Promise<void> };
}
const { scheduler } = globalThis as WithScheduler;

/** All panels of the page share these turns. A timer that is set by a timer waits, so that is the second choice. */
const turns = createTurns((callback) => {
  if (scheduler === undefined) setTimeout(callback);
  else void scheduler.postTask(callback);
});

export interface PanelHold<T> extends PanelView<T> {
  again: () => void;
  cancel: () => void;
}

export interface PanelQueryWish<T> {
  /** Null asks nothing. It may be made anew on each render; its key says whether it asks something else. */
  question: PanelQuestion<T> | null;
  /** 0 for never again by itself. */
  everyMs: number;
}

export function usePanelQuery<T>({ question, everyMs }: PanelQueryWish<T>): PanelHold<T> {
  const query = useOwnQuery<T>();
  const { link, now } = useConsole();
  const live = useStore(link.store, ({ state }) => state === 'live');
  const latest = useRef(question);
  useEffect(() => {
    latest.current = question;
  });
  const key = question?.key ?? null;
  useEffect(() => {
    query.want(latest.current);
  }, [query, key]);
  useEffect(() => () => query.want(null), [query]);
  useEffect(() => {
    // What failed while the link was lost is asked again once it is back.
    if (live && query.store.getState().failure !== null) query.again();
  }, [query, live]);
  useEffect(() => {
    if (everyMs <= 0 || key === null) return undefined;
    const { answeredAt } = query.store.getState();
    // Back in sight after longer than the interval: what is shown is old.
    if (answeredAt !== null && now() - answeredAt >= everyMs) query.again();
    const timer = setInterval(() => document.hidden || query.again(), everyMs);
    return () => clearInterval(timer);
  }, [query, everyMs, key, now]);
  return { ...useStore(query.store), again: query.again, cancel: query.cancel };
}

function useOwnQuery<T>(): PanelQuery<T> {
  const { link, now } = useConsole();
  const [query] = useState(() => {
    const turn = {};
    const later = (callback: () => void, ms: number): (() => void) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    };
    return createPanelQuery<T>({ client: link.client, now, later, takeTurn: (run) => turns.ask(turn, run) });
  });
  return query;
}
