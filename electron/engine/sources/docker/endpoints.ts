// Where a Docker engine may be reached on this machine, in the order in which the docker command line decides, and what
// answers there. Starts nothing and changes nothing.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, OpsError } from '#shared/model/ops-error.ts';
import { askVersion, type EndpointAnswer } from './ask-version.ts';
import { isSsh, type EngineAddress, type TlsMaterial } from './engine-address.ts';
import { readTlsMaterial } from './tls-material.ts';

export interface DockerSurroundings {
  env: Record<string, string | undefined>;
  /** The user's home folder. */
  home: string;
  platform: NodeJS.Platform;
}

export interface DockerCandidate {
  /** Why it was looked at: `DOCKER_HOST`, `context desktop-linux`, `rootless`. */
  name: string;
  /** `unix:///path`, `tcp://host:port` or `ssh://user@host`. */
  endpoint: string;
  /** The same with what TLS and ssh need; absent where the endpoint says it all. Not for a screen: it holds a key. */
  address?: EngineAddress;
  /** What is not as safe as it should be, in words. */
  warning?: string;
  answer: EndpointAnswer;
  chosen: boolean;
}

/**
 * Every candidate with its answer, asked side by side within three seconds, or nine over ssh. At most one is chosen: the first that
 * answers, except that a choice which the user made (DOCKER_HOST, a context) is never passed over for another engine. `signal` ends
 * all questions at once.
 */
export async function findDockerEndpoints(
  surroundings: DockerSurroundings,
  signal?: AbortSignal,
): Promise<DockerCandidate[]> {
  const stated = await statedEndpoint(surroundings);
  const places = distinct([...(stated ? [stated] : []), ...usualEndpoints(surroundings)]);
  const candidates = await Promise.all(
    places.map(async (place): Promise<DockerCandidate> => {
      const { name, endpoint, address, warning, problem } = place;
      const answer = problem ?? (await askVersion(address ?? endpoint, signal));
      return { name, endpoint, ...(address && { address }), ...(warning !== undefined && { warning }), answer, chosen: false }; // prettier-ignore
    }),
  );
  const chosen = stated ? candidates[0] : candidates.find(({ answer }) => answer.state === 'ok');
  return candidates.map((candidate) => ({
    ...candidate,
    chosen: candidate.answer.state === 'ok' && candidate.endpoint === chosen?.endpoint,
  }));
}

interface Place {
  name: string;
  endpoint: string;
  address?: EngineAddress;
  warning?: string;
  problem?: EndpointAnswer;
}

async function statedEndpoint({ env, home }: DockerSurroundings): Promise<Place | null> {
  const folder = env['DOCKER_CONFIG'] || join(home, '.docker');
  const host = env['DOCKER_HOST'];
  if (host) {
    // Asked for TLS, the docker command line also has a mode that verifies nothing (DOCKER_TLS); this has not.
    const wantsTls = Boolean(env['DOCKER_TLS_VERIFY'] || env['DOCKER_TLS']);
    const certificates = env['DOCKER_CERT_PATH'] || folder;
    const read = (): Promise<TlsMaterial | null> => readTlsMaterial(certificates, 'ca', true);
    return placeOf('DOCKER_HOST', host, env, wantsTls ? read : null);
  }
  const configured = z.object({ currentContext: z.string().optional() });
  const context = env['DOCKER_CONTEXT'] || (await readJson(join(folder, 'config.json'), configured))?.currentContext;
  if (!context || context === 'default') return null;
  const name = `context ${context}`;
  const digest = createHash('sha256').update(context).digest('hex');
  const found = await readJson(join(folder, 'contexts', 'meta', digest, 'meta.json'), contextSchema);
  if (!found) return { name, endpoint: '', problem: { state: 'absent', words: `the docker context "${context}" is not defined in ${folder}` } }; // prettier-ignore
  const { Host: endpoint, SkipTLSVerify: skips } = found.Endpoints.docker;
  const certificates = join(folder, 'contexts', 'tls', digest, 'docker');
  const read = async (): Promise<TlsMaterial | null> =>
    (await readTlsMaterial(certificates, 'any', !skips)) ??
    (skips ? { ca: null, cert: null, key: null, verify: false, folder: certificates } : null);
  const place = await placeOf(name, endpoint, env, read);
  const unverified = place.address?.tls?.verify === false;
  return unverified ? { ...place, warning: `the docker context "${context}" says not to verify the certificate: anyone in between could be answering (SkipTLSVerify)` } : place; // prettier-ignore
}

const contextSchema = z.object({
  Endpoints: z.object({ docker: z.object({ Host: z.string(), SkipTLSVerify: z.boolean().nullish() }) }),
});

/** @param readTls null where nothing asks for TLS; it resolves with null where there is no material for it. */
async function placeOf(
  name: string,
  endpoint: string,
  env: DockerSurroundings['env'],
  readTls: (() => Promise<TlsMaterial | null>) | null,
): Promise<Place> {
  if (isSsh(endpoint)) return { name, endpoint, address: { endpoint, tls: null, env } };
  if (readTls === null || !endpoint.startsWith('tcp://')) return { name, endpoint };
  try {
    const tls = await readTls();
    if (tls === null) return { name, endpoint };
    // The port of an engine behind TLS is another one.
    const ported = /:\d+\/?$/.test(endpoint) ? endpoint : `${endpoint.replace(/\/$/, '')}:2376`;
    return { name, endpoint: ported, address: { endpoint: ported, tls, env: null } };
  } catch (error) {
    const denied = error instanceof OpsError && error.code === 'denied';
    return { name, endpoint, problem: { state: denied ? 'denied' : 'error', words: messageOf(error) } };
  }
}

function usualEndpoints({ env, home, platform }: DockerSurroundings): Place[] {
  if (platform === 'win32') return [{ name: 'Docker Desktop', endpoint: 'npipe:////./pipe/docker_engine' }];
  const runtime = env['XDG_RUNTIME_DIR'];
  const sockets: [string, string][] = [['default', '/var/run/docker.sock']];
  if (runtime) sockets.push(['rootless', join(runtime, 'docker.sock')]);
  sockets.push(
    ['Docker Desktop', join(home, '.docker/run/docker.sock')],
    ['Docker Desktop', join(home, '.docker/desktop/docker.sock')],
    ['Colima', join(home, '.colima/default/docker.sock')],
    ['OrbStack', join(home, '.orbstack/run/docker.sock')],
    ['Rancher Desktop', join(home, '.rd/docker.sock')],
  );
  if (runtime) sockets.push(['Podman', join(runtime, 'podman/podman.sock')]);
  sockets.push(['Podman', '/run/podman/podman.sock']);
  return sockets.map(([name, path]) => ({ name, endpoint: `unix://${path}` }));
}

function distinct(places: Place[]): Place[] {
  return places.filter((place, index) => places.findIndex(({ endpoint }) => endpoint === place.endpoint) === index);
}

/** null where the file is absent or not understood: the context is then reported as not defined. */
async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
