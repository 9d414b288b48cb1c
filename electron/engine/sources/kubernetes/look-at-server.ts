// A light look at an API server: is it there, does it know us, and on the first look who it is.
import { z } from 'zod';
import type { ClusterClient, Opened } from './cluster-client.ts';
import { refusalOf } from './refusal.ts';

export interface ServerLook {
  /** Something answers in its place, but not as a server that works; empty when it does. */
  troubled: string;
  /** As it says, e.g. `v1.36.1`; null where it was not asked or does not tell. */
  version: string | null;
}

export interface LookOptions {
  first: boolean;
  limitMs: number;
  signal: AbortSignal | undefined;
}

const versionSchema = z.looseObject({ gitVersion: z.string().max(100) });

/** @throws OpsError where nobody answers, or there are no credentials. */
export async function lookAtServer(client: ClusterClient, options: LookOptions): Promise<ServerLook> {
  const { first, limitMs, signal } = options;
  const ask = (path: string): Promise<Opened> => client.open(path, { limitMs, signal });
  if (!first) return { troubled: await troubleOf(await ask('/livez')), version: null };
  const answer = await ask('/version');
  const version = answer.status === 200 ? versionIn(await answer.text(64 * 1024)) : null;
  const troubled = answer.status === 200 ? '' : await troubleOf(answer);
  if (troubled !== '') return { troubled, version };
  if (answer.status === 200 && version === null) {
    return { troubled: 'what answers there is not a Kubernetes API server', version };
  }
  return { troubled: '', version };
}

/** Whether metrics.k8s.io answers. What stands behind it may hang by itself, and that says nothing of the server. */
export async function offersUsage(
  client: ClusterClient,
  asked: Pick<LookOptions, 'limitMs' | 'signal'>,
): Promise<boolean> {
  try {
    const answer = await client.open('/apis/metrics.k8s.io/v1beta1', asked);
    answer.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Any answer tells that somebody is there; that it may not be asked (403) or does not know the path says nothing more. */
async function troubleOf(answer: Opened): Promise<string> {
  const harmless = answer.status < 300 || (answer.status >= 400 && answer.status < 500);
  if (!harmless) return `the API server answered ${(await refusalOf(answer)).words}`;
  answer.cancel();
  return '';
}

function versionIn(body: string): string | null {
  try {
    return versionSchema.parse(JSON.parse(body)).gitVersion;
  } catch {
    // The caller says that this is no API server.
    return null;
  }
}
