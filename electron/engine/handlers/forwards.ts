// Operations on port-forwards.
import type { Forwards } from '../forwards/forwards.ts';
import { operations } from './router.ts';

export function forwardOperations(open: Forwards) {
  const { forwards } = operations;
  return forwards.router({
    feed: forwards.feed.handler(({ context, signal }) =>
      open.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    start: forwards.start.handler(({ input: { target, localPort, by } }) => open.start(target, localPort, by)),
    stop: forwards.stop.handler(({ input }) => open.stop(input.key)),
    forget: forwards.forget.handler(({ input }) => open.forget(input.key)),
  });
}
