// Operations on dashboards: imported, bundled, and what their variables may be.
import { z } from 'zod';
import {
  dashboardDetailSchema,
  dashboardKeySchema,
  dashboardSummarySchema,
  importResultSchema,
} from '#shared/model/dashboard/dashboard.ts';
import { variableStateSchema } from '#shared/model/dashboard/variable.ts';
import { feed, nothing, op } from './op.ts';

const dashboard = z.object({ key: dashboardKeySchema });

/** The largest dashboard text taken, in bytes of UTF-8. */
export const dashboardTextLimitBytes = 10 * 1024 * 1024;
/** Characters of one part: six times as many bytes, the worst that JSON makes of them, still are one message. */
export const partLimitChars = 300_000;
const uploadSchema = z.string().min(8).max(64);

export const dashboardsContract = {
  feed: op.output(feed(dashboardSummarySchema)),
  /** A text that is longer than a part comes in parts, in their order; the last one comes with `import`. */
  part: op
    .input(
      z.object({ upload: uploadSchema, index: z.int().nonnegative().max(100), text: z.string().max(partLimitChars) }),
    )
    .output(nothing),
  /**
   * Takes the parts that came under `upload` and then `text`. A dashboard that was imported before, byte for byte, is
   * found again.
   */
  import: op
    .input(z.object({ name: z.string().max(300), upload: uploadSchema.nullable().default(null), text: z.string() }))
    .output(importResultSchema),
  get: op.input(dashboard).output(dashboardDetailSchema),
  /** What the import came to, again. */
  report: op.input(dashboard).output(importResultSchema),
  /** Only imported ones: bundled ones are part of the program. */
  rename: op.input(dashboard.extend({ title: z.string().trim().min(1).max(300) })).output(nothing),
  remove: op.input(dashboard).output(nothing),
  /** The original text, byte for byte. */
  export: op.input(dashboard).output(z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() })),
  /**
   * Every variable with its options and what is chosen, in the order of the dashboard. `chosen` holds values by name;
   * of what is not in it the dashboard's own choice counts. A variable whose question fails says so and the others are
   * answered still.
   */
  variables: op
    .input(
      dashboard.extend({
        chosen: z.record(z.string().max(200), z.array(z.string().max(4096)).max(5000)),
        fromMs: z.number(),
        toMs: z.number(),
      }),
    )
    .output(z.array(variableStateSchema)),
};
