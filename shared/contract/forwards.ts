// Operations on port-forwards of the connected context.
import { z } from 'zod';
import { forwardSchema, forwardTargetSchema } from '#shared/model/forward.ts';
import { feed, nothing, op } from './op.ts';

const forward = z.object({ key: z.string().min(1).max(60) });

export const forwardsContract = {
  feed: op.output(feed(forwardSchema)),
  /** Only while the context is unlocked. Without a local port a free one is taken. */
  start: op
    .input(
      z.object({
        target: forwardTargetSchema,
        localPort: z.int().min(1).max(65_535).nullable(),
        by: z.string().trim().min(1).max(200),
      }),
    )
    .output(forward),
  stop: op.input(forward).output(nothing),
  /** Takes one that has ended from the list. */
  forget: op.input(forward).output(nothing),
};
