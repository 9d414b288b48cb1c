// The triggers, operation by operation.
import type { TriggerBoard } from '../triggers/trigger-board.ts';
import type { TriggerEdits } from '../triggers/trigger-edits.ts';
import type { TriggerWords } from '../triggers/trigger-words.ts';
import { operations } from './router.ts';

interface Parts {
  board: TriggerBoard;
  edits: TriggerEdits;
  words: TriggerWords;
}

export function triggerOperations({ board, edits, words }: Parts) {
  const { triggers } = operations;
  return triggers.router({
    feed: triggers.feed.handler(({ context, signal }) =>
      board.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    get: triggers.get.handler(({ input }) => board.detail(input.key)),
    import: triggers.import.handler(({ input }) => edits.import(input.name, input.text, input.by)),
    samples: triggers.samples.handler(() => edits.samples()),
    save: triggers.save.handler(({ input }) => edits.save(input.key, input.trigger, input.by)),
    remove: triggers.remove.handler(({ input }) => edits.remove(input.key, input.by)),
    enable: triggers.enable.handler(({ input }) => edits.enable(input.key, input.enabled, input.by)),
    acknowledge: triggers.acknowledge.handler(({ input }) => words.acknowledge(input)),
    snooze: triggers.snooze.handler(({ input }) => words.snooze(input)),
    unsnooze: triggers.unsnooze.handler(({ input }) => words.unsnooze(input)),
    resolve: triggers.resolve.handler(({ input }) => words.resolve(input)),
    notices: triggers.notices.handler(({ context, signal }) =>
      words.notices.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    mute: triggers.mute.handler(({ input }) => words.mute(input.muted, input.by)),
  });
}
