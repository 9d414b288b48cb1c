// How the record is kept; operation by operation.
import type { RecordKeeper } from '../recorder/keep-record.ts';
import { operations } from './router.ts';

export function keepingOperations(keeper: RecordKeeper) {
  const { keeping } = operations.recorder;
  return {
    feed: keeping.feed.handler(({ context, signal }) =>
      keeper.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    setBudget: keeping.setBudget.handler(({ input }) => keeper.setBudget(input.budget, input.by)),
    evict: keeping.evict.handler(() => keeper.evict()),
    check: keeping.check.handler(() => keeper.check()),
    backUp: keeping.backUp.handler(({ input }) => keeper.backUp(input.file)),
    cancel: keeping.cancel.handler(() => keeper.cancel()),
  };
}
