// Operations on Docker: its containers, what they use, its lists, dialling it again and not at all. None changes anything there.
import type { DockerWatch } from '../watch/docker-watch.ts';
import { operations } from './router.ts';

export function dockerOperations(watch: DockerWatch) {
  const { docker } = operations;
  return docker.router({
    containers: docker.containers.handler(({ context, signal }) =>
      watch.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    stats: docker.stats.handler(({ input, context, signal }) =>
      watch.stats(input.ids, { signal, backlogBytes: context.backlogBytes }),
    ),
    images: docker.images.handler(() => watch.lists.images()),
    volumes: docker.volumes.handler(() => watch.lists.volumes()),
    networks: docker.networks.handler(() => watch.lists.networks()),
    listChanges: docker.listChanges.handler(({ context, signal }) =>
      watch.lists.changes({ signal, backlogBytes: context.backlogBytes }),
    ),
    container: docker.container.handler(({ input }) => watch.detail(input.id)),
    retry: docker.retry.handler(() => watch.retry()),
    disconnect: docker.disconnect.handler(() => watch.disconnect()),
  });
}
