// Appends to and reads from the journal. It judges nothing and knows no event's meaning.
import { currentSpan } from '../correlation/scope.ts';
import { v7 } from '../store/uuid-v7.ts';
import type { Json } from '#shared/model/facts.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { appendRows, journalPage, journalStats, type JournalRow } from '../store/journal-rows.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';

export interface NewEvent {
  /** Past tense, dotted, e.g. `run.finished`. */
  type: EventType;
  /** Who saw it: `engine`, `person:<name>`, `probe:<kind>`. */
  source: string;
  /** What it is about, of few distinct values, e.g. a plan's name or `phase/item`. */
  subject?: string;
  /** When it happened by its source's clock; defaults to now. */
  time?: number;
  /** Ties events of one errand together; that of the span in which it is appended where left out. */
  correlationId?: string;
  /** `ReadyJson` where the text has been made already. */
  data: Json | ReadyJson;
}

/** JSON that was written once and is not to be written again. */
export class ReadyJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Every type of event there is. */
export const eventTypes = [
  'engine.started',
  'engine.stopped',
  'engine.gap',
  'record.gap',
  'record.backed_up',
  'record.checked',
  'record.salvaged',
  'retention.changed',
  'retention.evicted',
  'plan.loaded',
  'plan.removed',
  'plan.trusted',
  'run.started',
  'run.finished',
  'run.interrupted',
  'item.judged',
  'item.ticked',
  'item.unticked',
  'note.saved',
  'demo.changed',
  'demo.deployed',
  'shell.noted',
  'docker.changed',
  'kubernetes.changed',
  'kubernetes.connected',
  'kubernetes.disconnected',
  'source.state',
  'source.covered',
  'source.gap',
  'environment.saved',
  'environment.removed',
  'environment.activated',
  'secret.stored',
  'secret.removed',
  'lock.opened',
  'lock.closed',
  'action.confirmed',
  'action.done',
  'terminal.opened',
  'terminal.closed',
  'forward.started',
  'forward.ended',
  'scrape.saved',
  'scrape.removed',
  'scrape.paused',
  'dashboard.imported',
  'dashboard.renamed',
  'dashboard.removed',
  'trigger.pending',
  'trigger.firing',
  'trigger.resolved',
  'trigger.cleared',
  'trigger.no_data',
  'trigger.error',
  'trigger.known',
  'trigger.missed',
  'trigger.acknowledged',
  'trigger.snoozed',
  'trigger.unsnoozed',
  'trigger.muted',
  'trigger.imported',
  'trigger.edited',
  'trigger.removed',
  'criteria.imported',
  'criteria.removed',
  'criterion.judged',
  'criterion.ticked',
  'criterion.unticked',
  'objective.saved',
  'objective.removed',
  'objective.judged',
  'baseline.captured',
  'baseline.imported',
  'baseline.compared',
  'baseline.removed',
  'soak.started',
  'soak.stopped',
  'soak.judged',
  'soak.finished',
  'soak.removed',
  'error.first_seen',
  'error.regressed',
  'error.conflict',
  'error.refused',
  'error.resolved',
  'error.archived',
  'error.reopened',
  'error.source_added',
  'error.source_removed',
  'error.imported',
  'error.gap',
  'error.purged',
  'object.listed',
  'object.appeared',
  'object.changed',
  'object.gone',
  'log.excerpt',
  'item.turned',
  'engine.error',
  'query.saved',
  'query.removed',
  'samples.gap',
  'bundle.exported',
  'review.opened',
  'review.closed',
  'review.commented',
  'key.known',
  'key.forgotten',
  'incident.declared',
  'incident.moved',
  'incident.graded',
  'incident.assigned',
  'incident.reached',
  'incident.impact',
  'incident.described',
  'incident.linked',
  'incident.unlinked',
  'incident.merged',
  'incident.unmerged',
  'incident.said',
  'incident.pinned',
  'incident.frozen',
  'learning.caused',
  'learning.described',
  'learning.action_saved',
  'learning.action_settled',
  'learning.control_added',
  'learning.control_removed',
  'learning.control_tried',
  'learning.control_attested',
  'learning.review_moved',
  'learning.section_written',
  'learning.section_regenerated',
  'learning.playbook_written',
  'learning.playbook_removed',
  'incident.suspect',
] as const;
export type EventType = (typeof eventTypes)[number];

export interface Journal {
  /** To be called inside a writer's task; returns the event's sequence number. */
  append: (db: WriteDb, event: NewEvent) => number;
  /** The same for many at once, at less cost; returns the first one's number, which the others' follow. */
  appendAll: (db: WriteDb, events: readonly NewEvent[]) => number;
  page: (query: { before: number | null; limit: number; type?: string | undefined }) => JournalEvent[];
  stats: () => { events: number; oldestAt: number | null };
}

export interface JournalOptions {
  read: ReadDb;
  bootId: string;
  now: () => number;
}

export function createJournal({ read, bootId, now }: JournalOptions): Journal {
  const rowOf = (event: NewEvent, recordedTime: number): JournalRow => {
    return {
      id: v7(recordedTime),
      type: event.type,
      source: event.source,
      subject: event.subject ?? null,
      time: event.time ?? recordedTime,
      recordedTime,
      boot: bootId,
      correlationId: event.correlationId ?? currentSpan()?.correlationId ?? null,
      data: event.data instanceof ReadyJson ? event.data.text : JSON.stringify(event.data),
    };
  };
  return {
    append: (db, event) => appendRows(db, [rowOf(event, now())]),
    appendAll: (db, events) => {
      const recordedTime = now();
      return appendRows(db, events.map((event) => rowOf(event, recordedTime))); // prettier-ignore
    },
    page: (query) => journalPage(read, query),
    stats: () => journalStats(read),
  };
}
