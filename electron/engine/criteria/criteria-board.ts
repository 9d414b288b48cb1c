// Sets of success criteria: imported, judged when asked or watched, ticked by people; all of it recorded.
import type { CriterionEvent, ImportedDefinition } from '#shared/contract/criteria.ts';
import { criterionText, type Criterion } from '#shared/model/criteria/criterion.ts';
import type { CriterionTick, Standing, WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { Journal, NewEvent } from '../journal/journal.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import { criterionEvents, deleteDefinition, deleteStanding, indexCriterionEvents, listDefinitions, listStandings, putDefinition, putStanding } from '../store/criteria-rows.ts'; // prettier-ignore
import type { ReadDb, WriteDb } from '../store/database.ts';
import type { Durability, Writer } from '../store/writer.ts';
import type { Failing } from './failing-notices.ts';
import { readCriteriaFile } from './criteria-file.ts';
import { redefinedSet, rowOfSet, setOfRow, showSet, standingOf, takeStanding, type KnownSet, type KnownStanding } from './known-set.ts'; // prettier-ignore
import { lookAtCriterion } from './look-at-criterion.ts';
import { createRounds } from './rounds.ts';

export interface CriteriaBoard {
  feed: Pick<Feed<WatchedSet>, 'subscribe' | 'get'>;
  /** Of a file with problems nothing is taken; a set of the same name is replaced. */
  import: (file: string, text: string, by: string) => Promise<ImportedDefinition>;
  remove: (key: string, by: string) => Promise<void>;
  watch: (key: string, watched: boolean) => Promise<void>;
  /** Judges all of a set. What was asked for by a person is recorded whole, the rest where it changed. */
  judge: (key: string, asked: boolean) => Promise<void>;
  tick: (word: { key: string; criterion: string } & Omit<CriterionTick, 'atMs'>) => Promise<void>;
  untick: (word: { key: string; criterion: string; by: string }) => Promise<void>;
  history: (key: string, criterion: string) => CriterionEvent[];
  close: () => void;
}

export interface BoardOptions {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  reader: MetricsReader;
  now: () => number;
  later: (callback: () => void, ms: number) => () => void;
  /** Words of a server may hold secrets. */
  safeText: (text: string) => string;
  onDefect: (error: unknown) => void;
  /** Told after each judgement of what fails now; by default nobody is. */
  onFailing?: (failing: Failing) => void;
}

const historyLimit = 100;
const mostSets = 200;

export function createCriteriaBoard(options: BoardOptions): CriteriaBoard {
  const { read, writer, journal, reader, now, onDefect } = options;
  const known = load(read, onDefect);
  const feed = createFeed<WatchedSet>();
  const closed = new AbortController();
  const rounds = createRounds({
    ...options,
    judge: (key, asked) => judge(key, asked),
    everyMs: (key) => everyMs(get(key)),
    onEnded: (key) => {
      const set = known.get(key);
      if (set) publish(set);
    },
  });

  const get = (key: string): KnownSet => {
    const found = known.get(key);
    if (!found) throw new OpsError('not_found', 'There is no such set of criteria; it may have been removed.');
    return found;
  };
  const find = (key: string, id: string): { set: KnownSet; criterion: Criterion } => {
    const set = get(key);
    const criterion = set.set.criteria.find((one) => one.id === id);
    if (!criterion)
      throw new OpsError('not_found', `The set has no criterion "${id}"; it may have been imported anew.`);
    return { set, criterion };
  };
  const publish = (set: KnownSet): void => feed.publish([showSet(set, { judging: rounds.underWay(set.key), place: reader.place() })]); // prettier-ignore
  const write = async (durability: Durability, task: (db: WriteDb) => void): Promise<void> => {
    await writer.write(durability, task);
  };
  const keep = (db: WriteDb, set: KnownSet, news: { id: string; event: NewEvent }[]): void => {
    if (news.length === 0) return;
    const first = journal.appendAll(db, news.map(({ event }) => event)); // prettier-ignore
    indexCriterionEvents(db, set.key, news.map(({ id }) => id), first); // prettier-ignore
  };

  const judge = async (key: string, asked: boolean): Promise<void> => {
    const set = get(key);
    publish(set);
    const judged = await Promise.all(
      set.set.criteria
        .filter(({ metric }) => metric.kind !== 'manual')
        .map(async (criterion) => ({ criterion, standing: await lookAtCriterion(criterion, { reader, nowMs: now(), signal: closed.signal }) })), // prettier-ignore
    );
    // Imported anew meanwhile, or removed: what was seen belongs to nothing.
    if (known.get(key) !== set || closed.signal.aborted) return;
    const news = judged.flatMap(({ criterion, standing }) => settle(set, criterion, safe(standing, options.safeText), asked)); // prettier-ignore
    await write(asked ? 'audit' : 'telemetry', (db) => {
      for (const { criterion } of judged) putStanding(db, rowOfStanding(set, criterion));
      keep(db, set, news);
    });
    // Who asked sees it on the screen; what is judged while nobody looks is told.
    if (set.watched) options.onFailing?.(failingOf(set, asked ? [] : news));
  };
  for (const set of known.values()) {
    publish(set);
    if (set.watched) rounds.begin(set.key);
  }
  const say = async (
    set: KnownSet,
    criterion: Criterion,
    tick: CriterionTick | null,
    event: NewEvent,
  ): Promise<void> => {
    const before = standingOf(set, criterion);
    const after: KnownStanding = { ...before, tick, sinceMs: tick?.atMs ?? null };
    await write('audit', (db) => {
      putStanding(db, { key: set.key, criterion: criterion.id, standing: JSON.stringify(after) });
      keep(db, set, [{ id: criterion.id, event }]);
    });
    set.standings.set(criterion.id, after);
    publish(set);
  };

  return {
    feed,
    import: async (file, text, by) => {
      const result = readCriteriaFile(text);
      if ('problems' in result) return { key: null, updated: false, problems: result.problems };
      const set = result.value;
      const fresh: KnownSet = { key: set.name, set, file, savedAtMs: now(), watched: false, standings: new Map() };
      const before = known.get(fresh.key);
      if (!before && known.size >= mostSets) throw new OpsError('too_large', `At most ${mostSets} sets are kept.`);
      const after = before ? redefinedSet(before, fresh) : fresh;
      await write('audit', (db) => {
        putDefinition(db, 'criteria', rowOfSet(after));
        const gone = [...(before?.standings.keys() ?? [])].filter((id) => !after.standings.has(id));
        for (const id of gone) deleteStanding(db, after.key, id);
        journal.append(db, { type: 'criteria.imported', source: `person:${by}`, subject: set.name, data: { key: after.key, by, file, set: set as unknown as Json } }); // prettier-ignore
      });
      known.set(after.key, after);
      publish(after);
      return { key: after.key, updated: before !== undefined, problems: [] };
    },
    remove: async (key, by) => {
      get(key);
      await write('audit', (db) => {
        deleteDefinition(db, key);
        journal.append(db, { type: 'criteria.removed', source: `person:${by}`, subject: key, data: { key, by } });
      });
      rounds.end(key);
      known.delete(key);
      feed.publish([], [key]);
    },
    watch: async (key, watched) => {
      const set = get(key);
      await write('audit', (db) => putDefinition(db, 'criteria', rowOfSet({ ...set, watched })));
      set.watched = watched;
      if (watched) rounds.begin(key);
      else rounds.end(key);
      publish(set);
    },
    judge: async (key, asked) => {
      get(key);
      await rounds.judge(key, asked);
    },
    tick: async ({ key, criterion: id, outcome, by, note }) => {
      const { set, criterion } = find(key, id);
      if (criterion.metric.kind !== 'manual') throw new OpsError('conflict', 'This criterion is judged by its metric; nobody can tick it.'); // prettier-ignore
      const tick = { outcome, by, note, atMs: now() };
      await say(set, criterion, tick, { type: 'criterion.ticked', source: `person:${by}`, subject: `${key}/${id}`, data: { key, criterion: id, outcome, by, note, words: criterion.originalWords } }); // prettier-ignore
    },
    untick: async ({ key, criterion: id, by }) => {
      const { set, criterion } = find(key, id);
      if (standingOf(set, criterion).tick === null) return;
      await say(set, criterion, null, { type: 'criterion.unticked', source: `person:${by}`, subject: `${key}/${id}`, data: { key, criterion: id, by } }); // prettier-ignore
    },
    history: (key, criterion) => criterionEvents(read, key, criterion, historyLimit).map(historyOf),
    close: () => {
      closed.abort();
      rounds.close();
    },
  };
}

/** Twenty times a window, from half a minute to five. */
function everyMs({ set }: KnownSet): number {
  const shortest = Math.min(...set.criteria.map(({ windowMs }) => windowMs));
  return Math.min(300_000, Math.max(30_000, shortest / 20));
}

/** Takes up what was seen, and says what of it is news. */
function settle(set: KnownSet, criterion: Criterion, standing: Standing, asked: boolean) {
  const before = standingOf(set, criterion);
  const changed = before.standing?.outcome !== standing.outcome;
  const sinceMs = changed ? standing.judgedAtMs : before.sinceMs;
  set.standings.set(criterion.id, { ...before, text: criterionText(criterion), standing, sinceMs });
  if (!changed && !asked) return [];
  const data: Record<string, Json> = { key: set.key, criterion: criterion.id, asked, ...standing };
  const event: NewEvent = { type: 'criterion.judged', source: 'engine', subject: `${set.key}/${criterion.id}`, time: standing.judgedAtMs, data }; // prettier-ignore
  return [{ id: criterion.id, event }];
}

/** @param news of this judgement: what of it fails did not before. */
function failingOf(set: KnownSet, news: readonly { id: string }[]): Failing {
  const fresh = new Set(news.map(({ id }) => id));
  const criteria = set.set.criteria.flatMap((criterion) => {
    const { standing } = standingOf(set, criterion);
    return standing?.outcome === 'fail' ? [{ id: criterion.id, words: `${criterion.title}: ${standing.reason}`, fresh: fresh.has(criterion.id) }] : []; // prettier-ignore
  });
  return { about: 'criteria', key: set.key, title: set.set.title, criteria };
}

function rowOfStanding(set: KnownSet, criterion: Criterion) {
  return { key: set.key, criterion: criterion.id, standing: JSON.stringify(standingOf(set, criterion)) };
}

function safe(standing: Standing, safeText: BoardOptions['safeText']): Standing {
  return { ...standing, reason: safeText(standing.reason), notes: standing.notes.map(safeText) };
}

export function historyOf({ id, type, time, data }: ReturnType<typeof criterionEvents>[number]): CriterionEvent {
  const { outcome = null, reason, note = '', value = null, by = null, n = null } = data as Partial<Standing> & { note?: string; by?: string | null }; // prettier-ignore
  return { key: id, type, atMs: time, outcome, words: reason ?? note, value, n, by };
}

function load(read: ReadDb, onDefect: BoardOptions['onDefect']): Map<string, KnownSet> {
  const known = new Map<string, KnownSet>();
  for (const row of listDefinitions(read, 'criteria')) {
    try {
      known.set(row.key, setOfRow(row));
    } catch (error) {
      onDefect(error);
    }
  }
  for (const row of listStandings(read, 'criteria')) {
    const set = known.get(row.key);
    if (set) takeStanding(set, row);
  }
  return known;
}
