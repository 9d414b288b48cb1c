// The operations of criteria over a scenario.
import { ORPCError } from '@orpc/server';
import type { Baseline } from '#shared/model/criteria/baseline.ts';
import type { WatchedObjective } from '#shared/model/criteria/objective.ts';
import { compareBaselines } from '#shared/model/criteria/baseline-comparison.ts';
import { readBaselineFile } from '#engine/baselines/baseline-file.ts';
import { readCriteriaFile } from '#engine/criteria/criteria-file.ts';
import { createFeed } from '#engine/feeds/feed.ts';
import { readObjectivesFile } from '#engine/objectives/objective-file.ts';
import { readSoakFile } from '#engine/soaks/soak-file.ts';
import { soakReport } from '#engine/soaks/soak-report.ts';
import type { CriteriaScenario } from './scenario-criteria.ts';
import type { Implemented } from './implemented.ts';

/** Problems are the real ones; nothing is taken. */
const taken = (read: object) => ({ key: 'new', updated: false, problems: [], ...('problems' in read ? { key: null, problems: read.problems as [] } : {}) }); // prettier-ignore

export function criteriaHandlers(os: Implemented['criteria'], scenario: CriteriaScenario) {
  const sets = createFeed(scenario.sets);
  const nothing = (): void => undefined;
  return {
    feed: os.feed.handler(({ signal }) => sets.subscribe({ signal })),
    samples: os.samples.handler(() => scenario.samples),
    import: os.import.handler(({ input }) => taken(readCriteriaFile(input.text))),
    remove: os.remove.handler(({ input }) => sets.publish([], [input.key])),
    watch: os.watch.handler(({ input }) => {
      const set = sets.get(input.key);
      if (set) sets.publish([{ ...set, watched: input.watched }]);
    }),
    judge: os.judge.handler(nothing),
    tick: os.tick.handler(({ input }) => {
      const set = sets.get(input.key);
      const tick = { outcome: input.outcome, by: input.by, note: input.note, atMs: Date.now() };
      if (set) sets.publish([{ ...set, criteria: set.criteria.map((one) => (one.id === input.criterion ? { ...one, tick } : one)) }]); // prettier-ignore
    }),
    untick: os.untick.handler(nothing),
    history: os.history.handler(() => scenario.history),
    objectives: objectiveHandlers(os.objectives, scenario),
    baselines: baselineHandlers(os.baselines, scenario),
    soaks: soakHandlers(os.soaks, scenario),
  };
}

function objectiveHandlers(os: Implemented['criteria']['objectives'], scenario: CriteriaScenario) {
  const feed = createFeed<WatchedObjective>();
  const made = scenario.objectives().then((all) => feed.publish(all));
  const nothing = (): void => undefined;
  return {
    feed: os.feed.handler(async function* ({ signal }) {
      await made;
      yield* feed.subscribe({ signal });
    }),
    import: os.import.handler(({ input }) => taken(readObjectivesFile(input.text))),
    save: os.save.handler(({ input }) => ({ key: `objective:${input.objective.name}` })),
    remove: os.remove.handler(({ input }) => feed.publish([], [input.key])),
    watch: os.watch.handler(nothing),
    judge: os.judge.handler(nothing),
  };
}

function baselineHandlers(os: Implemented['criteria']['baselines'], { baselines, bodies }: CriteriaScenario) {
  const feed = createFeed(baselines);
  const find = (key: string | null): Baseline => {
    const found = key === null ? [...bodies.values()].at(-1) : bodies.get(key);
    if (found === undefined) throw new ORPCError('NOT_FOUND', { message: 'no such baseline' });
    return found;
  };
  return {
    feed: os.feed.handler(({ signal }) => feed.subscribe({ signal })),
    capture: os.capture.handler(({ input }) => taken(readBaselineFile(input.text))),
    import: os.import.handler(() => ({ key: 'new' })),
    get: os.get.handler(({ input }) => find(input.key)),
    export: os.export.handler(({ input }) => ({ fileName: 'baseline.json', mediaType: 'application/json', text: JSON.stringify(find(input.key)) })), // prettier-ignore
    remove: os.remove.handler(({ input }) => feed.publish([], [input.key])),
    compare: os.compare.handler(({ input }) => compareBaselines(find(input.before), find(input.after))),
  };
}

function soakHandlers(os: Implemented['criteria']['soaks'], { soaks }: CriteriaScenario) {
  const feed = createFeed(soaks);
  return {
    feed: os.feed.handler(({ signal }) => feed.subscribe({ signal })),
    start: os.start.handler(({ input }) => taken(readSoakFile(input.text))),
    stop: os.stop.handler(({ input }) => {
      const soak = feed.get(input.key);
      if (soak) feed.publish([{ ...soak, state: 'stopped' }]);
    }),
    remove: os.remove.handler(({ input }) => feed.publish([], [input.key])),
    look: os.look.handler(() => undefined),
    tick: os.tick.handler(() => undefined),
    report: os.report.handler(({ input }) => {
      const soak = feed.get(input.key);
      if (soak === undefined) throw new ORPCError('NOT_FOUND', { message: 'no such soak' });
      return soakReport(soak, input.format);
    }),
  };
}
