// The log on the screen: opened for the target in the address, its status followed, and the rows in sight asked for, at
// most ten times a second. Pausing only stops the screen; the engine reads on.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogFilter, LogId, LogRow, LogStatus, LogTarget, LogView } from '#shared/model/log-lines.ts';
import type { FeedMessage } from '#shared/model/feed.ts';
import { searchProblem } from '#shared/model/log-search.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';
import { filterOf, lookOf, openingOf, targetOf } from './log-place.ts';
import type { Place } from './place.ts';

export interface LogShown {
  /** Whose log; null while none is chosen. */
  target: LogTarget | null;
  filter: LogFilter;
  rows: readonly LogRow[];
  /** Of the filter, as the last answer said; null before the first. */
  view: LogView | null;
  /** The last lines are shown, and go on. */
  following: boolean;
  /** Where the filter ended when following stopped. */
  pausedAt: number;
  /** The place that is to be brought into sight; `asked` counts the wishes. */
  wish: { place: number; asked: number } | null;
  /** Places marked by hand, and the one that was first. */
  marked: { from: number; to: number } | null;
  /** The line that is shown in full. */
  opened: LogRow | null;
  /** Why the rows could not be had, e.g. a pattern that is refused; empty when they could. */
  problem: string;
}

export interface LogStore {
  store: StoreApi<LogShown>;
  status: FeedStore<LogStatus>;
  /** To be called with every change of the address. A log out of sight is read on, and no rows are asked for. */
  look: (place: Pick<Place, 'view' | 'log' | 'logAs'>) => void;
  /** The rows in sight; asked for unless they are here. */
  want: (from: number, count: number) => void;
  setFollowing: (on: boolean) => void;
  mark: (place: number, extend: boolean) => void;
  clearMarks: () => void;
  /** The next line with the searched words, after what is marked or in sight. */
  find: (direction: 'next' | 'previous') => Promise<boolean>;
  open: (index: number | null) => Promise<void>;
  /** Every piece of the export in order, until it is whole. */
  exportPieces: () => AsyncGenerator<string, void>;
  /** The rows of the marked places, at most so many. */
  markedRows: (limit: number) => Promise<LogRow[]>;
  connect: (client: EngineClient | null, reason: string) => void;
}

const betweenMs = 100;
const margin = 60;
const mostRows = 500;
const nothing = (target: LogTarget | null, filter: LogFilter): LogShown => ({
  target,
  filter,
  rows: [],
  view: null,
  following: true,
  pausedAt: 0,
  wish: null,
  marked: null,
  opened: null,
  problem: filter.search === null ? '' : (searchProblem(filter.search) ?? ''),
});

export function createLogStore(clock: FeedClock): LogStore {
  const store = createStore<LogShown>(() => nothing(null, filterOf(lookOf(''))));
  const status = createFeedStore<LogStatus>(clock);
  let engine: EngineClient | null = null;
  let logId: LogId | null = null;
  let opening = '';
  let sight = { from: 0, count: 60 };
  /** The row that stays in sight when the filter changes. */
  let anchor: number | null = null;
  let asking = false;
  let due = false;
  let wishes = 0;
  let inSight = false;

  async function* listen(
    asked: Parameters<EngineClient['logs']['open']>[0],
    client: EngineClient,
    signal: AbortSignal,
  ) {
    if (logId !== null) {
      // The same log again, where the engine still has it.
      try {
        return yield* await client.logs.status({ logId }, { signal });
      } catch (error) {
        if (signal.aborted || refusalOf(error).code !== 'not_found') throw error;
      }
    }
    const opened = await client.logs.open(asked);
    if (signal.aborted) return void client.logs.close(opened).catch(() => undefined);
    ({ logId } = opened);
    yield* (await client.logs.status({ logId }, { signal })) as AsyncGenerator<FeedMessage<LogStatus>>;
  }

  const reopen = (target: LogTarget | null, as: string): void => {
    // A close that does not arrive is made up for by the engine itself, a while later.
    if (logId !== null) engine?.logs.close({ logId }).catch(() => undefined);
    logId = null;
    const look = lookOf(as);
    store.setState(nothing(target, filterOf(look)));
    if (target === null) return status.follow(null);
    const asked = openingOf(target, look, clock.now());
    status.follow(async (client, signal) => listen(asked, client, signal));
  };

  const covered = ({ rows, view }: LogShown): boolean => {
    if (view === null) return false;
    const from = Math.max(view.first, sight.from);
    const to = Math.min(view.end, sight.from + sight.count);
    return from >= to || ((rows[0]?.place ?? Infinity) <= from && (rows.at(-1)?.place ?? -1) >= to - 1);
  };
  /** Asks for what is in sight; one question at a time, and the next one not before its time. */
  const ask = async (): Promise<void> => {
    if (asking) return void (due = true);
    const shown = store.getState();
    const refused = shown.filter.search !== null && searchProblem(shown.filter.search) !== null;
    if (engine === null || logId === null || !inSight || refused) return;
    asking = true;
    due = false;
    const { filter, following } = shown;
    const count = Math.min(mostRows, sight.count + (following ? 10 : 2 * margin));
    const from = following ? 'end' : anchor !== null ? { index: anchor } : Math.max(0, sight.from - margin);
    const seeks = anchor !== null && !following;
    try {
      const { rows, view } = await engine.logs.window({ logId, filter, from, count });
      if (store.getState().filter === filter) take(rows, view, seeks);
    } catch (error) {
      if (store.getState().filter === filter) store.setState({ problem: refusalOf(error).message });
    }
    clock.later(() => {
      asking = false;
      if (due) void ask();
    }, betweenMs);
  };
  const take = (rows: LogRow[], view: LogView, seeks: boolean): void => {
    // A row does not change: the same object again spares drawing it again.
    const before = new Map(store.getState().rows.map((row) => [row.index, row]));
    store.setState({ rows: rows.map((row) => before.get(row.index) ?? row), view, problem: '' });
    if (!seeks || view.behind > 0) return;
    anchor = null;
    store.setState({ pausedAt: view.end, wish: { place: rows[0]?.place ?? view.end, asked: ++wishes } });
  };

  status.store.subscribe(({ entries }) => {
    const told = entries.get('log');
    if (told === undefined) return;
    const shown = store.getState();
    const last = shown.view;
    const moved = last === null || told.view.end !== last.end || told.view.first !== last.first || told.view.behind > 0 || last.behind > 0; // prettier-ignore
    if (shown.following ? moved : anchor !== null || !covered({ ...shown, view: told.view })) void ask();
    // While paused only the numbers move.
    else if (moved && shown.problem === '') store.setState({ view: told.view });
  });

  return {
    store,
    status,
    look: ({ view, log, logAs: as }) => {
      const target = targetOf(log);
      const look = lookOf(as);
      const appears = view === 'logs' && !inSight;
      inSight = view === 'logs';
      const key = target === null ? '' : JSON.stringify([target, look.since, look.previous]);
      if (key !== opening) {
        opening = key;
        anchor = null;
        return reopen(target, as);
      }
      const filter = filterOf(look);
      const before = store.getState();
      if (target === null) return;
      if (JSON.stringify(filter) === JSON.stringify(before.filter)) return void (appears && ask());
      if (!before.following)
        anchor = before.rows.find(({ place }) => place >= (before.marked?.to ?? sight.from))?.index ?? null;
      const problem = filter.search === null ? null : searchProblem(filter.search);
      store.setState({ filter, rows: [], view: null, marked: null, problem: problem ?? '' });
      void ask();
    },
    want: (from, count) => {
      sight = { from, count };
      if (!store.getState().following && !covered(store.getState())) void ask();
    },
    setFollowing: (on) => {
      const { following, view } = store.getState();
      if (following === on) return;
      anchor = null;
      store.setState({ following: on, pausedAt: view?.end ?? 0, ...(on && { marked: null }) });
      if (on) void ask();
    },
    mark: (place, extend) => {
      const { marked, following, view } = store.getState();
      const from = extend && marked !== null ? marked.from : place;
      store.setState({ marked: { from, to: place }, ...(following && { following: false, pausedAt: view?.end ?? 0 }) });
    },
    clearMarks: () => store.setState({ marked: null }),
    find: async (direction) => {
      const { filter, marked, view, following } = store.getState();
      if (engine === null || logId === null || filter.search === null) return false;
      const edge = following ? (view?.end ?? 0) : direction === 'next' ? sight.from - 1 : sight.from;
      const { place } = await engine.logs.find({ logId, filter, from: marked?.to ?? edge, direction });
      if (place === null) return false;
      anchor = null;
      store.setState({ following: false, marked: { from: place, to: place }, wish: { place, asked: ++wishes } });
      if (following) store.setState({ pausedAt: view?.end ?? 0 });
      return true;
    },
    open: async (index) => {
      if (index === null || engine === null || logId === null) return store.setState({ opened: null });
      store.setState({ opened: await engine.logs.row({ logId, index }) });
    },
    exportPieces: async function* () {
      const { filter } = store.getState();
      if (engine === null || logId === null) return;
      let cursor: Awaited<ReturnType<EngineClient['logs']['export']>>['next'] = null;
      do {
        const piece: Awaited<ReturnType<EngineClient['logs']['export']>> = await engine.logs.export({ logId, filter, cursor }); // prettier-ignore
        yield piece.text;
        cursor = piece.next;
      } while (cursor !== null);
    },
    markedRows: async (limit) => {
      const { filter, marked } = store.getState();
      if (engine === null || logId === null || marked === null) return [];
      const first = Math.min(marked.from, marked.to);
      const count = Math.min(limit, Math.abs(marked.to - marked.from) + 1);
      const rows: LogRow[] = [];
      for (let from = first; from < first + count; from += mostRows) {
        const piece = await engine.logs.window({
          logId,
          filter,
          from,
          count: Math.min(mostRows, first + count - from),
        });
        rows.push(...piece.rows);
      }
      return rows;
    },
    connect: (client, reason) => {
      engine = client;
      status.connect(client, reason);
    },
  };
}
