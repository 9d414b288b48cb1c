// The answer to a panel's queries as a hook: asked while it is in sight, and anew when time went on, but never before the
// question that is under way has come to something.
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { PanelAnswer, PanelWish } from './panel-answers.ts';
import { panelQuestion } from './panel-answers.ts';
import { createPanelQuery, type PanelQuery, type PanelView } from './panel-queries.ts';
import { pageQuiet, pageTurns } from './use-panel-query.ts';
import { useConsole } from './use-console.ts';

export interface PanelAnswerHold extends PanelView<PanelAnswer> {
  again: () => void;
  cancel: () => void;
}

/** @param wish null asks nothing: nobody looks, or there is nothing to ask. */
export function usePanelAnswer(wish: PanelWish | null, round: number): PanelAnswerHold {
  const { link, now } = useConsole();
  const [query] = useState<PanelQuery<PanelAnswer>>(() => {
    const turn = {};
    const later = (callback: () => void, ms: number): (() => void) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    };
    return createPanelQuery<PanelAnswer>({ client: link.client, now, later, takeTurn: (run) => pageTurns.ask(turn, run), quiet: pageQuiet }); // prettier-ignore
  });
  const live = useStore(link.store, ({ state }) => state === 'live');
  const question = wish === null ? null : panelQuestion(wish);
  const latest = useRef(question);
  const asked = useRef<{ steady: string; round: number } | null>(null);
  useEffect(() => {
    latest.current = question;
  });
  const key = question?.key ?? null;
  useEffect(() => {
    const settle = (): void => {
      const next = latest.current;
      const inFlight = query.store.getState().askedAt !== null;
      if (next === null) return query.want(null);
      if (inFlight && asked.current?.steady === next.steady) return undefined;
      // A fixed span asked again by hand has the same key.
      const same = asked.current?.steady === next.steady && asked.current.round !== round;
      asked.current = { steady: next.steady, round };
      query.want(next);
      if (same && !inFlight) query.again();
      return undefined;
    };
    settle();
    return query.store.subscribe((view, before) => before.askedAt !== null && view.askedAt === null && settle());
  }, [query, key, round]);
  useEffect(() => () => query.want(null), [query]);
  useEffect(() => {
    // What failed while the link was lost is asked again once it is back.
    if (live && query.store.getState().failure !== null) query.again();
  }, [query, live]);
  return { ...useStore(query.store), again: query.again, cancel: query.cancel };
}
