// Docker's part of the contract over a scenario. Its lists are made of its containers.
import { ORPCError } from '@orpc/server';
import type { Container } from '#shared/model/container.ts';
import { dockerListNames } from '#shared/model/docker-lists.ts';
import { hubOf } from './fake-router.ts';
import { imagesOf, networksOf, statsOf, volumesOf } from './scenario-docker.ts';
import type { Scenario } from './scenario.ts';
import type { Implemented } from './implemented.ts';

type Docker = Implemented['docker'];

export function dockerHandlers(docker: Docker, { containers, containerDetail, sources }: Scenario) {
  const hub = hubOf<Container>(containers);
  const isLive = sources.some(({ key, state }) => key === 'docker' && state === 'live');
  const now = Date.now();
  const read = <T>(entries: T[]): { readAt: number; entries: T[] } => {
    if (!isLive) throw new ORPCError('UNAVAILABLE', { message: 'the Docker engine at unix:///var/run/docker.sock cannot be asked: connection refused' }); // prettier-ignore
    return { readAt: Date.now(), entries };
  };
  return {
    containers: docker.containers.handler(({ signal }) => hub.feed(signal)),
    container: docker.container.handler(({ input }) => {
      const container = containers.find((one) => one.id === input.id);
      if (container === undefined) throw new ORPCError('NOT_FOUND', { message: `no container ${input.id}` });
      return containerDetail(container);
    }),
    stats: docker.stats.handler(({ input, signal }) => {
      const wanted = containers.filter(({ key }) => input.ids.includes(key));
      return hubOf(wanted.map((one) => statsOf(one, isLive, now))).feed(signal);
    }),
    images: docker.images.handler(() => read(imagesOf(containers, now))),
    volumes: docker.volumes.handler(() => read(volumesOf(containers, now))),
    networks: docker.networks.handler(() => read(networksOf(containers, now))),
    listChanges: docker.listChanges.handler(({ signal }) =>
      hubOf(dockerListNames.map((key) => ({ key, changedAt: now - 60_000 }))).feed(signal),
    ),
    retry: docker.retry.handler(() => undefined),
    disconnect: docker.disconnect.handler(() => undefined),
  };
}
