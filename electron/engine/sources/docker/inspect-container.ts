// Asks a Docker engine about one container. The Docker library is loaded only when the first question is asked.
import type { ContainerInspectInfo, DockerOptions } from 'dockerode';
import { OpsError } from '#shared/model/ops-error.ts';
import { failureOf } from './connection-failure.ts';
import { endpointOf, type Reachable } from './engine-address.ts';
import { routeTo } from './route.ts';

/**
 * @returns null where the engine knows no such container.
 * @throws OpsError `unavailable` or `denied` where the engine does not answer, `bad_input` for an endpoint that is none,
 * or the signal's reason.
 */
export async function inspectContainer(
  address: Reachable,
  container: string,
  signal: AbortSignal,
): Promise<ContainerInspectInfo | null> {
  const route = routeTo(address);
  const { default: Docker } = await import('dockerode');
  signal.throwIfAborted();
  try {
    // The agent dials; what it dials with, TLS included, is not the library's to know.
    return await new Docker({ ...route.options, protocol: 'http' } as DockerOptions)
      .getContainer(container)
      .inspect({ abortSignal: signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { statusCode } = error as { statusCode?: number };
    if (statusCode === 404) return null;
    const { state, words } = failureOf(error as Error);
    const message = `the Docker engine at ${endpointOf(address)} cannot be asked: ${words}`;
    throw new OpsError(state === 'denied' ? 'denied' : 'unavailable', message, { cause: error });
  } finally {
    route.close();
  }
}
