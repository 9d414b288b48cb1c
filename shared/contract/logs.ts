// Operations on logs. A log is opened, its status followed, and its lines asked for a window at a time; it ends with
// `close`, or a while after nobody follows its status any more.
import { z } from 'zod';
import {
  logChunkSchema,
  logCursorSchema,
  logFilterSchema,
  logIdSchema,
  logRowSchema,
  logStatusSchema,
  logTargetSchema,
  logWindowSchema,
  windowLimit,
} from '#shared/model/log-lines.ts';
import { feed, nothing, op } from './op.ts';

const log = z.object({ logId: logIdSchema });
const place = z.int().nonnegative();

export const logsContract = {
  /** `sinceMs`: epoch milliseconds. `previous`: of the instance before the last restart, which only Kubernetes keeps. */
  open: op
    .input(
      z.object({
        target: logTargetSchema,
        sinceMs: z.number().nonnegative().nullable(),
        tailLines: z.int().min(0).max(500_000).nullable(),
        previous: z.boolean(),
      }),
    )
    .output(log),
  status: op.input(log).output(feed(logStatusSchema)),
  /**
   * Rows from a place on, from the first that is not before a row, or the last ones. What is no longer held is left out.
   */
  window: op
    .input(
      log.extend({
        filter: logFilterSchema,
        from: z.union([place, z.object({ index: place }), z.literal('end')]),
        count: z.int().min(0).max(windowLimit),
      }),
    )
    .output(logWindowSchema),
  /** One row with all of its text. */
  row: op.input(log.extend({ index: place })).output(logRowSchema),
  /** The place of the next line with the searched words after (or before) a place; null where there is none. */
  find: op
    .input(log.extend({ filter: logFilterSchema, from: z.int().min(-1), direction: z.enum(['next', 'previous']) }))
    .output(z.object({ place: place.nullable() })),
  /** As text, a piece at a time; `cursor` is what the piece before said, null for the first. */
  export: op.input(log.extend({ filter: logFilterSchema, cursor: logCursorSchema.nullable() })).output(logChunkSchema),
  close: op.input(log).output(nothing),
};
