// Operations on environments and on the locks before whatever changes a system.
import { z } from 'zod';
import {
  environmentFieldsSchema,
  environmentSchema,
  lockKeys,
  lockSchema,
  unlockLimitMinutes,
} from '#shared/model/environment.ts';
import { feed, nothing, op } from './op.ts';

const environment = z.object({ key: z.string().min(1).max(60) });
const by = z.string().trim().min(1).max(200);

export const environmentsContract = {
  feed: op.output(feed(environmentSchema)),
  /** Without a key a new one is made. Answers with its key. */
  save: op.input(z.object({ key: z.string().max(60).nullable(), fields: environmentFieldsSchema })).output(environment),
  /** The active one cannot be removed. */
  remove: op.input(environment).output(nothing),
  /** Points every source at what the environment names; what was unlocked is locked. */
  activate: op.input(environment).output(nothing),
  locks: op.output(feed(lockSchema)),
  /** `typed` has to be the lock's name, letter by letter. */
  unlock: op
    .input(
      z.object({
        key: z.enum(lockKeys),
        typed: z.string().max(600),
        minutes: z.int().min(1).max(unlockLimitMinutes),
        by,
      }),
    )
    .output(nothing),
  lock: op.input(z.object({ key: z.enum(lockKeys), by })).output(nothing),
};
