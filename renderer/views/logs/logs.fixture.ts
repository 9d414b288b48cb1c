// For tests of the logs on the screen: a log in memory that answers windows as the engine does, and a status to go with it.
import type { LogFilter, LogRow, LogStatus, LogView, LogWindow } from '#shared/model/log-lines.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from '../../client/fake-engine.fixture.ts';
import { someNow } from '../readiness/readiness.fixture.ts';

export function someRow(index: number, change: Partial<LogRow> = {}): LogRow {
  return {
    place: index,
    index,
    kind: 'line',
    stream: 0,
    at: someNow - 1000 + index,
    nanos: 0,
    std: 'out',
    level: 'info',
    text: `line ${index}`,
    chars: 8,
    cut: false,
    late: false,
    count: 0,
    marks: [],
    ...change,
  };
}

export interface FakeLog {
  given: Partial<FakeEngine>;
  /** Adds rows and tells the screen. */
  add: (...rows: LogRow[]) => void;
  tell: (change?: Partial<LogStatus>) => void;
  /** Every window that was asked for. */
  asked: { filter: LogFilter; from: number | { index: number } | 'end'; count: number }[];
}

/** `only` with words is honoured, levels are; other parts of a filter are not. */
export function fakeLog(first: LogRow[], status: Partial<LogStatus> = {}): FakeLog {
  const rows = [...first];
  const asked: FakeLog['asked'] = [];
  let revision = 1;
  let present: LogFilter | null = null;
  const has = (row: LogRow, text: string): boolean => row.text.toLowerCase().includes(text.toLowerCase());
  const shown = ({ search, only, levels }: LogFilter): LogRow[] =>
    rows
      .filter((row) => levels.length === 0 || levels.includes(row.level) || row.kind !== 'line')
      .filter((row) => search === null || !only || has(row, search.text))
      .map((row, place) => ({ ...row, place }));
  const viewOf = (filter: LogFilter | null): LogView => {
    const end = filter === null ? rows.length : shown(filter).length;
    const search = filter?.search ?? null;
    return { first: 0, end, matches: search === null ? null : rows.filter((row) => has(row, search.text)).length, behind: 0 }; // prettier-ignore
  };
  const statusNow = (change: Partial<LogStatus> = {}): LogStatus => ({
    key: 'log',
    openedAt: someNow,
    read: rows.length,
    firstHeld: 0,
    heldBytes: 2048,
    limitBytes: 1,
    dropped: 0,
    redactions: 3,
    waiting: 0,
    linesPerSecond: 12,
    reason: '',
    streams: [{ number: 0, name: 'web', state: 'live', reason: '', lines: rows.length, dropped: 0, lastAt: null }],
    view: viewOf(present),
    ...status,
    ...change,
  });
  const logStatus: FakeFeed<LogStatus> = fakeFeed(() => [statusNow()]);
  const tell = (change: Partial<LogStatus> = {}): void => {
    const since = revision++;
    logStatus.send({ kind: 'change', since, revision, upserts: [statusNow(change)], removes: [] });
  };
  const logWindow: FakeEngine['logWindow'] = (filter, from, count): LogWindow => {
    asked.push({ filter, from, count });
    present = filter;
    const all = shown(filter);
    const begin = from === 'end' ? Math.max(0, all.length - count) : typeof from === 'number' ? from : all.findIndex(({ index }) => index >= from.index); // prettier-ignore
    return { rows: all.slice(begin, begin + count), view: viewOf(filter) };
  };
  return {
    asked,
    tell,
    add: (...more) => {
      rows.push(...more);
      tell();
    },
    given: {
      logStatus,
      logWindow,
      logRow: (index) => rows[index] ?? someRow(index),
      logFind: (filter, from, direction) => {
        const places = shown(filter).filter((row) => has(row, filter.search?.text ?? '')).map(({ place }) => place); // prettier-ignore
        return (direction === 'next' ? places.find((place) => place > from) : places.findLast((place) => place < from)) ?? null; // prettier-ignore
      },
      logExport: () => rows.map(({ text }) => `${text}\n`).join(''),
    },
  };
}
