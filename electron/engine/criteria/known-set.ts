// A set of criteria as the engine has it: its definition with how each criterion stands, to and from rows and screens.
import {
  criteriaSetSchema,
  criterionText,
  type CriteriaSet,
  type Criterion,
} from '#shared/model/criteria/criterion.ts';
import type { CriterionTick, Standing, WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { DefinitionRow, StandingRow } from '../store/criteria-rows.ts';

export interface KnownStanding {
  /** The criterion it was made of; of another text it is void. */
  text: string;
  standing: Standing | null;
  sinceMs: number | null;
  tick: CriterionTick | null;
}

export interface KnownSet {
  key: string;
  set: CriteriaSet;
  file: string;
  savedAtMs: number;
  watched: boolean;
  standings: Map<string, KnownStanding>;
}

export function setOfRow(row: DefinitionRow): KnownSet {
  const set = criteriaSetSchema.parse(JSON.parse(row.definition));
  return { key: row.key, set, file: row.file, savedAtMs: row.savedAt, watched: row.watched, standings: new Map() };
}

export function rowOfSet({ key, set, file, savedAtMs, watched }: KnownSet): DefinitionRow {
  return { key, definition: JSON.stringify(set), file, watched, savedAt: savedAtMs };
}

/** What is known of a criterion that has changed since, or is gone, is not taken. */
export function takeStanding(known: KnownSet, { criterion: id, standing }: StandingRow): void {
  const criterion = known.set.criteria.find((one) => one.id === id);
  const read = JSON.parse(standing) as KnownStanding;
  if (criterion && read.text === criterionText(criterion)) known.standings.set(id, read);
}

export function standingOf(known: KnownSet, criterion: Criterion): KnownStanding {
  return (
    known.standings.get(criterion.id) ?? { text: criterionText(criterion), standing: null, sinceMs: null, tick: null }
  );
}

/** The same criteria keep how they stand; others begin anew. */
export function redefinedSet(before: KnownSet, after: KnownSet): KnownSet {
  const standings = new Map<string, KnownStanding>();
  for (const criterion of after.set.criteria) {
    const kept = before.standings.get(criterion.id);
    if (kept && kept.text === criterionText(criterion)) standings.set(criterion.id, kept);
  }
  return { ...after, watched: before.watched, standings };
}

export function showSet(known: KnownSet, about: { judging: boolean; place: string | null }): WatchedSet {
  const { key, set, file, savedAtMs, watched } = known;
  const criteria = set.criteria.map((criterion) => {
    const { standing, sinceMs, tick } = standingOf(known, criterion);
    return { id: criterion.id, standing, sinceMs, tick };
  });
  return { key, set, file, savedAtMs, watched, ...about, criteria };
}
