// Criteria, objectives, baselines and soak tests, operation by operation.
import type { Criteria } from '../compose/criteria.ts';
import { operations } from './router.ts';

const { criteria } = operations;

export function criteriaOperations({ board, objectives, baselines, soaks, samples }: Criteria) {
  return criteria.router({
    feed: criteria.feed.handler(({ context, signal }) =>
      board.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    samples: criteria.samples.handler(() => samples()),
    import: criteria.import.handler(({ input }) => board.import(input.name, input.text, input.by)),
    remove: criteria.remove.handler(({ input }) => board.remove(input.key, input.by)),
    watch: criteria.watch.handler(({ input }) => board.watch(input.key, input.watched)),
    judge: criteria.judge.handler(({ input }) => board.judge(input.key, input.asked)),
    tick: criteria.tick.handler(({ input }) => board.tick(input)),
    untick: criteria.untick.handler(({ input }) => board.untick(input)),
    history: criteria.history.handler(({ input }) => board.history(input.key, input.criterion)),
    objectives: objectiveOperations(objectives),
    baselines: baselineOperations(baselines),
    soaks: soakOperations(soaks),
  });
}

function objectiveOperations(board: Criteria['objectives']) {
  const { objectives } = criteria;
  return {
    feed: objectives.feed.handler(({ context, signal }) =>
      board.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    import: objectives.import.handler(({ input }) => board.import(input.name, input.text, input.by)),
    save: objectives.save.handler(({ input }) => board.save(input.objective, input.by)),
    remove: objectives.remove.handler(({ input }) => board.remove(input.key, input.by)),
    watch: objectives.watch.handler(({ input }) => board.watch(input.key, input.watched)),
    judge: objectives.judge.handler(({ input }) => board.judge(input.key, input.asked)),
  };
}

function baselineOperations(board: Criteria['baselines']) {
  const { baselines } = criteria;
  return {
    feed: baselines.feed.handler(({ context, signal }) =>
      board.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    capture: baselines.capture.handler(({ input }) => board.capture(input)),
    import: baselines.import.handler(({ input }) => board.import(input.name, input.text, input.by)),
    get: baselines.get.handler(({ input }) => board.get(input.key)),
    export: baselines.export.handler(({ input }) => board.export(input.key)),
    remove: baselines.remove.handler(({ input }) => board.remove(input.key, input.by)),
    compare: baselines.compare.handler(({ input }) => board.compare(input)),
  };
}

function soakOperations(board: Criteria['soaks']) {
  const { soaks } = criteria;
  return {
    feed: soaks.feed.handler(({ context, signal }) =>
      board.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    start: soaks.start.handler(({ input }) => board.start(input)),
    stop: soaks.stop.handler(({ input }) => board.stop(input.key, input.by)),
    remove: soaks.remove.handler(({ input }) => board.remove(input.key, input.by)),
    look: soaks.look.handler(({ input }) => board.look(input.key)),
    tick: soaks.tick.handler(({ input }) => board.tick(input)),
    report: soaks.report.handler(({ input }) => board.report(input.key, input.format)),
  };
}
