// What incidents had taught as of a moment, out of the record alone; in a bundle it is all there is of it. What a control is
// now is not of the past: of each, the last proof by then is shown.
import type { LearningDetail, ShownControl } from '#shared/model/learning/learning.ts';
import { emptyLearning, type Learning } from '#shared/model/learning/learning.ts';
import { lastProof, type Control } from '#shared/model/learning/control.ts';
import { incidentsInPlaybook, type PlaybookRow } from '#shared/model/learning/playbook.ts';
import { classCounts, recursOf } from '#shared/model/learning/recurrence.ts';
import { isOverdue } from '#shared/model/learning/action.ts';
import type { SectionName } from '#shared/model/learning/post-mortem.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { mergedOf } from '#shared/model/incident/merged-of.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { triggerSchema } from '#shared/model/triggers/trigger.ts';
import { incidentsAt } from '../incidents/incidents-at.ts';
import { backtestResult, type BacktestAsked } from '../learning/backtest-result.ts';
import { backtestCriterion } from '../learning/criterion-backtest.ts';
import { learntAt, type Learnt } from '../learning/learnt-at.ts';
import { recurrencesOf } from '../learning/recurrences.ts';
import { backtestRecord } from '../learning/record-backtest.ts';
import { exportOf, postMortemDetail, revisionsOf, type ExportAsked, type PostMortemOf } from '../postmortem/post-mortem-board.ts'; // prettier-ignore
import type { ReadDb } from '../store/database.ts';
import { listTriggers } from '../store/trigger-rows.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';
import { createPlansThen } from './plans-then.ts';
import { createUndone, type Undone } from './proofs-then.ts';

export function learningPast(read: ReadDb) {
  const undone = createUndone(read, createPlansThen(read));
  const of = (id: string, moment: PastMoment): PostMortemOf => {
    const incidents = incidentsAt(read, moment);
    const incident = incidents.find((one) => one.id === id);
    if (incident === undefined) throw new OpsError('not_found', 'There was no such incident at that moment.');
    const learnt = learntAt(read, moment);
    const known = moment.known === 'now' ? learntAt(read, { ...moment, known: 'then' }) : learnt;
    const asOf = { ...moment, factors: known.learnings.get(id)?.factors ?? [] };
    const merged = mergedOf(incidents, id, (one) => one.id).map((one) => ({ key: one.id, number: one.number, pins: one.pins })); // prettier-ignore
    return { incident, merged, learning: detailAt(read, incident, incidents, { learnt, moment, undone }), postMortem: learnt.postMortems.get(id) ?? null, asOf }; // prettier-ignore
  };
  return {
    lines: (_input: unknown, moment: PastMoment, signal: AbortSignal | undefined) => {
      const incidents = incidentsAt(read, moment);
      const { learnings } = learntAt(read, moment);
      return heldFeed(incidents.map((one) => lineAt(one, learnings.get(one.id) ?? emptyLearning(one.id), incidents, { moment, undone })), signal); // prettier-ignore
    },
    playbooks: (_input: unknown, moment: PastMoment, signal: AbortSignal | undefined) =>
      heldFeed(playbooksAt(incidentsAt(read, moment), learntAt(read, moment), { moment, undone }), signal),
    get: ({ id }: { id: string }, moment: PastMoment) => of(id, moment).learning,
    postMortem: ({ id }: { id: string }, moment: PastMoment) => postMortemDetail(read, of(id, moment)),
    sectionRevisions: ({ id, section }: { id: string; section: SectionName }, moment: PastMoment) => revisionsOf(read, id, section, recordedByOf(moment)), // prettier-ignore
    export: ({ id, ...asked }: ExportAsked & { id: string }, moment: PastMoment) =>
      exportOf(read, of(id, moment), asked),
    backtest: async (
      { key, trigger: given, criterion, fromMs, toMs }: BacktestAsked,
      moment: PastMoment,
      signal = new AbortController().signal,
    ) => {
      // prettier-ignore
      const span = { fromMs, toMs: Math.min(toMs, moment.at), signal, recordedBy: recordedByOf(moment) };
      if (criterion !== null) return await backtestCriterion(read, { criterion, ...span }, incidentsAt(read, moment));
      const row = listTriggers(read).find((one) => one.key === key);
      const trigger = given ?? (row === undefined ? null : triggerSchema.parse(JSON.parse(row.definition)));
      if (trigger === null) throw new OpsError('not_found', 'There was no such trigger at that moment.');
      const report = await backtestRecord(read, { triggers: [{ group: '', trigger }], intervalMs: null, ...span });
      return backtestResult(report, incidentsAt(read, moment));
    },
  } satisfies PastAnswers['learning'];
}

const recordedByOf = ({ at, known }: PastMoment): number => (known === 'then' ? at : Number.MAX_SAFE_INTEGER);

interface Asked {
  moment: PastMoment;
  undone: Undone;
}

const isProvenAt = (control: Control, incident: Incident, { moment, undone }: Asked): boolean =>
  control.removed === null && lastProof(control)?.verdict === 'proven' && undone(control, incident, moment) === null;

function shownAt(control: Control, stale: string | null): ShownControl {
  const { removed, proofs, attested, words, target } = control;
  const last = proofs.at(-1);
  const provable = target.kind !== 'playbook_entry';
  const now = { state: 'unknown' as const, words: 'of the past only its proofs are known', atMs: null, seen: [] };
  const shown = { control, defined: words, provable, now };
  if (removed !== null) return { ...shown, state: 'removed', words: removed.reason };
  if (stale !== null) return { ...shown, state: 'stale', words: stale };
  if (last !== undefined) return { ...shown, state: last.verdict, words: last.words };
  if (attested !== null) return { ...shown, state: 'attested', words: `${attested.by}: ${attested.words}` };
  return { ...shown, state: provable ? 'untried' : 'unattested', words: 'It had not been tried by then.' };
}

function detailAt(
  read: ReadDb,
  incident: Incident,
  incidents: readonly Incident[],
  { learnt: { learnings }, moment, undone }: Asked & { learnt: Learnt },
): LearningDetail {
  // prettier-ignore
  const learning = learnings.get(incident.id) ?? emptyLearning(incident.id);
  const recurrences = recurrencesOf(read, incident, incidents, { learningOf: (id) => learnings.get(id) ?? null, nowMs: moment.at, recordedBy: recordedByOf(moment) }); // prettier-ignore
  // Whether it may be closed is asked of the present alone.
  return {
    learning,
    controls: learning.controls.map((one) => shownAt(one, undone(one, incident, moment))),
    closeReasons: [],
    recurrences,
  };
}

function lineAt(
  incident: Incident,
  { actions, controls, sequence }: Learning,
  incidents: readonly Incident[],
  asked: Asked,
) {
  const standing = controls.filter(({ removed }) => removed === null);
  return {
    key: incident.id,
    sequence,
    openActions: actions.filter(({ status }) => status === 'open').length,
    overdueActions: actions.filter((one) => isOverdue(one, asked.moment.at)).length,
    controls: standing.length,
    proven: standing.filter((one) => isProvenAt(one, incident, asked)).length,
    recurs: recursOf(incident, incidents).length > 0,
  };
}

function playbooksAt(incidents: readonly Incident[], { playbooks, learnings }: Learnt, asked: Asked): PlaybookRow[] {
  const classes = new Set([...playbooks.keys(), ...incidents.map((one) => one.class)]);
  classes.delete('');
  return [...classes].map((named) => {
    const own = incidents.filter((one) => one.class === named);
    const counts = classCounts(own, {
      replayable: ({ frozen, links }) =>
        frozen.length > 0 || links.some(({ kind }) => kind === 'run' || kind === 'trigger'),
      proven: (one) => (learnings.get(one.id)?.controls ?? []).some((control) => isProvenAt(control, one, asked)),
    });
    const known = playbooks.get(named) ?? { class: named, entries: [], gone: [], sequence: 0 };
    const shown = own.toReversed().slice(0, incidentsInPlaybook).map(({ id, number, title, status, declaredAt }) => ({ id, number, title, status, declaredAt })); // prettier-ignore
    return { ...known, key: named, counts, incidents: shown };
  });
}
