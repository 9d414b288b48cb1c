// People's words: ticks on manual items and notes. Each is on the disk before it is shown.
import { type Note } from '#shared/model/checklist.ts';
import type { PlanId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { PlanItem } from '#shared/model/plan.ts';
import type { Tick } from '#shared/model/run.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { Journal } from '../journal/journal.ts';
import type { KnownPlan, PlanLibrary } from '../plans/plan-library.ts';
import type { Redactor } from '../redact/redact.ts';
import type { ReadDb } from '../store/database.ts';
import { planItemNumber } from '../store/run-rows.ts';
import { clearTick, insertNote, noteKey, noteRevision, notesOfPlan, setTick } from '../store/word-rows.ts';
import type { Writer } from '../store/writer.ts';
import type { Checklists } from './checklists.ts';

export interface ItemRef {
  planId: PlanId;
  phaseId: string;
  itemId: string;
}

export interface Words {
  /**
   * `seenDigest`: of the item as the person saw it.
   * @throws OpsError `bad_input` where the item is not manual or evidence is missing, `conflict` where it has changed since.
   */
  tick: (ref: ItemRef, tick: Omit<Tick, 'at' | 'itemDigest'>, seenDigest?: string) => Promise<void>;
  untick: (ref: ItemRef, by: string) => Promise<void>;
  notes: (planId: PlanId) => Feed<Note>;
  /** @throws OpsError `conflict` where the note has been saved by someone else since `basedOn`; nothing is lost. */
  saveNote: (note: {
    planId: PlanId;
    phaseId: string;
    itemId: string | null;
    markdown: string;
    basedOn: number;
  }) => Promise<Note>;
}

export interface WordsOptions {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  library: PlanLibrary;
  checklists: Checklists;
  redactor: Redactor;
  now: () => number;
}

export function createWords({ read, writer, journal, library, checklists, redactor, now }: WordsOptions): Words {
  const noteFeeds = new Map<PlanId, Feed<Note>>();
  const notes: Words['notes'] = (planId) => {
    let feed = noteFeeds.get(planId);
    if (!feed) noteFeeds.set(planId, (feed = createFeed(notesOfPlan(read, library.get(planId).row.no))));
    return feed;
  };

  return {
    notes,
    tick: async (ref, given, seenDigest) => {
      const known = library.get(ref.planId);
      const item = manualItem(known, ref);
      if (seenDigest !== undefined && seenDigest !== item.digest)
        throw new OpsError('conflict', `"${item.title}" has changed since it was shown; read it again.`);
      if (item.manual?.evidence === 'required' && given.outcome !== 'not_applicable' && given.evidence.trim() === '') {
        throw new OpsError('bad_input', `"${item.title}" needs evidence: a link, or words on what was seen.`);
      }
      const tick: Tick = {
        ...given,
        note: redactor.text(given.note).text,
        evidence: redactor.text(given.evidence).text,
        at: now(),
        itemDigest: item.digest,
      };
      await writer.write('audit', (db) => {
        const subject = `${known.plan.name}/${ref.phaseId}/${ref.itemId}`;
        const event = journal.append(db, {
          type: 'item.ticked',
          source: `person:${tick.by}`,
          subject,
          data: { ...ref, tick },
        });
        setTick(db, planItemNumber(db, known.row.no, ref.phaseId, ref.itemId), event);
      });
      checklists.of(ref.planId).setTick(ref.phaseId, ref.itemId, tick);
    },
    untick: async (ref, by) => {
      const known = library.get(ref.planId);
      manualItem(known, ref);
      await writer.write('audit', (db) => {
        const subject = `${known.plan.name}/${ref.phaseId}/${ref.itemId}`;
        journal.append(db, { type: 'item.unticked', source: `person:${by}`, subject, data: { ...ref } });
        clearTick(db, planItemNumber(db, known.row.no, ref.phaseId, ref.itemId));
      });
      checklists.of(ref.planId).setTick(ref.phaseId, ref.itemId, null);
    },
    saveNote: async ({ planId, phaseId, itemId, basedOn, ...given }) => {
      const known = library.get(planId);
      const markdown = redactor.text(given.markdown).text;
      const phase = known.plan.phases.find((one) => one.id === phaseId);
      if (!phase || (itemId !== null && !phase.items.some((item) => item.id === itemId))) {
        throw new OpsError(
          'not_found',
          `The plan has no ${itemId === null ? `phase "${phaseId}"` : `item "${phaseId}/${itemId}"`}.`,
        );
      }
      const saved = await writer.write('audit', (db) => {
        const newest = noteRevision(db, known.row.no, phaseId, itemId);
        if (newest !== basedOn)
          throw new OpsError(
            'conflict',
            'This note was saved from another window in the meantime; yours is not saved yet.',
          );
        const note: Note = {
          key: noteKey(phaseId, itemId),
          phaseId,
          itemId,
          markdown,
          savedAt: now(),
          revision: newest + 1,
        };
        journal.append(db, {
          type: 'note.saved',
          source: 'person',
          subject: `${known.plan.name}/${note.key}`,
          data: { planId, ...note },
        });
        insertNote(db, known.row.no, note);
        return note;
      });
      notes(planId).publish([saved]);
      return saved;
    },
  };
}

function manualItem(known: KnownPlan, ref: ItemRef): PlanItem {
  const item = known.plan.phases.find((phase) => phase.id === ref.phaseId)?.items.find((one) => one.id === ref.itemId);
  if (!item) throw new OpsError('not_found', `The plan has no item "${ref.phaseId}/${ref.itemId}".`);
  if (item.kind !== 'manual')
    throw new OpsError('bad_input', `"${item.title}" proves itself by its probe; only manual items are ticked.`);
  return item;
}
