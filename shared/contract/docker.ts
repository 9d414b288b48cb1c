// Operations on local Docker. What reads is here; what changes containers is an action.
import { z } from 'zod';
import { containerDetailSchema, containerSchema } from '#shared/model/container.ts';
import { containerStatsSchema, statsLimit } from '#shared/model/container-stats.ts';
import {
  dockerImageSchema,
  dockerListChangeSchema,
  dockerNetworkSchema,
  dockerVolumeSchema,
  listOf,
} from '#shared/model/docker-lists.ts';
import { feed, nothing, op } from './op.ts';

const id = z.string().min(1).max(128);

export const dockerContract = {
  /** Following begins with the first subscription; how fresh it is stands under `docker` in system.sources. */
  containers: op.output(feed(containerSchema)),
  container: op.input(z.object({ id })).output(containerDetailSchema),
  /** Only what somebody looks at is measured: the subscription names the rows in sight, by key, and ends with them. */
  stats: op.input(z.object({ ids: z.array(id).max(statsLimit) })).output(feed(containerStatsSchema)),
  /** Read when asked. */
  images: op.output(listOf(dockerImageSchema)),
  volumes: op.output(listOf(dockerVolumeSchema)),
  networks: op.output(listOf(dockerNetworkSchema)),
  /** Which of the lists is to be read again. */
  listChanges: op.output(feed(dockerListChangeSchema)),
  /** Dials now instead of after the wait. */
  retry: op.output(nothing),
  /** Ends what is dialled or followed at once; nothing is dialled until `retry`, or until another environment is chosen. */
  disconnect: op.output(nothing),
};
