// What the wall shows of a container now. What is wrong is said by the model; here it gets its kind and its time.
import { containerTroubles, type Container } from '#shared/model/container.ts';
import type { TroubleKind } from '#shared/model/watch.ts';
import type { Assessed } from './assess-row.ts';

/** How long the bad end of a container that stands alone is news; that of a compose service stays while it is so. */
const endedForMs = 24 * 60 * 60_000;

/** @param sinceOf when it was first seen in that kind of trouble. */
export function assessContainer(container: Container, sinceOf: (kind: TroubleKind) => number, now: number): Assessed {
  const [words] = containerTroubles(container);
  if (words === undefined) return { found: [], recheckAt: null };
  const kind = kindOf(container);
  const begun = container.state === 'exited' ? (container.finishedAt ?? sinceOf(kind)) : sinceOf(kind);
  const until = container.state === 'exited' && container.service === null ? begun + endedForMs : null;
  if (until !== null && until <= now) return { found: [], recheckAt: null };
  return { found: [{ kind, words, since: begun }], recheckAt: until };
}

/** In the order in which the model names troubles, worst first. */
function kindOf({ state, oomKilled, health }: Container): TroubleKind {
  if (state === 'dead') return 'dead';
  if (oomKilled) return 'oom_killed';
  if (state === 'restarting') return 'crash_loop';
  return health === 'unhealthy' ? 'unhealthy' : 'dead';
}
