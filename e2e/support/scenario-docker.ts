// Made-up use, images, volumes and networks of made-up containers: one of each kind, unused ones, unnamed ones, long ones.
import { createHash } from 'node:crypto';
import type { Container } from '#shared/model/container.ts';
import type { ContainerStats } from '#shared/model/container-stats.ts';
import type { DockerImage, DockerNetwork, DockerVolume, UsedBy } from '#shared/model/docker-lists.ts';
import { minuteMs } from './scenario.ts';

const mib = 1024 * 1024;
const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What one container is made to use; unlike ones differ, and the newest has but one sample. */
export function statsOf(container: Container, isLive: boolean, now: number): ContainerStats {
  const { key, name, state } = container;
  const none = { key, cpuCores: null, memoryBytes: null, memoryLimitBytes: null, at: null };
  if (!['running', 'paused'].includes(state))
    return { ...none, state: 'off', reason: `it is ${state}, so it uses nothing` };
  const weight = name.length * 7 + name.charCodeAt(0);
  const seen = {
    key,
    state: isLive ? ('live' as const) : ('stale' as const),
    cpuCores: state === 'paused' ? 0 : ((weight * 37) % 2200) / 1000,
    memoryBytes: (24 + (weight % 700)) * mib,
    memoryLimitBytes: (name.includes('db') ? 1024 : 16_384) * mib,
    at: now - 400,
    reason: isLive ? '' : 'Docker is not live',
  };
  const isNew = container.startedAt !== null && now - container.startedAt < 10_000;
  return isNew ? { ...seen, cpuCores: null, reason: 'CPU takes two samples, and there is one' } : seen;
}

const usersOf = (all: Container[], holds: (one: Container) => boolean): UsedBy =>
  all.filter(holds).map(({ key, name }) => ({ id: key, name }));

export function imagesOf(all: Container[], now: number): DockerImage[] {
  const used = [...new Set(all.map(({ image }) => image))].map((image, at): DockerImage => {
    const id = `sha256:${hexOf(image)}`;
    const digests = at % 3 === 0 ? [] : [`${image.split(':')[0]}@sha256:${hexOf(`${image}digest`)}`];
    return { key: id, id, tags: [image], digests, sizeBytes: (38 + ((at * 211) % 900)) * mib, createdAt: now - (at + 2) * 60 * 26 * minuteMs, usedBy: usersOf(all, (one) => one.image === image) }; // prettier-ignore
  });
  if (used.length === 0) return [];
  const spare = (seed: string, tags: string[]): DockerImage => ({ key: hexOf(seed), id: `sha256:${hexOf(seed)}`, tags, digests: [], sizeBytes: 211 * mib, createdAt: now - 90 * 24 * 60 * minuteMs, usedBy: [] }); // prettier-ignore
  return [...used, spare('left over', []), spare('older', ['registry.local/web:1.3.0', 'registry.local/web:stable'])];
}

export function volumesOf(all: Container[], now: number): DockerVolume[] {
  const names = [...new Set(all.flatMap(({ project }) => (project === null ? [] : [`${project}_data`])))];
  const volume = (name: string, usedBy: UsedBy): DockerVolume => ({ key: name, name, driver: 'local', scope: 'local', mountpoint: `/var/lib/docker/volumes/${name}/_data`, createdAt: now - 9 * 24 * 60 * minuteMs, usedBy }); // prettier-ignore
  const used = names.map((name) =>
    volume(
      name,
      usersOf(all, (one) => `${one.project}_data` === name),
    ),
  );
  return names.length === 0 ? [] : [...used, volume(hexOf('nobody'), [])];
}

export function networksOf(all: Container[], now: number): DockerNetwork[] {
  const projects = [...new Set(all.flatMap(({ project }) => project ?? []))];
  const network = (name: string, patch: Partial<DockerNetwork>): DockerNetwork => ({ key: hexOf(name), id: hexOf(name), name, driver: 'bridge', scope: 'local', internal: false, subnets: [], createdAt: now - 9 * 24 * 60 * minuteMs, usedBy: [], ...patch }); // prettier-ignore
  const own = projects.map((project, at) =>
    network(`${project}_default`, { subnets: [`172.${18 + at}.0.0/16`, ...(at === 0 ? ['fd00:18::/64'] : [])], internal: at === 1, usedBy: usersOf(all, (one) => one.project === project) }),
  ); // prettier-ignore
  const plain = [
    network('bridge', { subnets: ['172.17.0.0/16'], usedBy: usersOf(all, ({ project }) => project === null) }),
    network('host', { driver: 'host' }),
    network('none', { driver: 'null' }),
  ];
  return [...own, ...plain];
}
