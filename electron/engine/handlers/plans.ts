// Operations on plans.
import type { PlanLibrary } from '../plans/plan-library.ts';
import { plannedItems } from '../plans/planned-items.ts';
import type { PlanList } from '../checklist/plan-list.ts';
import { operations } from './router.ts';

export function planOperations({ library, list }: { library: PlanLibrary; list: PlanList }) {
  const { plans } = operations;
  return plans.router({
    feed: plans.feed.handler(({ context, signal }) =>
      list.feed().subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    get: plans.get.handler(({ input }) => {
      const { plan, text, demands } = library.get(input.planId);
      const phases = plan.phases.map(({ id, title, description, needs }) => ({
        id,
        title,
        description: description ?? null,
        needs,
      }));
      return { summary: list.summary(input.planId), phases, vars: plan.vars, text, demands };
    }),
    items: plans.items.handler(() => plannedItems(library.list())),
    open: plans.open.handler(({ input }) => library.open(input.path)),
    import: plans.import.handler(({ input }) => library.import(input.name, input.text)),
    reload: plans.reload.handler(({ input }) => library.reload(input.planId)),
    remove: plans.remove.handler(({ input }) => list.remove(input.planId)),
    trust: plans.trust.handler(({ input }) => library.trust(input.planId, input.hash, input.by)),
  });
}
