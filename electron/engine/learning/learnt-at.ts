// What was learnt out of the journal alone: as it stood at a moment, and all of it made anew.
import type { Learning } from '#shared/model/learning/learning.ts';
import { entriesOf, type Playbook, type PlaybookList } from '#shared/model/learning/playbook.ts';
import type { PostMortem } from '#shared/model/learning/post-mortem.ts';
import { stepLearning, stepPlaybook, stepPostMortem } from '#shared/model/learning/step-learning.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { Learnt as LearntOfIncidents } from '../incidents/incident-aids.ts';
import type { PastMoment } from '../past/past.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { clearLearnt, learningEvents, putLearning, putPlaybook, putPostMortem } from '../store/learning-rows.ts';

export interface Learnt {
  learnings: Map<string, Learning>;
  postMortems: Map<string, PostMortem>;
  playbooks: Map<string, Playbook>;
}

function learntOf(events: Iterable<JournalEvent>): Learnt {
  const learnt: Learnt = { learnings: new Map(), postMortems: new Map(), playbooks: new Map() };
  const fold = <T>(
    all: Map<string, T>,
    step: (before: T | null, event: JournalEvent) => T | null,
    event: JournalEvent,
  ): void => {
    // prettier-ignore
    const before = all.get(event.subject ?? '') ?? null;
    const after = step(before, event);
    if (after !== null && after !== before) all.set(event.subject ?? '', after);
  };
  for (const event of events) {
    fold(learnt.learnings, stepLearning, event);
    fold(learnt.postMortems, stepPostMortem, event);
    fold(learnt.playbooks, stepPlaybook, event);
  }
  return learnt;
}

/** What these say is about the incident; the others are deeds of the time at which they are said. */
const aboutThen = new Set(['learning.caused', 'learning.described', 'learning.section_written', 'learning.section_regenerated']); // prettier-ignore

/** `now`: with what people wrote later about why it happened. What they decided, proved and moved later had not happened then. */
export function learntAt(read: ReadDb, { at, known }: PastMoment): Learnt {
  if (known === 'then') return learntOf(learningEvents(read, { recordedBy: at }));
  const events = learningEvents(read, { recordedBy: Number.MAX_SAFE_INTEGER });
  return learntOf(events.filter(({ recordedTime, type }) => recordedTime <= at || aboutThen.has(type)));
}

/** Throws the projections away and makes them anew. To be called inside a writer's task. */
export function rebuildLearnt(db: WriteDb): void {
  clearLearnt(db);
  const { learnings, postMortems, playbooks } = learntOf(learningEvents(db, { recordedBy: Number.MAX_SAFE_INTEGER }));
  for (const learning of learnings.values()) putLearning(db, learning);
  for (const postMortem of postMortems.values()) putPostMortem(db, postMortem);
  for (const playbook of playbooks.values()) putPlaybook(db, playbook);
}

/** As incidents ask for it. */
export function learntForIncidents({ learnings, playbooks }: Learnt): LearntOfIncidents {
  return {
    controlsOf: (id) => {
      const learning = learnings.get(id);
      return learning === undefined ? null : learning.controls.filter(({ removed }) => removed === null).map(({ title }) => title); // prettier-ignore
    },
    playbookOf: (named) => {
      const playbook = playbooks.get(named);
      if (playbook === undefined || playbook.entries.length === 0) return null;
      const texts = (list: PlaybookList): string[] => entriesOf(playbook, list).map(({ text }) => text);
      return { checkFirst: texts('check_first'), neverAgain: texts('never_again') };
    },
  };
}
