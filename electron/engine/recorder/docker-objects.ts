// Gives the recorder what the watch on Docker tells: containers, of which engine, and whether all of them were told.
import type { Container } from '#shared/model/container.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { createAwayTime } from './away-time.ts';
import type { ObjectRecorder } from './object-recorder.ts';
import { containerKind } from './objects-at.ts';

export interface DockerObjectsOptions {
  recorder: ObjectRecorder;
  /** The engine that is followed; null while none is. */
  endpoint: () => string | null;
  now: () => number;
  /** Runs when whoever tells has told all of it. */
  soon?: (next: () => void) => void;
}

export interface DockerObjects {
  rows: (upserts: readonly Container[], removes: readonly string[]) => void;
  status: (status: SourceStatus) => void;
}

export function createDockerObjects({
  recorder,
  endpoint,
  now,
  soon = setImmediate,
}: DockerObjectsOptions): DockerObjects {
  const away = createAwayTime();
  const source = 'docker';

  const give = (told: { upserts: readonly Container[]; removes: readonly string[]; at: number; of: string }): void => {
    const { upserts, removes, at, of } = told;
    const isLeft = endpoint() !== of;
    if (upserts.length > 0) recorder.turn(source, of);
    const since = recorder.isListed(source, containerKind) ? away.since(at) : recorder.seenAt(source, containerKind);
    // Of an engine that is not followed any more nothing is known; its containers did not go.
    const gone = isLeft ? [] : removes.map((key) => ({ key, row: null, at, since, told: false }));
    recorder.rows(source, containerKind, [
      ...gone,
      ...upserts.map((row) => ({ key: row.key, row, at, since, told: false })),
    ]);
  };
  return {
    rows: (upserts, removes) => {
      const of = endpoint();
      const at = now();
      if (of !== null) soon(() => give({ upserts, removes, at, of }));
    },
    status: ({ state, seenAt }) => {
      const at = now();
      const of = endpoint();
      soon(() => {
        away.status(state, seenAt, at);
        if (of !== endpoint() || of === null) return recorder.turn(source, null);
        if (state !== 'live') return;
        recorder.turn(source, of);
        if (!recorder.isListed(source, containerKind)) recorder.listed(source, containerKind, at, null);
        else recorder.seen(source, containerKind, seenAt ?? at);
      });
    },
  };
}
