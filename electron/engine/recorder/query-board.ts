// Which queries are recorded and who wants it: people by name, and whatever asks the same question all the time. Looks at
// each when it is time. One expression is one query, whoever wants it.
import { createHash } from 'node:crypto';
import { OpsError } from '#shared/model/ops-error.ts';
import { usualIntervalMs, type NamedQueryInput, type QueryOrigin, type RecordedQuery } from '#shared/model/recorder/named-query.ts'; // prettier-ignore
import { createFeed, type Feed } from '../feeds/feed.ts';
import { listNamedQueries, putNamedQuery, type NamedQueryRow } from '../store/sample-rows.ts';
import { createQueryRecorder, type QueryRecorder, type QueryRecorderOptions } from './query-recorder.ts';
import type { QueryFields } from './named-queries.ts';

/** An expression that something judges by. */
export interface WantedQuery {
  expr: string;
  name: string;
  origin: QueryOrigin;
}

export interface QueryBoard {
  feed: Pick<Feed<RecordedQuery>, 'subscribe'>;
  /** Its key. @throws OpsError `not_found`, `conflict` where there are too many */
  save: (input: NamedQueryInput, by: string) => Promise<string>;
  /** Not asked any more for people; what is recorded stays. @throws OpsError `conflict` where something else wants it. */
  remove: (key: string, by: string) => Promise<void>;
  close: () => void;
}

export interface QueryBoardOptions extends Omit<QueryRecorderOptions, 'writer'> {
  writer: QueryRecorderOptions['writer'];
  later: (callback: () => void, ms: number) => () => void;
  wanted: () => readonly WantedQuery[];
}

const tickMs = 1000;
/** How often it is asked what is wanted, and told how much is there. */
const wantedEveryMs = 5000;
const mostQueries = 200;
/** At once, so that panels get their turn with the server. */
const looksAtOnce = 3;

export function createQueryBoard(options: QueryBoardOptions): QueryBoard {
  const { read, writer, journal, now, later, onDefect } = options;
  const feed = createFeed<RecordedQuery>();
  const ended = new AbortController();
  const recorders = new Map<string, QueryRecorder>();
  const looking = new Set<string>();
  const rows = new Map(listNamedQueries(read).map((row) => [row.key, row]));
  /** As published last. */
  const shown = new Map<string, string>();
  let refused = 0;
  let wantedAt = -Infinity;

  const publish = (recorder: QueryRecorder): void => {
    const next = recorder.shown();
    const text = JSON.stringify(next);
    if (shown.get(next.key) === text) return;
    shown.set(next.key, text);
    feed.publish([next]);
  };
  const begin = (row: NamedQueryRow): void => {
    recorders.get(row.key)?.close();
    rows.set(row.key, row);
    if (row.endedAt !== null) {
      recorders.delete(row.key);
      shown.delete(row.key);
      feed.publish([], [row.key]);
      return;
    }
    const recorder = createQueryRecorder(row, options);
    recorders.set(row.key, recorder);
    publish(recorder);
  };
  const put = async (
    row: Omit<NamedQueryRow, 'no'>,
    told: { type: 'query.saved' | 'query.removed'; by: string },
  ): Promise<void> => {
    const { name, origins } = JSON.parse(row.fields) as QueryFields;
    const data = { key: row.key, expr: row.expr, name, origins };
    const no = await writer.write(told.by === 'engine' ? 'telemetry' : 'audit', (db) => {
      journal.append(db, { type: told.type, source: told.by === 'engine' ? 'engine' : `person:${told.by}`, subject: name, data }); // prettier-ignore
      return putNamedQuery(db, row);
    });
    begin({ ...row, no });
  };
  const fieldsOf = (key: string): QueryFields | null => {
    const row = rows.get(key);
    return row === undefined || row.endedAt !== null ? null : (JSON.parse(row.fields) as QueryFields);
  };
  /** Without any origin it ends. */
  const reput = (key: string, fields: QueryFields, by: string): Promise<void> => {
    const row = rows.get(key);
    if (row === undefined) return Promise.resolve();
    const endedAt = fields.origins.length === 0 ? now() : null;
    return put({ ...row, fields: JSON.stringify(fields), endedAt }, { type: endedAt === null ? 'query.saved' : 'query.removed', by }); // prettier-ignore
  };

  /** What triggers and criteria judge by is recorded as long as they are there. */
  const followWanted = async (): Promise<void> => {
    const wanted = new Map<string, WantedQuery[]>();
    for (const one of options.wanted()) {
      const key = keyOf(one.expr);
      wanted.set(key, [...(wanted.get(key) ?? []), one]);
    }
    for (const [key, all] of wanted) {
      const before = fieldsOf(key);
      const people = before?.origins.filter(({ kind }) => kind === 'person') ?? [];
      const origins = [...people, ...all.map(({ origin }) => origin)];
      if (before !== null && JSON.stringify(before.origins) === JSON.stringify(origins)) continue;
      const [first] = all;
      if (first === undefined || (before === null && isFull())) continue;
      const fields = before ?? { name: first.name, unit: '', intervalMs: usualIntervalMs, origins };
      await put({ key, expr: first.expr.trim(), fields: JSON.stringify({ ...fields, origins }), savedAt: now(), endedAt: null }, { type: 'query.saved', by: 'engine' }); // prettier-ignore
    }
    for (const key of recorders.keys()) {
      const before = fieldsOf(key);
      const people = before?.origins.filter(({ kind }) => kind === 'person') ?? [];
      if (before !== null && !wanted.has(key) && people.length < before.origins.length)
        await reput(key, { ...before, origins: people }, 'engine');
    }
  };
  const isFull = (): boolean => {
    if (recorders.size < mostQueries) return false;
    if (refused++ === 0) onDefect(new OpsError('conflict', `More than ${mostQueries} queries are to be recorded; the others are not.`)); // prettier-ignore
    return true;
  };

  const tick = async (): Promise<void> => {
    const at = now();
    if (at - wantedAt >= wantedEveryMs) {
      wantedAt = at;
      await followWanted();
      for (const recorder of recorders.values()) publish(recorder);
    }
    const due = [...recorders.values()].filter(({ row, dueAt }) => dueAt() <= now() && !looking.has(row.key));
    for (const recorder of due.toSorted((a, b) => a.dueAt() - b.dueAt()).slice(0, looksAtOnce - looking.size)) {
      looking.add(recorder.row.key);
      void recorder.look(ended.signal).then(() => {
        looking.delete(recorder.row.key);
        if (!ended.signal.aborted && looking.size < looksAtOnce) again(0);
      });
    }
  };
  let stop = (): void => undefined;
  const again = (ms: number): void => {
    stop();
    stop = later(() => {
      void tick()
        .catch(onDefect)
        .then(() => {
          if (!ended.signal.aborted) again(tickMs);
        });
    }, ms);
  };
  for (const row of rows.values()) if (row.endedAt === null) begin(row);
  again(tickMs);

  return {
    feed,
    save: async (input, by) => {
      const key = keyOf(input.expr);
      if (input.key !== null && fieldsOf(input.key) === null) throw notThere();
      if (fieldsOf(key) === null && recorders.size >= mostQueries) throw new OpsError('conflict', `At most ${mostQueries} queries are recorded; remove one first.`); // prettier-ignore
      // Of another expression it is another query: what was recorded of the old one stays under that.
      if (input.key !== null && input.key !== key) await withoutPeople(input.key, by);
      const others = fieldsOf(key)?.origins.filter(({ kind }) => kind !== 'person') ?? [];
      const { name, unit, intervalMs } = input;
      const fields: QueryFields = { name, unit, intervalMs, origins: [{ kind: 'person', name: by }, ...others] };
      await put({ key, expr: input.expr.trim(), fields: JSON.stringify(fields), savedAt: now(), endedAt: null }, { type: 'query.saved', by }); // prettier-ignore
      return key;
    },
    remove: async (key, by) => {
      const before = fieldsOf(key);
      if (before === null) throw notThere();
      const judged = before.origins.filter(({ kind }) => kind !== 'person');
      if (judged.length === before.origins.length)
        throw new OpsError('conflict', `It is recorded because ${judged.map(({ kind, name }) => `the ${kind} "${name}"`).join(' and ')} is judged by it.`); // prettier-ignore
      await withoutPeople(key, by);
    },
    close: () => {
      ended.abort();
      stop();
      for (const recorder of recorders.values()) recorder.close();
    },
  };

  async function withoutPeople(key: string, by: string): Promise<void> {
    const before = fieldsOf(key);
    if (before !== null) await reput(key, { ...before, origins: before.origins.filter(({ kind }) => kind !== 'person') }, by); // prettier-ignore
  }
}

const notThere = (): OpsError => new OpsError('not_found', 'There is no such query; it may have been removed.');

const keyOf = (expr: string): string => createHash('sha256').update(expr.trim()).digest('hex').slice(0, 16);
