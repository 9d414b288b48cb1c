// Operations on runs: start, follow, look back, compare, export.
import type { Checklists } from '../checklist/checklists.ts';
import { exportRun } from '../plans/export-run.ts';
import type { PlanLibrary } from '../plans/plan-library.ts';
import type { RunControl } from '../runs/run-control.ts';
import type { RunHistory } from '../runs/run-history.ts';
import { operations } from './router.ts';

export interface RunParts {
  library: PlanLibrary;
  checklists: Checklists;
  control: RunControl;
  history: RunHistory;
  /** Of the active environment: they take the place of the plan's own for whoever looks at a screen. */
  environmentVars: () => Record<string, string>;
}

export function runOperations({ library, checklists, control, history, environmentVars }: RunParts) {
  const { runs } = operations;
  return runs.router({
    feed: runs.feed.handler(({ input, context, signal }) =>
      control.feed(library.get(input.planId).row.id).subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    start: runs.start.handler(async ({ input: { planId, ...wanted }, context }) => {
      const known = library.get(planId);
      const named = context.from === 'screen' ? Object.entries(environmentVars()) : [];
      const own = Object.fromEntries(named.filter(([name]) => Object.hasOwn(known.plan.vars, name)));
      const vars = { ...own, ...wanted.vars };
      const checklist = checklists.of(planId);
      return { runId: await control.start({ known, checklist, ...wanted, vars, startedBy: context.from }) };
    }),
    cancel: runs.cancel.handler(({ input }) => control.cancel(input.runId)),
    list: runs.list.handler(({ input: { planId, ...query } }) => history.list(planId, query)),
    get: runs.get.handler(({ input }) => history.report(input.runId)),
    result: runs.result.handler(({ input }) => history.result(input.runId, input.phaseId, input.itemId)),
    compare: runs.compare.handler(({ input }) => history.compare(input.runId, input.against)),
    export: runs.export.handler(({ input }) => exportRun(history.report(input.runId), input.format)),
  });
}
