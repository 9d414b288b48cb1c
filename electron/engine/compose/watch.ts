// Wires the watch: Docker as the command line finds it, its freshness to the status bar, its changes into the journal.
import { performance } from 'node:perf_hooks';
import type { SourceStatus } from '#shared/model/system.ts';
import type { Feed } from '../feeds/feed.ts';
import type { ShellEvent } from '../hosts/messages.ts';
import { findDockerEndpoints } from '../sources/docker/endpoints.ts';
import { createDockerWatch, type DockerWatch } from '../watch/docker-watch.ts';
import type { Recording } from './recording.ts';

export interface WatchOptions {
  sources: Feed<SourceStatus>;
  env: Record<string, string | undefined>;
  home: string;
}

export interface Watch {
  docker: DockerWatch;
  /** What a look on request found; never in the place of a source that is followed. */
  publishLook: (statuses: SourceStatus[]) => void;
  /** Connections are closed before the machine sleeps and made anew when it wakes. */
  note: (event: ShellEvent) => void;
  close: () => void;
}

export function createWatch(recording: Recording, { sources, env, home }: WatchOptions): Watch {
  const { journal, writer, now, onDefect, redactor } = recording;
  const docker = createDockerWatch({
    findEndpoints: () => findDockerEndpoints({ env, home, platform: process.platform }),
    now,
    elapsedMs: () => performance.now(),
    redactor,
    onStatus: (status) => sources.publish([status]),
    record: (event) => {
      writer.write('telemetry', (db) => journal.append(db, { ...event, source: 'docker' })).catch(onDefect);
    },
  });
  return {
    docker,
    publishLook: (statuses) => sources.publish(statuses.filter(({ key }) => key !== 'docker' || !docker.begun())),
    note: ({ kind }) => {
      if (kind === 'suspend') docker.pause('this machine goes to sleep');
      if (kind === 'resume') docker.resume();
    },
    close: () => docker.close(),
  };
}
