// Where a Docker engine may be reached on this machine, in the order in which the docker command line decides, and what
// answers there. Starts nothing and changes nothing.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { askVersion, type EndpointAnswer } from './ask-version.ts';

export interface DockerSurroundings {
  env: Record<string, string | undefined>;
  /** The user's home folder. */
  home: string;
  platform: NodeJS.Platform;
}

export interface DockerCandidate {
  /** Why it was looked at: `DOCKER_HOST`, `context desktop-linux`, `rootless`. */
  name: string;
  /** `unix:///path` or `tcp://host:port`. */
  endpoint: string;
  answer: EndpointAnswer;
  chosen: boolean;
}

/**
 * Every candidate with its answer, asked side by side within three seconds. At most one is chosen: the first that
 * answers, except that a choice which the user made (DOCKER_HOST, a context) is never passed over for another engine.
 */
export async function findDockerEndpoints(surroundings: DockerSurroundings): Promise<DockerCandidate[]> {
  const stated = await statedEndpoint(surroundings);
  const places = distinct([...(stated ? [stated] : []), ...usualEndpoints(surroundings)]);
  const candidates = await Promise.all(
    places.map(async (place) => ({
      ...place,
      answer: place.problem ?? (await askVersion(place.endpoint)),
      chosen: false,
    })),
  );
  const chosen = stated ? candidates[0] : candidates.find(({ answer }) => answer.state === 'ok');
  return candidates.map(({ name, endpoint, answer }) => ({
    name,
    endpoint,
    answer,
    chosen: answer.state === 'ok' && endpoint === chosen?.endpoint,
  }));
}

interface Place {
  name: string;
  endpoint: string;
  problem?: EndpointAnswer;
}

async function statedEndpoint({ env, home }: DockerSurroundings): Promise<Place | null> {
  if (env['DOCKER_HOST']) return { name: 'DOCKER_HOST', endpoint: env['DOCKER_HOST'] };
  const folder = env['DOCKER_CONFIG'] || join(home, '.docker');
  const configured = z.object({ currentContext: z.string().optional() });
  const context = env['DOCKER_CONTEXT'] || (await readJson(join(folder, 'config.json'), configured))?.currentContext;
  if (!context || context === 'default') return null;
  const name = `context ${context}`;
  const digest = createHash('sha256').update(context).digest('hex');
  const meta = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string() }) }) });
  const found = await readJson(join(folder, 'contexts', 'meta', digest, 'meta.json'), meta);
  if (found) return { name, endpoint: found.Endpoints.docker.Host };
  return {
    name,
    endpoint: '',
    problem: { state: 'absent', words: `the docker context "${context}" is not defined in ${folder}` },
  };
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
