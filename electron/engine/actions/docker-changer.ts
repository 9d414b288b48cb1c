// Actions on containers of the Docker engine that is followed.
import type { ActionName, Offer } from '#shared/model/action.ts';
import type { ContainerDetail } from '#shared/model/container.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Watched } from '#shared/model/watch.ts';
import { containerActions, type ChangeResult, type ContainerAction } from '../sources/docker/change-container.ts';
import { destructive, type Changer } from './changer.ts';

export interface DockerChangerOptions {
  /** Reads one container as it is now. @throws OpsError `not_found`. */
  read: (id: string) => Promise<ContainerDetail>;
  change: (action: ContainerAction, id: string, options: { force: boolean }) => Promise<ChangeResult>;
}

/** Which states each action makes sense in; every other is told why not. */
const from: Record<ContainerAction, readonly string[]> = {
  start: ['created', 'exited', 'dead'],
  stop: ['running', 'restarting', 'paused'],
  restart: ['running', 'restarting', 'exited', 'created', 'paused'],
  pause: ['running'],
  unpause: ['paused'],
  kill: ['running', 'restarting', 'paused'],
  remove: ['created', 'running', 'paused', 'restarting', 'exited', 'dead'],
};
const done: Record<ContainerAction, string> = {
  start: 'was started',
  stop: 'was stopped',
  restart: 'was restarted',
  pause: 'is paused',
  unpause: 'goes on',
  kill: 'was killed',
  remove: 'was removed',
};
const touched: Record<ContainerAction, string> = {
  start: 'starts',
  stop: 'is asked to end, and killed after 10 s',
  restart: 'ends and starts again',
  pause: 'stands still',
  unpause: 'goes on',
  kill: 'is killed at once',
  remove: 'is removed with its writable layer',
};

export function createDockerChanger({ read, change }: DockerChangerOptions): Changer {
  return {
    offers: async (target) => {
      const { container } = await read(idOf(target));
      return containerActions.map((action): Offer => {
        const allowed = from[action].includes(container.state);
        const reason = allowed ? '' : `it is ${container.state}`;
        return { action, allowed, reason, destructive: destructive.has(action), replicas: null };
      });
    },
    preview: async ({ action: asked, target }) => {
      const action = known(asked);
      const { container, mounts, restartPolicy } = await read(idOf(target));
      if (!from[action].includes(container.state))
        throw new OpsError('conflict', `Container ${container.name} is ${container.state}; it cannot ${action} now.`);
      const compose = container.project === null ? '' : ` (compose project ${container.project})`;
      const running = action === 'remove' && container.state !== 'exited' && container.state !== 'created';
      return {
        touches: [`Container ${container.name}${compose}: ${touched[action]}`],
        warnings: [
          ...(running ? ['It runs: it is killed first.'] : []),
          ...(action === 'kill' && restartPolicy.startsWith('always')
            ? ['Its restart policy may start it again.']
            : []),
          ...(action === 'remove' && mounts.length > 0 ? ['Its volumes and mounted folders stay.'] : []),
        ],
      };
    },
    change: async ({ action: asked, target }) => {
      const action = known(asked);
      const { changed } = await change(action, idOf(target), { force: action === 'remove' });
      return changed ? done[action] : `was so already: nothing was changed`;
    },
  };
}

/** @throws OpsError `bad_input` for an action that containers do not have. */
function known(action: ActionName): ContainerAction {
  const found = containerActions.find((name) => name === action);
  if (found) return found;
  throw new OpsError('bad_input', `"${action}" is no action on a container; allowed: ${containerActions.join(', ')}`);
}

function idOf({ kind, key }: Watched): string {
  if (kind === 'container') return key;
  throw new OpsError('bad_input', `Docker has no actions on ${kind}; allowed: container`);
}
