// Objectives: imported or written, judged when asked or watched, and recorded where their state changes.
import type { ImportedDefinition } from '#shared/contract/criteria.ts';
import { objectiveSchema, objectiveStandingSchema, type Objective, type ObjectiveStanding, type WatchedObjective } from '#shared/model/criteria/objective.ts'; // prettier-ignore
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { BoardOptions } from '../criteria/criteria-board.ts';
import { createRounds } from '../criteria/rounds.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import { deleteDefinition, deleteStanding, listDefinitions, listStandings, putDefinition, putStanding } from '../store/criteria-rows.ts'; // prettier-ignore
import { lookAtObjective } from './look-at-objective.ts';
import { checkObjective, readObjectivesFile } from './objective-file.ts';

export interface ObjectiveBoard {
  feed: Pick<Feed<WatchedObjective>, 'subscribe' | 'get'>;
  /** Of a file with problems nothing is taken; objectives of the same name are replaced. The key is that of the first. */
  import: (file: string, text: string, by: string) => Promise<ImportedDefinition>;
  save: (objective: Objective, by: string) => Promise<{ key: string }>;
  remove: (key: string, by: string) => Promise<void>;
  watch: (key: string, watched: boolean) => Promise<void>;
  judge: (key: string, asked: boolean) => Promise<void>;
  close: () => void;
}

interface Known {
  key: string;
  objective: Objective;
  file: string;
  savedAtMs: number;
  watched: boolean;
  standing: ObjectiveStanding | null;
  sinceMs: number | null;
}

const mostObjectives = 200;
/** Counting the events of a month is work for the server. */
const everyMs = 300_000;
/** Criteria and objectives are kept in one table. */
const keyOf = (name: string): string => `objective:${name}`;
const whole = '';

export function createObjectiveBoard(options: BoardOptions): ObjectiveBoard {
  const { writer, journal, reader, now, safeText } = options;
  const known = load(options);
  const feed = createFeed<WatchedObjective>();
  const closed = new AbortController();
  const get = (key: string): Known => {
    const found = known.get(key);
    if (!found) throw new OpsError('not_found', 'There is no such objective; it may have been removed.');
    return found;
  };
  const publish = (one: Known): void => feed.publish([{ ...one, judging: rounds.underWay(one.key), place: reader.place() }]); // prettier-ignore

  const judge = async (key: string, asked: boolean): Promise<void> => {
    const one = get(key);
    publish(one);
    const seen = await lookAtObjective(one.objective, { reader, nowMs: now(), signal: closed.signal });
    if (known.get(key) !== one || closed.signal.aborted) return;
    const standing = { ...seen, reason: safeText(seen.reason) };
    const changed = one.standing?.state !== standing.state;
    one.standing = standing;
    if (changed) one.sinceMs = standing.judgedAtMs;
    const { state, reason, budget } = standing;
    const data: Record<string, Json> = { key, state, reason, budget, asked };
    await writer.write(asked ? 'audit' : 'telemetry', (db) => {
      putStanding(db, { key, criterion: whole, standing: JSON.stringify({ standing, sinceMs: one.sinceMs }) });
      if (changed || asked) journal.append(db, { type: 'objective.judged', source: 'engine', subject: one.objective.name, data }); // prettier-ignore
    });
  };
  const rounds = createRounds({
    ...options,
    judge,
    everyMs: () => everyMs,
    onEnded: (key) => {
      const one = known.get(key);
      if (one) publish(one);
    },
  });
  for (const one of known.values()) {
    publish(one);
    if (one.watched) rounds.begin(one.key);
  }
  const adopt = async (objectives: readonly Objective[], file: string, by: string): Promise<boolean> => {
    const fresh = objectives.map((objective): Known => {
      const before = known.get(keyOf(objective.name));
      const same = before && JSON.stringify(before.objective) === JSON.stringify(objective);
      const kept = { watched: before?.watched ?? false, standing: same ? before.standing : null, sinceMs: same ? before.sinceMs : null }; // prettier-ignore
      return { key: keyOf(objective.name), objective, file, savedAtMs: now(), ...kept };
    });
    const updated = fresh.some(({ key }) => known.has(key));
    if (new Set([...known.keys(), ...fresh.map(({ key }) => key)]).size > mostObjectives) throw new OpsError('too_large', `At most ${mostObjectives} objectives are kept.`); // prettier-ignore
    await writer.write('audit', (db) => {
      for (const one of fresh) {
        putDefinition(db, 'objective', rowOf(one));
        if (one.standing === null) deleteStanding(db, one.key, whole);
        journal.append(db, { type: 'objective.saved', source: `person:${by}`, subject: one.objective.name, data: { key: one.key, by, file, objective: one.objective } }); // prettier-ignore
      }
    });
    for (const one of fresh) {
      known.set(one.key, one);
      publish(one);
    }
    return updated;
  };

  return {
    feed,
    import: async (file, text, by) => {
      const result = readObjectivesFile(text);
      if ('problems' in result) return { key: null, updated: false, problems: result.problems };
      const updated = await adopt(result.value, file, by);
      return { key: keyOf(result.value[0]?.name ?? ''), updated, problems: [] };
    },
    save: async (objective, by) => {
      await adopt([checkObjective(objective)], '', by);
      return { key: keyOf(objective.name) };
    },
    remove: async (key, by) => {
      const { objective } = get(key);
      await writer.write('audit', (db) => {
        deleteDefinition(db, key);
        journal.append(db, { type: 'objective.removed', source: `person:${by}`, subject: objective.name, data: { key, by } }); // prettier-ignore
      });
      rounds.end(key);
      known.delete(key);
      feed.publish([], [key]);
    },
    watch: async (key, watched) => {
      const one = get(key);
      await writer.write('audit', (db) => putDefinition(db, 'objective', rowOf({ ...one, watched })));
      one.watched = watched;
      if (watched) rounds.begin(key);
      else rounds.end(key);
      publish(one);
    },
    judge: async (key, asked) => {
      get(key);
      await rounds.judge(key, asked);
    },
    close: () => {
      closed.abort();
      rounds.close();
    },
  };
}

function rowOf({ key, objective, file, watched, savedAtMs }: Known) {
  return { key, definition: JSON.stringify(objective), file, watched, savedAt: savedAtMs };
}

function load({ read, onDefect }: BoardOptions): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const { key, definition, file, watched, savedAt } of listDefinitions(read, 'objective')) {
    try {
      const objective = objectiveSchema.parse(JSON.parse(definition));
      known.set(key, { key, objective, file, watched, savedAtMs: savedAt, standing: null, sinceMs: null });
    } catch (error) {
      onDefect(error);
    }
  }
  for (const { key, standing: text } of listStandings(read, 'objective')) {
    const one = known.get(key);
    const kept = JSON.parse(text) as { standing: unknown; sinceMs: number | null };
    const parsed = objectiveStandingSchema.safeParse(kept.standing);
    if (one && parsed.success) Object.assign(one, { standing: parsed.data, sinceMs: kept.sinceMs });
  }
  return known;
}
