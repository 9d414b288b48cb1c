// The one way in which what was learnt changes: an event of the journal, and what is made of it, in one task of the writer.
// What is refused there leaves no trace.
import type { Json } from '#shared/model/facts.ts';
import type { LearningEventData, LearningEventType } from '#shared/model/learning/learning-event.ts';
import { emptyLearning, type Learning } from '#shared/model/learning/learning.ts';
import type { Playbook } from '#shared/model/learning/playbook.ts';
import { emptyPostMortem, type PostMortem } from '#shared/model/learning/post-mortem.ts';
import { stepLearning, stepPlaybook, stepPostMortem } from '#shared/model/learning/step-learning.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { incidentOf } from '../incidents/incident-record.ts';
import type { Journal } from '../journal/journal.ts';
import type { WriteDb } from '../store/database.ts';
import { eventOfSequence } from '../store/incident-rows.ts';
import { putLearning, putPlaybook, putPostMortem, readLearning, readPlaybook, readPostMortem } from '../store/learning-rows.ts'; // prettier-ignore
import type { Writer } from '../store/writer.ts';

export interface Said<T extends LearningEventType = LearningEventType> {
  type: T;
  data: LearningEventData<T>;
}

export interface LearningRecord {
  /** `make` sees it as it is at the moment of writing, and throws what it refuses. @throws OpsError `not_found`, `too_large` */
  learn: (incidentId: string, make: (learning: Learning) => Said) => Promise<Learning>;
  review: (incidentId: string, make: (postMortem: PostMortem) => Said) => Promise<PostMortem>;
  /** `make` gives null where nothing is to be changed. */
  write: (named: string, make: (playbook: Playbook) => Said | null) => Promise<Playbook | null>;
}

/** What grows by itself is of nobody. */
const engine = 'engine';
/** One message holds at most a megabyte. */
const mostTextLength = 600_000;

export function createLearningRecord({ writer, journal }: { writer: Writer; journal: Journal }): LearningRecord {
  const append = (db: WriteDb, subject: string, { type, data }: Said, correlationId?: string): JournalEvent => {
    const sequence = journal.append(db, { type, source: data.by === engine ? engine : `person:${data.by}`, subject, ...(correlationId === undefined ? {} : { correlationId }), data: data as unknown as Json }); // prettier-ignore
    const event = eventOfSequence(db, sequence);
    if (event === null) throw new Error(`the event ${sequence} of ${subject} cannot be read back`);
    return event;
  };
  const within = <T>(state: T | null): T => {
    if (state === null) throw new Error('an event of learning changed nothing');
    if (JSON.stringify(state).length > mostTextLength) throw new OpsError('too_large', 'This holds as much as one can; put what follows into a file and link it.'); // prettier-ignore
    return state;
  };
  return {
    learn: (incidentId, make) =>
      writer.write('audit', (db) => {
        incidentOf(db, incidentId);
        const before = readLearning(db, incidentId);
        const event = append(db, incidentId, make(before ?? emptyLearning(incidentId)), incidentId);
        const after = within(stepLearning(before, event));
        putLearning(db, after);
        return after;
      }),
    review: (incidentId, make) =>
      writer.write('audit', (db) => {
        incidentOf(db, incidentId);
        const before = readPostMortem(db, incidentId);
        const event = append(db, incidentId, make(before ?? emptyPostMortem(incidentId)), incidentId);
        const after = within(stepPostMortem(before, event));
        putPostMortem(db, after);
        return after;
      }),
    write: (named, make) =>
      writer.write('audit', (db) => {
        const before = readPlaybook(db, named);
        const said = make(before ?? { class: named, entries: [], gone: [], sequence: 0 });
        if (said === null) return null;
        const after = within(stepPlaybook(before, append(db, named, said)));
        putPlaybook(db, after);
        return after;
      }),
  };
}
