// Criteria and objectives as they were judged by a moment: the definitions that were imported by then, and the last judgement
// that was written down. One that came to the same again was not written down each time, which `judgedAtMs` shows.
import { criteriaSetSchema, criterionText } from '#shared/model/criteria/criterion.ts';
import {
  standingSchema,
  type CriterionTick,
  type Standing,
  type WatchedSet,
} from '#shared/model/criteria/judgement.ts';
import { objectiveSchema, objectiveStandingSchema, type WatchedObjective } from '#shared/model/criteria/objective.ts';
import { baselineSummarySchema, type BaselineSummary } from '#shared/model/criteria/baseline.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { historyOf } from '../criteria/criteria-board.ts';
import { showSet, type KnownSet, type KnownStanding } from '../criteria/known-set.ts';
import { baselineBody, listBaselines } from '../store/baseline-rows.ts';
import { criterionEvents } from '../store/criteria-rows.ts';
import type { ReadDb } from '../store/database.ts';
import { boundsOf, replayedEvents } from '../store/moment-rows.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';
import { soaksPast } from './soaks.ts';

const mostDefinitions = 5000;
const mostEvents = 500;
const historyLimit = 100;

type Data = Record<string, unknown>;
const dataOf = ({ data }: JournalEvent): Data => Object(data) as Data;

export function criteriaPast(read: ReadDb): NonNullable<PastAnswers['criteria']> {
  return {
    feed: (_nothing, moment, signal) => heldFeed(setsAt(read, moment), signal),
    history: ({ key, criterion }, moment) => eventsAt(read, key, criterion, moment).slice(0, historyLimit).map(historyOf), // prettier-ignore
    objectives: { feed: (_nothing, moment, signal) => heldFeed(objectivesAt(read, moment), signal) },
    soaks: soaksPast(read),
    baselines: {
      feed: (_nothing, moment, signal) => heldFeed(baselinesAt(read, moment), signal),
      get: ({ key }, moment) => {
        const body = baselinesAt(read, moment).some((one) => one.key === key) ? baselineBody(read, key) : null;
        if (body === null) throw new OpsError('not_found', 'There was no such baseline at this moment.');
        return JSON.parse(body) as never;
      },
    },
  };
}

/** About one criterion, the newest first. */
function eventsAt(read: ReadDb, key: string, criterion: string, moment: PastMoment): JournalEvent[] {
  const [sequence, time] = boundsOf(read, moment);
  return criterionEvents(read, key, criterion, mostEvents).filter((one) => one.sequence <= sequence && one.time <= time); // prettier-ignore
}

function setsAt(read: ReadDb, moment: PastMoment): WatchedSet[] {
  const sets = new Map<string, KnownSet>();
  for (const event of replayedEvents(read, ['criteria.imported', 'criteria.removed'], moment, mostDefinitions)) {
    const { key, set, file } = dataOf(event);
    const read = criteriaSetSchema.safeParse(set);
    if (event.type === 'criteria.removed') sets.delete(String(key));
    else if (read.success) sets.set(String(key), { key: String(key), set: read.data, file: String(file), savedAtMs: event.time, watched: false, standings: new Map() }); // prettier-ignore
  }
  for (const known of sets.values()) {
    for (const criterion of known.set.criteria) {
      const stood = standingOf(eventsAt(read, known.key, criterion.id, moment), criterionText(criterion));
      if (stood !== null) known.standings.set(criterion.id, stood);
    }
  }
  return [...sets.values()].map((known) => showSet(known, { judging: false, place: null }));
}

/** @param events the newest first. */
function standingOf(events: readonly JournalEvent[], text: string): KnownStanding | null {
  const judged = events.filter(({ type }) => type === 'criterion.judged').flatMap((event) => judgementOf(event));
  const [standing = null] = judged;
  // Since the first of those that came to the same in a row.
  const other = judged.findIndex(({ outcome }) => outcome !== standing?.outcome);
  const first = judged.at(other === -1 ? -1 : other - 1);
  const word = events.find(({ type }) => type === 'criterion.ticked' || type === 'criterion.unticked');
  const tick = word?.type === 'criterion.ticked' ? tickOf(word) : null;
  return standing === null && tick === null ? null : { text, standing, sinceMs: tick?.atMs ?? first?.judgedAtMs ?? null, tick }; // prettier-ignore
}

function judgementOf(event: JournalEvent): Standing[] {
  const read = standingSchema.safeParse(event.data);
  return read.success ? [read.data] : [];
}

function tickOf(event: JournalEvent): CriterionTick {
  const { outcome, by, note } = dataOf(event);
  return {
    outcome: outcome === 'pass' ? 'pass' : 'fail',
    by: String(by),
    note: typeof note === 'string' ? note : '',
    atMs: event.time,
  };
}

function objectivesAt(read: ReadDb, moment: PastMoment): WatchedObjective[] {
  const all = new Map<string, WatchedObjective>();
  const types = ['objective.saved', 'objective.removed', 'objective.judged'];
  for (const event of replayedEvents(read, types, moment, mostDefinitions)) {
    const { key, objective, file, ...told } = dataOf(event);
    const known = all.get(String(key));
    if (event.type === 'objective.removed') all.delete(String(key));
    else if (event.type === 'objective.saved') {
      const saved = objectiveSchema.safeParse(objective);
      if (saved.success) all.set(String(key), { key: String(key), objective: saved.data, file: typeof file === 'string' ? file : '', savedAtMs: event.time, watched: false, judging: false, place: null, standing: null, sinceMs: null }); // prettier-ignore
    } else if (known !== undefined) {
      // The windows of each judgement were not written down.
      const standing = objectiveStandingSchema.safeParse({ ...told, windows: [], judgedAtMs: event.time });
      if (!standing.success) continue;
      const since = known.standing?.state === standing.data.state ? known.sinceMs : event.time;
      all.set(known.key, { ...known, standing: standing.data, sinceMs: since });
    }
  }
  return [...all.values()];
}

function baselinesAt(read: ReadDb, moment: PastMoment): BaselineSummary[] {
  const kept = new Set<unknown>();
  for (const event of replayedEvents(
    read,
    ['baseline.captured', 'baseline.imported', 'baseline.removed'],
    moment,
    mostDefinitions,
  )) {
    // prettier-ignore
    if (event.type === 'baseline.removed') kept.delete(dataOf(event)['key']);
    else kept.add(dataOf(event)['key']);
  }
  return listBaselines(read).filter(({ key }) => kept.has(key)).map(({ summary }) => baselineSummarySchema.parse(JSON.parse(summary))); // prettier-ignore
}
