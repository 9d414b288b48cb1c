// Wires what can change a system: environments, the locks, actions, terminals and port-forwards, on the sources that are
// watched. Nothing here writes to a system except through a lock that a person opened.
import { randomUUID } from 'node:crypto';
import type { Environment } from '#shared/model/environment.ts';
import type { KubeConnection } from '#shared/model/kubernetes.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createActions, type Actions } from '../actions/actions.ts';
import { createDockerChanger } from '../actions/docker-changer.ts';
import { createKubernetesChanger } from '../actions/kubernetes-changer.ts';
import { createEnvironments, type Environments } from '../environments/environments.ts';
import { createLocks, type Locks } from '../environments/locks.ts';
import { createForwards, type Forwards } from '../forwards/forwards.ts';
import { createPodRoutes } from '../forwards/pod-routes.ts';
import type { NewEvent } from '../journal/journal.ts';
import { changeContainer } from '../sources/docker/change-container.ts';
import { openExec } from '../sources/docker/exec-session.ts';
import { dialPod } from '../sources/kubernetes/dial-pod.ts';
import { execInPod } from '../sources/kubernetes/exec-in-pod.ts';
import { createTerminals, type Terminals } from '../terminal/terminals.ts';
import type { DockerWatch } from '../watch/docker-watch.ts';
import type { KubernetesWatch } from '../watch/kubernetes-watch.ts';
import type { Recording } from './recording.ts';

type Env = Record<string, string | undefined>;

export interface Guarded {
  environments: Environments;
  locks: Locks;
  actions: Actions;
  terminals: Terminals;
  forwards: Forwards;
  close: () => void;
}

export interface GuardedOptions {
  docker: DockerWatch;
  kubernetes: KubernetesWatch;
  environments: Environments;
  locks: Locks;
}

export function createGuarded(
  recording: Recording,
  { docker, kubernetes, environments, locks }: GuardedOptions,
): Guarded {
  const { now, onDefect } = recording;
  const common = { locks, record: auditOf(recording), onDefect, now };

  const actions = createActions({
    ...common,
    newTicket: randomUUID,
    changers: {
      docker: createDockerChanger({
        read: docker.detail,
        change: (action, id, options) => changeContainer(docker.address(), action, id, options),
      }),
      kubernetes: createKubernetesChanger((request) => kubernetes.changer().send(request), now),
    },
  });
  const terminals = createTerminals({
    ...common,
    newId: randomUUID,
    openers: {
      docker: (target, _container, request) => openExec(docker.address(), target.key, request),
      kubernetes: ({ kind, namespace, name }, container, request) => {
        if (kind === 'pods' && namespace !== null)
          return execInPod(kubernetes.changer(), { namespace, pod: name, container }, request);
        throw new OpsError('bad_input', `There is no terminal in ${kind}; allowed: pods`);
      },
    },
  });
  const forwards = createForwards({
    ...common,
    newKey: randomUUID,
    routes: {
      resolve: createPodRoutes((path) => kubernetes.changer().send({ method: 'GET', path })),
      dial: (namespace, { pod, port }) => dialPod(kubernetes.changer(), { namespace, pod, port }),
    },
  });
  const stopLooking = kubernetes.onRows((kind, _changes, first) => {
    if (kind === 'pods' && !first) forwards.look();
  });
  return {
    environments,
    locks,
    actions,
    terminals,
    forwards,
    close: () => {
      stopLooking();
      terminals.closeAll();
      forwards.stopAll('Ready Room was closed');
      locks.close();
    },
  };
}

/** The environments and locks, which have to be there before the sources that they name. */
export function createGuard(
  recording: Recording,
  onActive: (environment: Environment) => void,
): Pick<Guarded, 'environments' | 'locks'> {
  const { now, onDefect } = recording;
  const environments = createEnvironments({ ...recording, onActive });
  const locks = createLocks({ now, onDefect, record: auditOf(recording) });
  return { environments, locks };
}

/** Resolves when the event is on the disk. */
function auditOf({ writer, journal }: Recording): (event: NewEvent) => Promise<void> {
  return async (event) => {
    await writer.write('audit', (db) => journal.append(db, event));
  };
}

/** Before Docker stands the environment: two of the same name are told apart by what they name. */
export function guardDocker(locks: Locks, { key, name, docker, protected: isProtected }: Environment): void {
  locks.guard('docker', { name, identity: `${key} ${docker ?? ''}`, protected: isProtected });
}

/** Before Kubernetes stands the context that is connected, always protected. */
export function guardKubernetes(locks: Locks, { context, server, caDigest, state }: KubeConnection): void {
  const connected = context !== null && server !== null && state !== 'off' && state !== 'denied';
  // While it is stale it is the same cluster; the lock says so.
  locks.guard(
    'kubernetes',
    connected ? { name: context, identity: `${server} ${caDigest ?? ''}`, protected: true } : null,
  );
}

/** Points the sources at what the environment names. A context is dialled only where it still means what it meant. */
export function followEnvironment(
  { docker, kubernetes }: Pick<GuardedOptions, 'docker' | 'kubernetes'>,
  environment: Environment,
): void {
  // prettier-ignore
  docker.repoint();
  const pinned = environment.kubernetes;
  if (pinned === null) return kubernetes.disconnect();
  const { context, namespaces, server, caDigest } = pinned;
  kubernetes.connect({ context, namespaces, agreedDigest: null, expected: { server, caDigest } });
}

/** The variables by which the command lines find their systems, with what the environment names in their place. */
export function environmentOf({ docker, prometheusUrl }: Environment, env: Env): Env {
  return {
    ...env,
    ...(docker !== null && { DOCKER_HOST: docker }),
    // Plans and the diagnosis go no other way than the network.
    ...(prometheusUrl?.startsWith('http') === true && { PROMETHEUS_URL: prometheusUrl }),
  };
}
