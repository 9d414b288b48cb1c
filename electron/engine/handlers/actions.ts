// Operations that change a system.
import type { Actions } from '../actions/actions.ts';
import { operations } from './router.ts';

export function actionOperations(taken: Actions) {
  const { actions } = operations;
  return actions.router({
    offers: actions.offers.handler(({ input }) => taken.offers(input.target)),
    prepare: actions.prepare.handler(({ input: { action, targets, replicas } }) =>
      taken.prepare(action, targets, replicas),
    ),
    confirm: actions.confirm.handler(({ input }) => taken.confirm(input.ticket, input.by)),
  });
}
