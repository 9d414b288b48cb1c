// The one step from an event to what an incident taught, to its review, and to the playbook of a class. Pure: the same
// events in the same order come to the same, today, after a restart, and in a bundle.
import type { JournalEvent } from '../system.ts';
import type { LearntAction } from './action.ts';
import { proofsKept, type Control } from './control.ts';
import {
  learningEventOf,
  type LearningEvent,
  type LearningEventData,
  type LearningEventType,
} from './learning-event.ts';
import { emptyLearning, type Learning } from './learning.ts';
import type { Playbook } from './playbook.ts';
import { emptyPostMortem, type PostMortem } from './post-mortem.ts';

/** Events of the review and of playbooks change other things. */
const taught = new Set<LearningEventType>(['learning.caused', 'learning.described', 'learning.action_saved', 'learning.action_settled', 'learning.control_added', 'learning.control_removed', 'learning.control_tried', 'learning.control_attested']); // prettier-ignore

export function stepLearning(before: Learning | null, event: JournalEvent): Learning | null {
  const read = learningEventOf(event);
  if (read === null || event.subject === null || !taught.has(read.type)) return before;
  const learning = before ?? emptyLearning(event.subject);
  return { ...learning, ...changed(learning, read, event), sequence: event.sequence };
}

function changed(learning: Learning, read: LearningEvent, { time, sequence }: JournalEvent): Partial<Learning> {
  const { causes, actions, controls } = learning;
  const control = (id: string, change: (one: Control) => Partial<Control>): Partial<Learning> => ({
    controls: controls.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
  });
  switch (read.type) {
    case 'learning.caused': {
      const { by, text } = read.data;
      return { causes: [...causes.map((one) => ({ ...one, superseded: true })), { by, text, at: time, superseded: false }] }; // prettier-ignore
    }
    case 'learning.described': {
      const { factors, lesson, entries } = read.data;
      return { factors, lesson, entries };
    }
    case 'learning.action_saved':
      return { actions: withAction(actions, read.data, time) };
    case 'learning.action_settled': {
      const { id, status, reason, by } = read.data;
      const words = `${status}${reason === '' ? '' : `: ${reason}`}`;
      return { actions: actions.map((one) => (one.id === id ? { ...one, status, reason, history: [...one.history, { at: time, by, words }] } : one)) }; // prettier-ignore
    }
    case 'learning.control_added': {
      const { by, ...added } = read.data;
      return { controls: [...controls, { ...added, by, at: time, removed: null, proofs: [], attested: null }] };
    }
    case 'learning.control_removed':
      return control(read.data.id, () => ({ removed: { by: read.data.by, at: time, reason: read.data.reason } }));
    case 'learning.control_tried':
      return control(read.data.id, ({ proofs }) => ({ proofs: [...proofs, { ...read.data.proof, sequence }].slice(-proofsKept) })); // prettier-ignore
    case 'learning.control_attested': {
      const { by, words, definition } = read.data;
      return control(read.data.id, () => ({ attested: { by, words, definition, at: time } }));
    }
    default:
      return {};
  }
}

function withAction(
  actions: readonly LearntAction[],
  { by, id, fields }: LearningEventData<'learning.action_saved'>,
  at: number,
): LearntAction[] {
  // prettier-ignore
  const known = actions.find((one) => one.id === id);
  if (known === undefined) return [...actions, { ...fields, id, status: 'open', reason: '', history: [{ at, by, words: 'added' }] }]; // prettier-ignore
  const words = changesInWords(known, fields);
  return actions.map((one) =>
    one.id === id ? { ...one, ...fields, history: [...one.history, { at, by, words }] } : one,
  );
}

function changesInWords(known: LearntAction, fields: LearningEventData<'learning.action_saved'>['fields']): string {
  const day = (ms: number | null): string => (ms === null ? 'no day' : new Date(ms).toISOString().slice(0, 10));
  const parts = [
    known.words === fields.words ? '' : `words changed from “${known.words}”`,
    known.owner === fields.owner ? '' : `owner ${fields.owner || 'nobody'} in place of ${known.owner || 'nobody'}`,
    known.dueMs === fields.dueMs ? '' : `due ${day(fields.dueMs)} in place of ${day(known.dueMs)}`,
    known.kind === fields.kind ? '' : `to ${fields.kind}, not to ${known.kind}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'saved unchanged' : parts.join('; ');
}

export function stepPostMortem(before: PostMortem | null, event: JournalEvent): PostMortem | null {
  const read = learningEventOf(event);
  if (read === null || event.subject === null) return before;
  const known = before ?? emptyPostMortem(event.subject);
  const { time: at, sequence } = event;
  if (read.type === 'learning.review_moved') {
    const { by, to, reason } = read.data;
    return { ...known, status: to, statusReason: reason, statusSince: at, statusBy: by, sequence };
  }
  if (read.type !== 'learning.section_written' && read.type !== 'learning.section_regenerated') return before;
  const { by, section } = read.data;
  const revision = (known.written[section]?.revision ?? 0) + 1;
  const text = read.type === 'learning.section_written' ? read.data.text : '';
  const written = { text, by, at, revision, regenerated: read.type === 'learning.section_regenerated' };
  return { ...known, written: { ...known.written, [section]: written }, sequence };
}

export function stepPlaybook(before: Playbook | null, event: JournalEvent): Playbook | null {
  const read = learningEventOf(event);
  if (read === null || event.subject === null) return before;
  const { entries, gone } = before ?? { entries: [], gone: [] };
  const playbook = { class: event.subject, gone, sequence: event.sequence };
  if (read.type === 'learning.playbook_removed')
    return { ...playbook, entries: entries.filter(({ id }) => id !== read.data.id), gone: [...gone, read.data.id] };
  if (read.type !== 'learning.playbook_written') return before;
  const { by, id, list, text, incident } = read.data;
  const known = entries.find((one) => one.id === id);
  if (known === undefined) return { ...playbook, entries: [...entries, { id, list, text, incident, by, at: event.time, revision: 1 }] }; // prettier-ignore
  return { ...playbook, entries: entries.map((one) => (one.id === id ? { ...one, list, text, by, at: event.time, revision: one.revision + 1 } : one)) }; // prettier-ignore
}
