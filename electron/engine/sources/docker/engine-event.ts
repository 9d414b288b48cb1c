// One event of a Docker engine's stream: read, named, and told apart from others. Decides nothing.
import { z } from 'zod';
import { dockerListNames, type DockerListName } from '#shared/model/docker-lists.ts';

export interface EngineEvent {
  /** Differs between any two events, and is the same for one that is sent again. */
  key: string;
  /** `seconds.nanoseconds`, as the engine takes it for `since`. */
  position: string;
  /** By the engine's clock, epoch milliseconds. */
  at: number;
  /** null where it is about something else than a container. */
  container: ContainerEvent | null;
  /** The lists that are another after it. */
  lists: readonly DockerListName[];
}

export interface ContainerEvent {
  id: string;
  name: string;
  image: string;
  /** `die`, `start`, `health_status`, …; without what follows a colon. */
  action: string;
  /** What follows the colon: `unhealthy`. */
  detail: string | null;
  exitCode: number | null;
}

const schema = z.object({
  Type: z.string().default('container'),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
  time: z.number(),
});

/** null where the line is not an event. */
export function readEvent(line: string): EngineEvent | null {
  const parsed = schema.safeParse(jsonOf(line));
  if (!parsed.success) return null;
  const { Type: type, Action, Actor, time } = parsed.data;
  // Nanoseconds since 1970 have more digits than a number keeps, and `since` has to be exact.
  const nanos = /"timeNano":\s*(\d{10,})/.exec(line)?.[1] ?? `${time}000000000`;
  const position = `${nanos.slice(0, -9)}.${nanos.slice(-9)}`;
  const [action = '', detail = null] = Action.split(/:\s*/, 2);
  const attributes = Actor.Attributes ?? {};
  const exitCode = Number(attributes['exitCode'] ?? NaN);
  return {
    key: `${nanos} ${type} ${Actor.ID} ${Action}`,
    position,
    at: Math.floor(Number(nanos.slice(0, -6))),
    container:
      type === 'container'
        ? {
            id: Actor.ID,
            name: attributes['name'] ?? Actor.ID.slice(0, 12),
            image: attributes['image'] ?? '',
            action,
            detail,
            exitCode: Number.isInteger(exitCode) ? exitCode : null,
          }
        : null,
    lists: listsAfter(type, action),
  };
}

const listOf: Record<string, DockerListName> = { image: 'images', volume: 'volumes', network: 'networks' };

/** Who uses what changes with the containers there are, not with those that run. */
function listsAfter(type: string, action: string): readonly DockerListName[] {
  if (type === 'container') return ['create', 'destroy', 'rename', 'commit'].includes(action) ? dockerListNames : [];
  const list = listOf[type];
  return list === undefined || ['mount', 'unmount', 'save', 'push'].includes(action) ? [] : [list];
}

/** Such events change nothing that is shown: commands run inside (a health check is one), terminals, copies. */
export function changesNothing({ action }: ContainerEvent): boolean {
  return /^(exec_|attach$|detach$|resize$|top$|export$|archive-path$|extract-to-dir$|commit$)/.test(action);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
