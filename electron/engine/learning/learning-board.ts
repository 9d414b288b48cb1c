// What incidents teach, as it stands: one incident's whole, a line of each for the screens, the playbooks of classes, and what
// keeps an incident from being closed. How it changes is learning-acts.ts.
import type { Incident } from '#shared/model/incident/incident.ts';
import { isOverdue } from '#shared/model/learning/action.ts';
import { closeReasons } from '#shared/model/learning/close-rule.ts';
import {
  emptyLearning,
  type Learning,
  type LearningDetail,
  type LearningLine,
} from '#shared/model/learning/learning.ts';
import { entriesOf, incidentsInPlaybook, type PlaybookRow } from '#shared/model/learning/playbook.ts';
import { classCounts, recursOf } from '#shared/model/learning/recurrence.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { Learnt } from '../incidents/incident-aids.ts';
import { incidentOf } from '../incidents/incident-record.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { listIncidents, mergedInto } from '../store/incident-rows.ts';
import { listLearnings, listPlaybooks, readLearning, readPlaybook } from '../store/learning-rows.ts';
import type { Controls } from './controls.ts';
import { recurrencesOf } from './recurrences.ts';

export interface LearningBoard {
  lines: Feed<LearningLine>;
  playbooks: Feed<PlaybookRow>;
  /** @throws OpsError `not_found`. */
  detail: (incidentId: string) => LearningDetail;
  /** What keeps it from being closed, in words; nothing where it may be. */
  mayClose: (incident: Incident, db?: WriteDb) => string[];
  learnt: Learnt;
  /** Something was learnt of this one, or it changed itself. */
  changed: (incidentId: string) => void;
  playbookChanged: (named: string) => void;
  /** Of what controls are made of something was changed or is gone: proofs of it are none any more. */
  definitionsChanged: () => void;
}

export interface LearningBoardOptions {
  read: ReadDb;
  controls: Controls;
  now: () => number;
}

export function createLearningBoard({ read, controls, now }: LearningBoardOptions): LearningBoard {
  const learningOf = (id: string): Learning => readLearning(read, id) ?? emptyLearning(id);
  const shown = (learning: Learning, incident: Incident) =>
    learning.controls.map((one) => controls.show(one, incident));
  const provenOf = (learning: Learning, incident: Incident): number =>
    learning.controls.filter((one) => controls.isProven(one, incident)).length;
  const mayClose = (incident: Incident, db: ReadDb | WriteDb = read): string[] => {
    // Within a write, what came right before it is seen by that connection alone.
    const learning = readLearning(db, incident.id) ?? emptyLearning(incident.id);
    // What is to be done because of a part of it is left lying as well.
    const actions = mergedInto(db, incident.id).flatMap(({ id }) => readLearning(db, id)?.actions ?? []);
    return closeReasons({ ...learning, actions: [...learning.actions, ...actions] }, shown(learning, incident).map(({ control, state }) => ({ title: control.title, state }))); // prettier-ignore
  };
  const lineOf = (learning: Learning, incident: Incident, all: readonly Incident[]): LearningLine => {
    const standing = learning.controls.filter(({ removed }) => removed === null);
    return {
      key: incident.id,
      sequence: learning.sequence,
      openActions: learning.actions.filter(({ status }) => status === 'open').length,
      overdueActions: learning.actions.filter((one) => isOverdue(one, now())).length,
      controls: standing.length,
      proven: provenOf(learning, incident),
      recurs: recursOf(incident, all).length > 0,
    };
  };
  const playbookRow = (
    named: string,
    incidents: readonly Incident[],
    learnings: ReadonlyMap<string, Learning>,
  ): PlaybookRow => {
    // prettier-ignore
    const known = readPlaybook(read, named) ?? { class: named, entries: [], gone: [], sequence: 0 };
    const own = incidents.filter((one) => one.class === named);
    const counts = classCounts(own, {
      replayable: ({ frozen, links }) =>
        frozen.length > 0 || links.some(({ kind }) => kind === 'run' || kind === 'trigger'),
      proven: (one) => provenOf(learnings.get(one.id) ?? emptyLearning(one.id), one) > 0,
    });
    const shownIncidents = own.toReversed().slice(0, incidentsInPlaybook).map(({ id, number, title, status, declaredAt }) => ({ id, number, title, status, declaredAt })); // prettier-ignore
    return { ...known, key: named, counts, incidents: shownIncidents };
  };
  const begin = (): { lines: LearningLine[]; playbooks: PlaybookRow[] } => {
    const incidents = listIncidents(read);
    const learnings = new Map(listLearnings(read).map((one) => [one.incidentId, one]));
    const classes = new Set([...listPlaybooks(read).map((one) => one.class), ...incidents.map((one) => one.class)]);
    classes.delete('');
    return {
      lines: incidents.map((one) => lineOf(learnings.get(one.id) ?? emptyLearning(one.id), one, incidents)),
      playbooks: [...classes].map((named) => playbookRow(named, incidents, learnings)),
    };
  };
  const first = begin();
  const lines = createFeed<LearningLine>(first.lines);
  const playbooks = createFeed<PlaybookRow>(first.playbooks);
  const playbookChanged = (named: string): void => {
    if (named === '') return;
    const learnings = new Map(listLearnings(read).map((one) => [one.incidentId, one]));
    playbooks.publish([playbookRow(named, listIncidents(read), learnings)]);
  };
  const classOf = new Map(listIncidents(read).map((one) => [one.id, one.class]));
  return {
    lines,
    playbooks,
    mayClose,
    detail: (incidentId) => {
      const incident = incidentOf(read, incidentId);
      const learning = learningOf(incidentId);
      const recurrences = recurrencesOf(read, incident, listIncidents(read), { learningOf: (id) => readLearning(read, id), nowMs: now() }); // prettier-ignore
      return { learning, controls: shown(learning, incident), closeReasons: mayClose(incident), recurrences };
    },
    learnt: {
      controlsOf: (id) => {
        const learning = readLearning(read, id);
        return learning === null ? null : learning.controls.filter(({ removed }) => removed === null).map(({ title }) => title); // prettier-ignore
      },
      playbookOf: (named) => {
        const playbook = readPlaybook(read, named);
        if (playbook === null || playbook.entries.length === 0) return null;
        const texts = (list: 'check_first' | 'never_again'): string[] =>
          entriesOf(playbook, list).map(({ text }) => text);
        return { checkFirst: texts('check_first'), neverAgain: texts('never_again') };
      },
    },
    changed: (incidentId) => {
      const incidents = listIncidents(read);
      const incident = incidents.find(({ id }) => id === incidentId);
      if (incident === undefined) return;
      lines.publish([lineOf(learningOf(incidentId), incident, incidents)]);
      const before = classOf.get(incidentId) ?? '';
      classOf.set(incidentId, incident.class);
      if (before !== incident.class) playbookChanged(before);
      playbookChanged(incident.class);
    },
    playbookChanged,
    definitionsChanged: () => {
      const is = begin();
      lines.publish(is.lines.filter(({ key, proven }) => lines.get(key)?.proven !== proven));
      playbooks.publish(is.playbooks.filter(({ key, counts }) => playbooks.get(key)?.counts.proven !== counts.proven));
    },
  };
}
