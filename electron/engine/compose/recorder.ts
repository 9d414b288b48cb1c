// Wires the recorder: what the watches tell becomes versions of objects and events of the journal.
import type { RecordedObjects } from '#shared/model/recorder/recorded-objects.ts';
import { countObjects, forgetSourceEvents } from '../store/object-rows.ts';
import { createDockerObjects } from '../recorder/docker-objects.ts';
import { createKubernetesObjects } from '../recorder/kubernetes-objects.ts';
import { createObjectRecorder, type ObjectRecorder } from '../recorder/object-recorder.ts';
import type { DockerWatch } from '../watch/docker-watch.ts';
import type { Recording } from './recording.ts';
import type { Watch } from './watch.ts';

export interface Recorder {
  objects: Pick<ObjectRecorder, 'counts'>;
  recordedObjects: () => RecordedObjects[];
  close: () => void;
}

export interface RecorderOptions {
  watch: Watch;
}

export function createRecorder(
  { read, writer, journal, now, onDefect }: Recording,
  { watch }: RecorderOptions,
): Recorder {
  const recorder = createObjectRecorder({ read, writer, journal, now, onDefect });
  const docker = createDockerObjects({ recorder, endpoint: () => endpointOf(watch.docker), now });
  const kubernetes = createKubernetesObjects({ recorder, now });
  const stops = [
    watch.onDocker({ rows: docker.rows, status: docker.status, news: () => undefined }),
    watch.onKubernetes(kubernetes),
    watch.kubernetes.onRows(kubernetes.rows),
  ];
  const forget = (): void => {
    writer.write('telemetry', (db) => forgetSourceEvents(db, now() - identitiesKeptMs, mostForgotten)).catch(onDefect);
  };
  const forgetting = setInterval(forget, forgetEveryMs).unref();
  return {
    objects: recorder,
    recordedObjects: () => countObjects(read),
    close: () => {
      clearInterval(forgetting);
      for (const stop of stops) stop();
      recorder.close();
    },
  };
}

/** An engine keeps 256 events, a cluster an hour of them. */
const identitiesKeptMs = 7 * 86_400_000;
const forgetEveryMs = 60_000;
const mostForgotten = 500;

function endpointOf({ address }: Pick<DockerWatch, 'address'>): string | null {
  try {
    return address().endpoint;
  } catch {
    // Nothing is followed, or it is not known yet what.
    return null;
  }
}
