// Operations on environments and locks.
import type { Environments } from '../environments/environments.ts';
import type { Locks } from '../environments/locks.ts';
import { operations } from './router.ts';

export function environmentOperations({ environments: known, locks }: { environments: Environments; locks: Locks }) {
  const { environments } = operations;
  return environments.router({
    feed: environments.feed.handler(({ context, signal }) =>
      known.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    save: environments.save.handler(({ input }) => known.save(input.key, input.fields)),
    remove: environments.remove.handler(({ input }) => known.remove(input.key)),
    activate: environments.activate.handler(({ input }) => known.activate(input.key)),
    locks: environments.locks.handler(({ context, signal }) =>
      locks.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    unlock: environments.unlock.handler(({ input: { key, typed, minutes, by } }) =>
      locks.unlock(key, typed, minutes, by),
    ),
    lock: environments.lock.handler(({ input }) => locks.lock(input.key, input.by)),
  });
}
