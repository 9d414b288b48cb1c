// Wires logs: which system a target is asked of, and that secrets are replaced before a line is kept.
import { performance } from 'node:perf_hooks';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { Feed } from '../feeds/feed.ts';
import { dockerOrigins } from '../logs/docker-origins.ts';
import { kubernetesOrigins } from '../logs/kubernetes-origins.ts';
import { createLogSessions, type LogSessions } from '../logs/log-sessions.ts';
import type { DockerWatch } from '../watch/docker-watch.ts';
import type { KubernetesWatch } from '../watch/kubernetes-watch.ts';
import type { Recording } from './recording.ts';

export interface LogsOptions {
  sources: Feed<SourceStatus>;
  docker: DockerWatch;
  kubernetes: KubernetesWatch;
}

export function createLogs({ now, redactor }: Recording, { sources, docker, kubernetes }: LogsOptions): LogSessions {
  return createLogSessions({
    now,
    redactor,
    elapsedMs: () => performance.now(),
    originsOf: (target, previous) => {
      if (target.source === 'kubernetes') return kubernetesOrigins(kubernetes, target, previous);
      if (previous)
        throw new OpsError('bad_input', 'previous: Docker keeps the lines of all runs of a container together');
      return dockerOrigins(
        { containers: docker.subscribe, sources: sources.subscribe, address: docker.address },
        target,
      );
    },
  });
}
