// The operations on the recorder over a scenario.
import { createFeed } from '#engine/feeds/feed.ts';
import type { RecorderScenario } from './scenario-recorder.ts';
import type { Implemented } from './implemented.ts';

export function recorderHandlers(
  { keeping: os, queries: asked, objects }: Implemented['recorder'],
  { keeping, ...scenario }: RecorderScenario,
) {
  const feed = createFeed([keeping]);
  const queries = createFeed(scenario.queries);
  const nothing = (): void => undefined;
  return {
    keeping: {
      feed: os.feed.handler(({ signal }) => feed.subscribe({ signal })),
      setBudget: os.setBudget.handler(({ input }) => feed.publish([{ ...keeping, budget: input.budget }])),
      evict: os.evict.handler(nothing),
      check: os.check.handler(() => ({ atMs: Date.now(), whole: true, words: '184203 events checked', events: 184_203, root: 'ab'.repeat(32) })), // prettier-ignore
      backUp: os.backUp.handler(({ input }) => ({ atMs: Date.now(), file: input.file ?? '/home/lead/readyroom/backups/readyroom-2026-02-03.db', events: 184_203, bytes: 1_288_490_189, root: 'ab'.repeat(32) })), // prettier-ignore
      cancel: os.cancel.handler(nothing),
    },
    queries: {
      feed: asked.feed.handler(({ signal }) => queries.subscribe({ signal })),
      save: asked.save.handler(() => ({ key: 'a1' })),
      remove: asked.remove.handler(({ input }) => queries.publish([], [input.key])),
    },
    objects: objects.handler(() => scenario.objects),
  };
}
