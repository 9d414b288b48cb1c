// The containers as they were at a moment. What Docker tells only when it is asked was not recorded, and is said to be so.
import type { ContainerDetail } from '#shared/model/container.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers } from './past.ts';
import type { RowsAt } from './rows-at.ts';

export function dockerPast(rows: RowsAt): NonNullable<PastAnswers['docker']> {
  return {
    containers: async (_nothing, moment, signal) => heldFeed((await rows.containers(moment)).map(({ row }) => row), signal), // prettier-ignore
    container: async ({ id }, moment): Promise<ContainerDetail> => {
      const found = (await rows.containers(moment)).find(({ row }) => row.id === id || row.name === id);
      if (!found) throw new OpsError('not_found', `No container "${id}" was seen at this moment.`);
      return {
        container: found.row,
        imageId: '',
        digests: [],
        command: [],
        workingDir: '',
        restartPolicy: '',
        envNames: [],
        mounts: [],
        networks: [],
        healthLog: [],
        readAt: found.time,
        notRecorded: true,
      };
    },
  };
}
