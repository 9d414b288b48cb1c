// Images, volumes and networks as lines of a table: what they are sorted and found by. Pure.
import type { DockerImage, DockerNetwork, DockerVolume, UsedBy } from '#shared/model/docker-lists.ts';
import type { GridRow } from './grid-column.ts';
import { naturalOrder } from './natural-order.ts';

export interface ListRow<T> extends GridRow {
  entry: T;
  /** Lower case, all that words of the filter are looked for in. */
  hay: string;
}

function rowOf<T extends { key: string; usedBy: UsedBy }>(entry: T, name: string, words: string[]): ListRow<T> {
  const hay = [...words, ...entry.usedBy.map((user) => user.name)].join(' ').toLowerCase();
  // None of them is ever in trouble; whether one is needed is for people to say.
  return { key: entry.key, troubles: [], rank: 0, nameOrder: naturalOrder(name), entry, hay };
}

/** Those without a name are last. */
export const imageRow = (image: DockerImage): ListRow<DockerImage> =>
  rowOf(image, image.tags[0] ?? '\uffff', [image.id, ...image.tags, ...image.digests]);
export const volumeRow = (volume: DockerVolume): ListRow<DockerVolume> =>
  rowOf(volume, volume.name, [volume.name, volume.driver, volume.mountpoint]);
export const networkRow = (network: DockerNetwork): ListRow<DockerNetwork> =>
  rowOf(network, network.name, [network.name, network.id, network.driver, network.scope, ...network.subnets]);

/** Of `sha256:…` the part that people compare. */
export const shortDigest = (digest: string): string => digest.replace(/^.*sha256:/, '').slice(0, 12);
