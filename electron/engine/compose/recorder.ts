// Wires the recorder: what the watches tell becomes versions of objects, events of the journal, and excerpts of logs.
import type { RecordedObjects } from '#shared/model/recorder/recorded-objects.ts';
import { dockerDeath, kubernetesDeath } from '../recorder/deaths.ts';
import { createDockerObjects } from '../recorder/docker-objects.ts';
import { createKubernetesObjects } from '../recorder/kubernetes-objects.ts';
import { createLogExcerpts, type Death } from '../recorder/log-excerpts.ts';
import { createObjectRecorder } from '../recorder/object-recorder.ts';
import { countObjects, forgetSourceEvents } from '../store/object-rows.ts';
import type { DockerWatch } from '../watch/docker-watch.ts';
import type { Recording } from './recording.ts';
import type { Watch } from './watch.ts';

export interface Recorder {
  recordedObjects: () => RecordedObjects[];
  close: () => void;
}

export interface RecorderOptions {
  watch: Pick<Watch, 'docker' | 'kubernetes' | 'onDocker' | 'onKubernetes'>;
}

/** An engine keeps 256 events, a cluster an hour of them. */
const identitiesKeptMs = 7 * 86_400_000;
const forgetEveryMs = 60_000;
const mostForgotten = 500;

export function createRecorder(recording: Recording, { watch }: RecorderOptions): Recorder {
  const { read, writer, journal, redactor, now, onDefect } = recording;
  const objects = createObjectRecorder({ read, writer, journal, now, onDefect });
  const docker = createDockerObjects({ recorder: objects, endpoint: () => endpointOf(watch.docker), now });
  const kubernetes = createKubernetesObjects({ recorder: objects, now });
  const safeText = (text: string): string => redactor.text(text).text;
  const excerpts = createLogExcerpts({ journal, writer, now, onDefect, safeText });
  const note = (death: Death | null): void => {
    if (death !== null) excerpts.died(death);
  };
  const stops = [
    watch.onDocker({ ...docker, news: (news) => note(dockerDeath(news, watch.docker.address, recording)) }),
    watch.onKubernetes(kubernetes),
    watch.kubernetes.onRows((kind, changes, first) => {
      kubernetes.rows(kind, changes, first);
      if (!first) for (const change of changes) note(kubernetesDeath(kind, change, watch.kubernetes.open, recording));
    }),
  ];
  const forget = (): void => {
    writer.write('telemetry', (db) => forgetSourceEvents(db, now() - identitiesKeptMs, mostForgotten)).catch(onDefect);
  };
  const forgetting = setInterval(forget, forgetEveryMs).unref();
  return {
    recordedObjects: () => countObjects(read),
    close: () => {
      clearInterval(forgetting);
      for (const stop of stops) stop();
      excerpts.close();
      objects.close();
    },
  };
}

function endpointOf({ address }: Pick<DockerWatch, 'address'>): string | null {
  try {
    return address().endpoint;
  } catch {
    // Nothing is followed, or it is not known yet what.
    return null;
  }
}
