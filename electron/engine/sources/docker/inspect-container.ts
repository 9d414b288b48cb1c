// Asks a Docker engine about one container. The Docker library is loaded only when the first question is asked.
import type { ContainerInspectInfo } from 'dockerode';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { connectionOf } from './ask-version.ts';

/**
 * @returns null where the engine knows no such container.
 * @throws OpsError `unavailable` or `denied` where the engine does not answer, `bad_input` for an endpoint that is none,
 * or the signal's reason.
 */
export async function inspectContainer(
  endpoint: string,
  container: string,
  signal: AbortSignal,
): Promise<ContainerInspectInfo | null> {
  const target = connectionOf(endpoint);
  if (target === null) {
    throw new OpsError('bad_input', `"${endpoint}" is not a Docker endpoint; allowed: unix:///path or tcp://host:port`);
  }
  const { default: Docker } = await import('dockerode');
  signal.throwIfAborted();
  try {
    return await new Docker(target).getContainer(container).inspect({ abortSignal: signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    if (statusCode === 404) return null;
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such socket',
      ECONNREFUSED: 'nothing listens there',
      EACCES: 'this user may not use the socket',
    };
    const words = `the Docker engine at ${endpoint} cannot be asked: ${reasons[code ?? ''] ?? messageOf(error)}`;
    throw new OpsError(code === 'EACCES' ? 'denied' : 'unavailable', words, { cause: error });
  }
}
