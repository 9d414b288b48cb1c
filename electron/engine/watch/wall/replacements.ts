// Pairs a container that goes with one that comes in its place, in either order: compose makes the new one first.
import type { Container } from '#shared/model/container.ts';
import { containerKey } from './workload-of.ts';

export interface Moved {
  container: Container;
  at: number;
}

export interface Replacements {
  came: (moved: Moved) => void;
  went: (moved: Moved) => void;
  /** Whether it came lately and has not been asked about, in the place of another or not. */
  takeNew: (id: string) => boolean;
}

/** Of one service, or of one name, this close together, they are one replacement. */
const windowMs = 60_000;
const mostRemembered = 500;

export function createReplacements(options: {
  came: (moved: Moved) => void;
  went: (moved: Moved) => void;
  replaced: (was: Moved, is: Moved) => void;
}): Replacements {
  const lately = { came: [] as Moved[], went: [] as Moved[] };
  const ids = new Set<string>();
  const takeMate = (from: Moved[], of: Moved): Moved | undefined => {
    const key = containerKey(of.container);
    const at = from.findIndex(
      (other) =>
        other.container.id !== of.container.id &&
        containerKey(other.container) === key &&
        Math.abs(other.at - of.at) <= windowMs,
    );
    return at < 0 ? undefined : from.splice(at, 1)[0];
  };
  const keep = (list: Moved[], moved: Moved): void => {
    list.push(moved);
    while (list.length > mostRemembered || (list[0] && moved.at - list[0].at > windowMs)) list.shift();
  };
  return {
    came: (moved) => {
      ids.add(moved.container.id);
      if (ids.size > mostRemembered) ids.delete(ids.values().next().value as string);
      const was = takeMate(lately.went, moved);
      if (was) return options.replaced(was, moved);
      keep(lately.came, moved);
      options.came(moved);
    },
    went: (moved) => {
      const is = takeMate(lately.came, moved);
      if (is) return options.replaced(moved, is);
      keep(lately.went, moved);
      options.went(moved);
    },
    takeNew: (id) => ids.delete(id),
  };
}
