// A panel's question as a hook: asked while the panel is there and in sight, again at its interval and when the link is back.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { createPanelQuery, type PanelQuestion, type PanelQuery, type PanelView } from './panel-queries.ts';
import type { LinkStore } from './link-store.ts';
import { createQuiet } from './quiet.ts';
import { createTurns } from './turns.ts';
import { useConsole } from './use-console.ts';

interface WithScheduler {
  scheduler?: { postTask: (run: () => void, options: { priority: 'user-blocking' }) => Promise<void> };
}
const { scheduler } = globalThis as WithScheduler;

/**
 * All panels of the page share these turns. Answers that are here come before the next picture, which costs as much as one
 * of them, and after what a person does. A timer that is set by a timer waits, so that is the second choice.
 */
export const pageTurns = createTurns((callback) => {
  if (scheduler === undefined) setTimeout(callback);
  else void scheduler.postTask(callback, { priority: 'user-blocking' });
});

/** The finer questions of all panels wait for the first answers of all, but not for a slow one. */
export const pageQuiet = createQuiet(later, 1_000);

export interface PanelHold<T> extends PanelView<T> {
  again: () => void;
  cancel: () => void;
}

/** Null asks nothing. They may be made anew on each render; their keys say whether they ask something else. */
export type PanelWishes<T> = readonly (PanelQuestion<T> | null)[];

/** Several questions of one panel, each with an answer, a time limit and a refusal of its own. */
export function usePanelQueries<T>(questions: PanelWishes<T>, everyMs: number): PanelHold<T>[] {
  const pool = usePool<T>();
  const { link, clock, now } = useConsole();
  const live = useStore(link.store, ({ state }) => state === 'live');
  const { moment } = useStore(clock.store);
  const shown = useRef(moment);
  const latest = useRef(questions);
  useEffect(() => {
    latest.current = questions;
  });
  const keys = JSON.stringify(questions.map((question) => question?.key ?? null));
  useEffect(() => pool.want(latest.current), [pool, keys]);
  useEffect(() => () => pool.want([]), [pool]);
  useEffect(() => {
    // What failed while the link was lost is asked again once it is back.
    if (live) for (const query of pool.all()) if (query.store.getState().failure !== null) query.again();
  }, [pool, live]);
  useEffect(() => {
    if (shown.current === moment) return;
    shown.current = moment;
    for (const query of pool.all()) query.again();
  }, [pool, moment]);
  useEffect(() => {
    if (everyMs <= 0 || moment !== null) return undefined;
    for (const query of pool.all()) {
      const { answeredAt } = query.store.getState();
      // Back in sight after longer than the interval: what is shown is old.
      if (answeredAt !== null && now() - answeredAt >= everyMs) query.again();
    }
    const timer = setInterval(() => {
      if (!document.hidden) for (const query of pool.all()) query.again();
    }, everyMs);
    return () => clearInterval(timer);
  }, [pool, everyMs, keys, now, moment]);
  const views = useSyncExternalStore(pool.subscribe, pool.views);
  return questions.map((_, place) => {
    const query = pool.at(place);
    return { ...(views[place] ?? query.store.getState()), again: query.again, cancel: query.cancel };
  });
}

export function usePanelQuery<T>(question: PanelQuestion<T> | null, everyMs: number): PanelHold<T> {
  const [hold] = usePanelQueries([question], everyMs);
  if (hold === undefined) throw new Error('one question has one answer');
  return hold;
}

interface Pool<T> {
  at: (place: number) => PanelQuery<T>;
  all: () => readonly PanelQuery<T>[];
  want: (questions: PanelWishes<T>) => void;
  subscribe: (onChange: () => void) => () => void;
  views: () => readonly PanelView<T>[];
}

function usePool<T>(): Pool<T> {
  const { link, now } = useConsole();
  const [pool] = useState(() => createPool<T>(link.client, now));
  return pool;
}

function createPool<T>(client: LinkStore['client'], now: () => number): Pool<T> {
  const queries: PanelQuery<T>[] = [];
  const listeners = new Set<() => void>();
  let views: readonly PanelView<T>[] = [];
  const changed = (): void => {
    views = queries.map(({ store }) => store.getState());
    for (const listener of listeners) listener();
  };
  const at = (place: number): PanelQuery<T> => {
    const known = queries[place];
    if (known !== undefined) return known;
    const turn = {};
    const query = createPanelQuery<T>({
      client,
      now,
      later,
      takeTurn: (run) => pageTurns.ask(turn, run),
      quiet: pageQuiet,
    });
    queries[place] = query;
    query.store.subscribe(changed);
    return query;
  };
  return {
    at,
    all: () => queries,
    views: () => views,
    want: (questions) => {
      questions.forEach((question, place) => at(place).want(question));
      for (const query of queries.slice(questions.length)) query.want(null);
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
