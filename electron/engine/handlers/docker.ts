// Operations on Docker: its containers, one of them in full, and dialling it again. None changes anything there.
import type { DockerWatch } from '../watch/docker-watch.ts';
import { operations } from './router.ts';

export function dockerOperations(watch: DockerWatch) {
  const { docker } = operations;
  return docker.router({
    containers: docker.containers.handler(({ context, signal }) =>
      watch.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    container: docker.container.handler(({ input }) => watch.detail(input.id)),
    retry: docker.retry.handler(() => watch.retry()),
  });
}
