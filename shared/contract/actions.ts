// Operations that change a system: offered, prepared with all that will be touched, and confirmed by a person.
import { z } from 'zod';
import {
  actionNameSchema,
  actionResultSchema,
  offersSchema,
  preparedSchema,
  replicasLimit,
  targetsLimit,
} from '#shared/model/action.ts';
import { watchedSchema } from '#shared/model/watch.ts';
import { op } from './op.ts';

const replicas = z.int().min(0).max(replicasLimit).nullable().default(null);

export const actionsContract = {
  /** The server is asked what this person may do there. */
  offers: op.input(z.object({ target: watchedSchema })).output(offersSchema),
  prepare: op
    .input(z.object({ action: actionNameSchema, targets: z.array(watchedSchema).min(1).max(targetsLimit), replicas }))
    .output(preparedSchema),
  /** Answers when every target was changed or refused. */
  confirm: op
    .input(z.object({ ticket: z.string().max(100), by: z.string().trim().min(1).max(200) }))
    .output(z.array(actionResultSchema)),
};
