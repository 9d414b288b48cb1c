// Operations on items: their state, ticks and notes.
import type { Checklists } from '../checklist/checklists.ts';
import type { Words } from '../checklist/words.ts';
import { operations } from './router.ts';

export function checklistOperations({ checklists, words }: { checklists: Checklists; words: Words }) {
  const { checklist } = operations;
  return checklist.router({
    feed: checklist.feed.handler(({ input, context, signal }) =>
      checklists.of(input.planId).feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    tick: checklist.tick.handler(({ input: { tick, digest, ...ref } }) => words.tick(ref, tick, digest)),
    untick: checklist.untick.handler(({ input: { by, ...ref } }) => words.untick(ref, by)),
    notes: checklist.notes.handler(({ input, context, signal }) =>
      words.notes(input.planId).subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    saveNote: checklist.saveNote.handler(({ input }) => words.saveNote(input)),
  });
}
