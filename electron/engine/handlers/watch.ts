// The wall: what is unhealthy, what changed, how many there are of each workload. Looking at it begins the watch.
import type { SubscribeOptions } from '../feeds/feed.ts';
import type { Wall } from '../watch/wall/wall.ts';
import { operations, type Asker } from './router.ts';

interface Parts {
  wall: Pick<Wall, 'troubles' | 'changes' | 'workloads'>;
  begin: () => void;
}

export function watchOperations({ wall, begin }: Parts) {
  const { watch } = operations;
  const asked = ({ context, signal }: { context: Asker; signal?: AbortSignal | undefined }): SubscribeOptions => {
    begin();
    return { signal, backlogBytes: context.backlogBytes };
  };
  return watch.router({
    troubles: watch.troubles.handler((call) => wall.troubles.subscribe(asked(call))),
    changes: watch.changes.handler((call) => wall.changes.subscribe(asked(call))),
    workloads: watch.workloads.handler((call) => wall.workloads.subscribe(asked(call))),
  });
}
