// The operations of triggers over a scenario.
import type { TriggerEvent } from '#shared/model/triggers/watched-trigger.ts';
import { createFeed } from '#engine/feeds/feed.ts';
import { readRules } from '#engine/triggers/read-rules.ts';
import type { TriggersScenario } from './scenario-triggers.ts';
import type { Implemented } from './implemented.ts';

export function triggersHandlers(os: Implemented['triggers'], scenario: TriggersScenario) {
  const feed = createFeed(scenario.triggers);
  const notices = createFeed([scenario.muted]);
  const find = (key: string) => {
    const found = feed.get(key);
    if (found === undefined) throw new Error(`the scenario has no trigger ${key}`);
    return found;
  };
  const history = (key: string): TriggerEvent[] => scenario.history.get(key) ?? [];
  return {
    feed: os.feed.handler(({ signal }) => feed.subscribe({ signal })),
    notices: os.notices.handler(({ signal }) => notices.subscribe({ signal })),
    get: os.get.handler(({ input }) => ({ watched: find(input.key), history: history(input.key) })),
    samples: os.samples.handler(() => scenario.samples),
    import: os.import.handler(({ input }) => {
      const read = readRules(input.text);
      const none = { added: [], updated: [], same: [], vanished: [], recording: [], notes: [], problems: [] };
      if ('problems' in read) return { ...none, problems: read.problems };
      return { ...none, added: read.rules.map(({ trigger }) => trigger.name), recording: read.recording };
    }),
    save: os.save.handler(({ input }) => ({ key: input.key ?? 'new' })),
    remove: os.remove.handler(({ input }) => feed.publish([], [input.key])),
    enable: os.enable.handler(() => undefined),
    acknowledge: os.acknowledge.handler(({ input }) => {
      const one = find(input.key);
      const word = { by: input.by, atMs: Date.now(), note: input.note };
      feed.publish([{ ...one, calling: 0, instances: one.instances.map((each) => ({ ...each, acknowledged: word })) }]);
    }),
    snooze: os.snooze.handler(({ input }) => {
      const { by, note, untilMs } = input;
      feed.publish([{ ...find(input.key), calling: 0, snoozed: { by, note, untilMs, atMs: Date.now() } }]);
    }),
    unsnooze: os.unsnooze.handler(({ input }) => feed.publish([{ ...find(input.key), snoozed: null }])),
    resolve: os.resolve.handler(({ input }) =>
      feed.publish([{ ...find(input.key), state: 'inactive', instances: [], firing: 0, calling: 0 }]),
    ),
    mute: os.mute.handler(({ input }) =>
      notices.publish([{ key: 'notices', desktop: true, ...input, atMs: Date.now() }]),
    ),
  };
}
