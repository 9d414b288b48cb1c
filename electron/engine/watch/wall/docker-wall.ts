// The wall's part of Docker: which containers are in trouble. A container that was seen well is not kept.
import type { Container } from '#shared/model/container.ts';
import { assessContainer } from './assess-container.ts';
import { createRechecks } from './rechecks.ts';
import type { Found, Troubled } from './trouble-groups.ts';
import { troubledContainer } from './workload-of.ts';

export interface DockerTroubles {
  set: (container: Container) => void;
  remove: (container: Container) => void;
  tick: () => void;
}

export function createDockerTroubles(options: {
  now: () => number;
  set: (of: Troubled, found: readonly Found[]) => void;
}): DockerTroubles {
  const { now } = options;
  const kept = new Map<string, { container: Container; kind: string; since: number }>();
  const rechecks = createRechecks();

  const set = (container: Container): void => {
    const known = kept.get(container.id);
    const { found, recheckAt } = assessContainer(
      container,
      (kind) => (known?.kind === kind ? known.since : now()),
      now(),
    );
    const [first] = found;
    rechecks.set(container.id, recheckAt);
    options.set(troubledContainer(container), found);
    if (!first) kept.delete(container.id);
    else
      kept.set(container.id, { container, kind: first.kind, since: known?.kind === first.kind ? known.since : now() });
  };
  return {
    set,
    remove: (container) => {
      kept.delete(container.id);
      rechecks.set(container.id, null);
      options.set(troubledContainer(container), []);
    },
    tick: () => {
      for (const id of rechecks.due(now())) {
        const entry = kept.get(id);
        if (entry) set(entry.container);
      }
    },
  };
}
