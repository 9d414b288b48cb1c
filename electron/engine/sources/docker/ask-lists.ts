// Reads the images, volumes and networks of an engine, each with the containers that hold on to it.
import { z } from 'zod';
import type { DockerImage, DockerNetwork, DockerVolume, UsedBy } from '#shared/model/docker-lists.ts';
import { parsed } from './ask-containers.ts';
import { timeOf } from './container-shapes.ts';
import type { EngineReader } from './read-engine.ts';

/** An engine counts the sizes of images anew for each list. */
const limitMs = 20_000;
const text = z.string().nullish().transform((value) => value ?? ''); // prettier-ignore
const texts = z.array(z.string()).nullish().transform((value) => value ?? []); // prettier-ignore

const containers = z.array(
  z.object({
    Id: z.string(),
    Names: texts,
    ImageID: text,
    Mounts: z.array(z.object({ Type: text, Name: text })).nullish(),
    NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ NetworkID: text })).nullish() }).nullish(),
  }),
);
type Holder = z.output<typeof containers>[number];

const images = z.array(z.object({ Id: z.string(), RepoTags: texts, RepoDigests: texts, Created: z.number(), Size: z.number() })); // prettier-ignore
const volumes = z.object({
  Volumes: z
    .array(z.object({ Name: z.string(), Driver: text, Scope: text, Mountpoint: text, CreatedAt: text }))
    .nullish(),
});
const networks = z.array(
  z.object({
    Id: z.string(),
    Name: z.string(),
    Created: text,
    Driver: text,
    Scope: text,
    Internal: z.boolean().default(false),
    IPAM: z.object({ Config: z.array(z.object({ Subnet: text })).nullish() }).nullish(),
  }),
);

/** @throws OpsError as the reader, and `internal` where the answer is none. */
export async function listImages(reader: EngineReader): Promise<DockerImage[]> {
  const [found, holders] = await both(reader, '/images/json', images, 'the list of images');
  const users = usersBy(holders, ({ ImageID }) => [ImageID]);
  // Where nothing is known the engine says so with a name of its own.
  const named = (all: string[]): string[] => all.filter((one) => !one.includes('<none>'));
  return found.map(({ Id: id, RepoTags, RepoDigests, Created, Size }) => ({
    key: id,
    id,
    tags: named(RepoTags),
    digests: named(RepoDigests),
    sizeBytes: Size,
    createdAt: Created * 1000,
    usedBy: users.get(id) ?? [],
  }));
}

/** @throws as `listImages` */
export async function listVolumes(reader: EngineReader): Promise<DockerVolume[]> {
  const [found, holders] = await both(reader, '/volumes', volumes, 'the list of volumes');
  const users = usersBy(holders, ({ Mounts }) => (Mounts ?? []).filter(({ Type }) => Type === 'volume').map(({ Name }) => Name)); // prettier-ignore
  return (found.Volumes ?? []).map(({ Name: name, Driver, Scope, Mountpoint, CreatedAt }) => ({
    key: name,
    name,
    driver: Driver,
    scope: Scope,
    mountpoint: Mountpoint,
    createdAt: timeOf(CreatedAt),
    usedBy: users.get(name) ?? [],
  }));
}

/** @throws as `listImages` */
export async function listNetworks(reader: EngineReader): Promise<DockerNetwork[]> {
  const [found, holders] = await both(reader, '/networks', networks, 'the list of networks');
  // A container that was not started yet knows its network by name alone.
  const users = usersBy(holders, ({ NetworkSettings }) =>
    Object.entries(NetworkSettings?.Networks ?? {}).map(([name, { NetworkID }]) => NetworkID || `name ${name}`),
  );
  return found.map(({ Id: id, Name: name, Created, Driver, Scope, Internal, IPAM }) => ({
    key: id,
    id,
    name,
    driver: Driver,
    scope: Scope,
    internal: Internal,
    subnets: (IPAM?.Config ?? []).map(({ Subnet }) => Subnet).filter((subnet) => subnet !== ''),
    createdAt: timeOf(Created),
    usedBy: [...(users.get(id) ?? []), ...(users.get(`name ${name}`) ?? [])],
  }));
}

async function both<S extends z.ZodType>(
  reader: EngineReader,
  path: string,
  schema: S,
  what: string,
): Promise<[z.output<S>, Holder[]]> {
  const [list, holders] = await Promise.all([reader.get(path, limitMs), reader.get('/containers/json?all=1', limitMs)]);
  return [parsed(list, schema, what), parsed(holders, containers, 'the list of containers')];
}

function usersBy(holders: Holder[], heldBy: (holder: Holder) => string[]): Map<string, UsedBy> {
  const users = new Map<string, UsedBy>();
  for (const holder of holders) {
    const name = (holder.Names[0] ?? holder.Id.slice(0, 12)).replace(/^\//, '');
    for (const key of new Set(heldBy(holder))) {
      const known = users.get(key) ?? [];
      users.set(key, [...known, { id: holder.Id, name }]);
    }
  }
  return users;
}
