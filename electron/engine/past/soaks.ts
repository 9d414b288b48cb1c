// Soak tests as they stood at a moment. *Known then* is what had been judged by it, in the words that were written down; *known
// now* judges the samples up to it, also those that were asked for afterwards.
import type { CriterionTick } from '#shared/model/criteria/judgement.ts';
import { soakFindingSchema, type SoakFinding, type WatchedSoak } from '#shared/model/criteria/soak.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { judgeSoak } from '../soaks/judge-soak.ts';
import { dueSlots, showSoak, slotTime, soakOfRow, type KnownSoak } from '../soaks/known-soak.ts';
import { soakReport } from '../soaks/soak-report.ts';
import type { ReadDb } from '../store/database.ts';
import { replayedEvents } from '../store/moment-rows.ts';
import { listSoaks, soakStretches, type SoakRow } from '../store/soak-rows.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';

const types = ['soak.started', 'soak.judged', 'soak.finished', 'soak.stopped', 'soak.removed', 'criterion.ticked'];
const mostEvents = 5000;

export function soaksPast(read: ReadDb): NonNullable<NonNullable<PastAnswers['criteria']>['soaks']> {
  return {
    feed: async (_nothing, moment, signal) => heldFeed(await soaksAt(read, moment), signal),
    report: async ({ key, format }, moment) => {
      const found = (await soaksAt(read, moment)).find((one) => one.key === key);
      if (found === undefined) throw new OpsError('not_found', 'There was no such soak at this moment.');
      return soakReport(found, format);
    },
  };
}

/** @throws OpsError `unavailable` where there were soaks whose definitions and samples did not come along, as in a bundle. */
async function soaksAt(read: ReadDb, moment: PastMoment): Promise<WatchedSoak[]> {
  const told = toldOf(replayedEvents(read, types, moment, mostEvents));
  const rows = told.size === 0 ? [] : listSoaks(read);
  const gone = [...told.values()].filter(({ removed }) => !removed).length;
  if (gone > 0 && rows.length === 0) throw new OpsError('unavailable', 'Not recorded: soak tests cannot be shown as of a past moment, as their samples are not kept here; what was judged is in the journal.'); // prettier-ignore
  const shown: WatchedSoak[] = [];
  for (const row of rows) {
    const events = told.get(row.key);
    if (events === undefined || events.removed) continue;
    const soak = readSoak(row);
    const sources = new Set(soak.definition.criteria.map(({ id }) => id));
    for (const stretch of soakStretches(read, row.key)) if (sources.has(stretch.source)) soak.samples.load(stretch);
    await standAt(soak, events, moment);
    shown.push(showSoak(soak, moment.at));
  }
  return shown;
}

/** @throws OpsError `unavailable` where it is none of ours, as in a bundle: parts of it may have been redacted, or made up. */
function readSoak(row: SoakRow): KnownSoak {
  try {
    return soakOfRow(row);
  } catch (error) {
    throw new OpsError('unavailable', `Not recorded: the definition of a soak cannot be read, as where a part of it was redacted: ${messageOf(error).slice(0, 200)}`, { cause: error }); // prettier-ignore
  }
}

interface Told {
  ended: { state: 'finished' | 'stopped'; atMs: number } | null;
  removed: boolean;
  ticks: Record<string, CriterionTick>;
  /** The last of each criterion. */
  judged: Map<string, SoakFinding>;
  judgedAtMs: number | null;
}

/** Of each soak that is told of, by key; where it began may have been before all that is there. */
function toldOf(events: readonly JournalEvent[]): Map<string, Told> {
  const all = new Map<string, Told>();
  for (const { type, time, data } of events) {
    const said = Object(data) as Record<string, unknown>;
    const key = String(said['key']);
    if (type.startsWith('soak.') && !all.has(key)) all.set(key, { ended: null, removed: false, ticks: {}, judged: new Map(), judgedAtMs: null }); // prettier-ignore
    const known = all.get(key);
    if (known === undefined) continue;
    if (type === 'soak.removed') known.removed = true;
    else if (type === 'soak.finished' || type === 'soak.stopped')
      known.ended = { state: type === 'soak.finished' ? 'finished' : 'stopped', atMs: time };
    else if (type === 'criterion.ticked') known.ticks[String(said['criterion'])] = tickOf(said, time);
    else if (type === 'soak.judged') {
      const finding = findingOf(said);
      if (finding !== null) known.judged.set(finding.id, finding);
      known.judgedAtMs = time;
    }
  }
  return all;
}

const tickOf = ({ outcome, by, note }: Record<string, unknown>, atMs: number): CriterionTick => ({
  outcome: outcome === 'pass' ? 'pass' : 'fail',
  by: String(by),
  note: typeof note === 'string' ? note : '',
  atMs,
});

/** Interval and notes of a judgement are not written down. */
function findingOf({ criterion, ...said }: Record<string, unknown>): SoakFinding | null {
  const read = soakFindingSchema.safeParse({
    series: 0,
    interval: null,
    notes: [],
    tick: null,
    ...said,
    id: criterion,
  });
  return read.success ? read.data : null;
}

async function standAt(soak: KnownSoak, { ended, ticks, judged, judgedAtMs }: Told, { at, known }: PastMoment): Promise<void> {
  const { progress } = soak;
  progress.state = ended?.state ?? 'running';
  progress.endedAtMs = ended === null ? null : Math.min(ended.atMs, progress.endedAtMs ?? ended.atMs);
  progress.ticks = ticks;
  progress.trouble = null;
  const due = dueSlots(soak, at);
  progress.sampledAtMs = due === 0 ? null : slotTime(soak, due - 1);
  progress.judgedAtMs = known === 'then' ? judgedAtMs : at;
  progress.findings = known === 'then' ? [...judged.values()] : await judgeSoak(soak, at);
} // prettier-ignore
