// The images, volumes and networks of the engine that is followed: read when asked, and when they may be others since.
import { dockerListNames, type DockerImage, type DockerList, type DockerListChange, type DockerListName, type DockerNetwork, type DockerVolume } from '#shared/model/docker-lists.ts'; // prettier-ignore
import { createFeed, type Broadcast } from '../feeds/feed.ts';
import { listImages, listNetworks, listVolumes } from '../sources/docker/ask-lists.ts';
import type { EngineReader } from '../sources/docker/read-engine.ts';

export interface DockerLists {
  /** Each throws OpsError where the engine cannot be asked. */
  images: () => Promise<DockerList<DockerImage>>;
  volumes: () => Promise<DockerList<DockerVolume>>;
  networks: () => Promise<DockerList<DockerNetwork>>;
  changes: Broadcast<DockerListChange>['subscribe'];
  note: (names: readonly DockerListName[]) => void;
}

export interface DockerListsOptions {
  now: () => number;
  ask: <T>(question: (reader: EngineReader) => Promise<T>) => Promise<T>;
}

export function createDockerLists({ now, ask }: DockerListsOptions): DockerLists {
  const changes = createFeed<DockerListChange>(dockerListNames.map((key) => ({ key, changedAt: 0 })));
  const read = async <T>(list: (reader: EngineReader) => Promise<T[]>): Promise<DockerList<T>> => {
    // The moment before it was asked: what happens during the reading may not be in it.
    const readAt = now();
    return { readAt, entries: await ask(list) };
  };
  return {
    images: () => read(listImages),
    volumes: () => read(listVolumes),
    networks: () => read(listNetworks),
    changes: changes.subscribe,
    note: (names) => changes.publish(names.map((key) => ({ key, changedAt: now() }))),
  };
}
