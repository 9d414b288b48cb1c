// What a person can do to a running system, what it will touch, and what came of it.
import { z } from 'zod';
import { watchedSchema } from './watch.ts';

export const actionNames = [
  'start',
  'stop',
  'restart',
  'pause',
  'unpause',
  'kill',
  'remove',
  'scale',
  'rollout_restart',
  'rollout_undo',
  'delete',
  'cordon',
  'uncordon',
] as const;
export const actionNameSchema = z.enum(actionNames);
export type ActionName = (typeof actionNames)[number];

export const actionWords: Record<ActionName, string> = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  pause: 'Pause',
  unpause: 'Go on',
  kill: 'Kill',
  remove: 'Remove',
  scale: 'Scale',
  rollout_restart: 'Restart the rollout',
  rollout_undo: 'Undo the rollout',
  delete: 'Delete the pod',
  cordon: 'Cordon',
  uncordon: 'Uncordon',
};

export const offerSchema = z.object({
  action: actionNameSchema,
  /** False where the server would refuse it, or it makes no sense in the present state; `reason` says why. */
  allowed: z.boolean(),
  reason: z.string(),
  /** What it ends or removes is not brought back by another action. */
  destructive: z.boolean(),
  /** For `scale`: how many there are to be now. */
  replicas: z.int().nullable(),
});
export type Offer = z.infer<typeof offerSchema>;

/** `locked`: nothing is offered until it is unlocked. */
export const offersSchema = z.object({ locked: z.boolean(), offers: z.array(offerSchema) });
export type Offers = z.infer<typeof offersSchema>;

export const preparedSchema = z.object({
  /** Good for one confirmation, until it expires. */
  ticket: z.string(),
  action: actionNameSchema,
  /** Where: the environment's or the context's name. */
  where: z.string(),
  /** Everything that it will touch, one line each. */
  touches: z.array(z.string()),
  warnings: z.array(z.string()),
  destructive: z.boolean(),
  expiresAt: z.number(),
});
export type Prepared = z.infer<typeof preparedSchema>;

export const actionResultSchema = z.object({ target: watchedSchema, ok: z.boolean(), message: z.string() });
export type ActionResult = z.infer<typeof actionResultSchema>;

/** As many as can be confirmed at once. */
export const targetsLimit = 50;
export const replicasLimit = 1000;
