// Log lines as the screen asks for them: what is followed, which lines are shown, and how far it can be trusted.
import { z } from 'zod';
import { logLevels } from './log-level.ts';
import { logSearchSchema } from './log-search.ts';

const epochMs = z.number();
const name = z.string().min(1).max(253);
const containerId = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/, 'allowed: a container name or id');

/** Workloads whose pods are followed, and single pods. */
export const logKinds = ['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs'] as const;

export const logTargetSchema = z.union([
  z.object({ source: z.literal('docker'), containerIds: z.array(containerId).min(1).max(64) }),
  z.object({ source: z.literal('docker'), project: z.string().min(1).max(200) }),
  /** `container: null`: every container of each pod. */
  z.object({
    source: z.literal('kubernetes'),
    kind: z.enum(logKinds),
    namespace: name,
    name,
    container: name.nullable(),
  }),
]);
export type LogTarget = z.infer<typeof logTargetSchema>;

export const logIdSchema = z.string().min(1).max(64).brand<'LogId'>();
export type LogId = z.infer<typeof logIdSchema>;

/** `ended`: it says no more, by itself. `denied`: it may not, or cannot, be read. */
export const logStreamStates = ['connecting', 'live', 'ended', 'stale', 'denied'] as const;
export type LogStreamState = (typeof logStreamStates)[number];

export const logStreamSchema = z.object({
  /** Rows name their stream by this number; it also decides the colour. */
  number: z.int().nonnegative(),
  name: z.string(),
  state: z.enum(logStreamStates),
  /** Why it is not live, in words; empty when it is. */
  reason: z.string(),
  lines: z.int().nonnegative(),
  /** Lines that could not be kept up with; each such place has a row of its own. */
  dropped: z.int().nonnegative(),
  lastAt: epochMs.nullable(),
});
export type LogStream = z.infer<typeof logStreamSchema>;

/** Which lines are shown. Empty lists let everything through. Rows that say what is missing are always shown. */
export const logFilterSchema = z.object({
  search: logSearchSchema.nullable(),
  /** Lines without the searched words are hidden; otherwise the words are only marked. */
  only: z.boolean(),
  levels: z.array(z.enum(logLevels)).max(logLevels.length),
  hiddenStreams: z.array(z.int().nonnegative()).max(500),
  std: z.enum(['both', 'stdout', 'stderr']),
});
export type LogFilter = z.infer<typeof logFilterSchema>;
export const everyLine: LogFilter = { search: null, only: false, levels: [], hiddenStreams: [], std: 'both' };

/**
 * - `line`: text that was read.
 * - `gap`: `count` lines were dropped here because they came faster than they could be kept.
 * - `missing`: some may be missing here, nobody knows how many.
 * - `restarted`, `joined`, `ended`: what happened to the stream.
 */
export const logRowKinds = ['line', 'gap', 'missing', 'restarted', 'joined', 'ended'] as const;
export type LogRowKind = (typeof logRowKinds)[number];

export const logRowSchema = z.object({
  /** Its place among the rows that the filter lets through, counted from the first that was ever read. */
  place: z.int().nonnegative(),
  /** Its place among all rows. */
  index: z.int().nonnegative(),
  kind: z.enum(logRowKinds),
  stream: z.int().nonnegative(),
  /** The engine's timestamp: milliseconds, and the nanoseconds below them. */
  at: epochMs,
  nanos: z.int().min(0).max(999_999),
  std: z.enum(['out', 'err']),
  level: z.enum(logLevels),
  /** Secrets replaced, colour codes taken out; at most `rowTextLimit` characters of it. */
  text: z.string(),
  /** Characters of the line that are kept, which may be more than `text` has. */
  chars: z.int().nonnegative(),
  /** The line was longer than what is kept. */
  cut: z.boolean(),
  /** It came after lines with a later time had been shown. */
  late: z.boolean(),
  count: z.int().nonnegative(),
  marks: z.array(z.tuple([z.int(), z.int()])),
});
export type LogRow = z.infer<typeof logRowSchema>;

export const rowTextLimit = 1000;
export const windowLimit = 500;
/** Bytes of a line that are kept. */
export const lineLimitBytes = 65_536;

/** What a filter lets through, as far as it has been looked at. */
export const logViewSchema = z.object({
  /** Places of the rows still held: from `first` up to, but not including, `end`. */
  first: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** Lines still held with the searched words in them; null where nothing is searched for. */
  matches: z.int().nonnegative().nullable(),
  /** Rows that have not been looked at yet. */
  behind: z.int().nonnegative(),
});
export type LogView = z.infer<typeof logViewSchema>;

export const logWindowSchema = z.object({ rows: z.array(logRowSchema), view: logViewSchema });
export type LogWindow = z.infer<typeof logWindowSchema>;

export const logStatusSchema = z.object({
  key: z.literal('log'),
  openedAt: epochMs,
  /** Rows read since then, and the first that is still held. */
  read: z.int().nonnegative(),
  firstHeld: z.int().nonnegative(),
  heldBytes: z.int().nonnegative(),
  limitBytes: z.int().positive(),
  dropped: z.int().nonnegative(),
  /** Secrets that were replaced. */
  redactions: z.int().nonnegative(),
  /** Lines read but not yet in order, and so not yet shown. */
  waiting: z.int().nonnegative(),
  linesPerSecond: z.number().nonnegative(),
  /** Why the set of streams itself may be out of date; empty when it is not. */
  reason: z.string(),
  streams: z.array(logStreamSchema),
  /** Of the filter that was last asked for. */
  view: logViewSchema,
});
export type LogStatus = z.infer<typeof logStatusSchema>;

/** Where an export goes on, and which row it ends before. */
export const logCursorSchema = z.object({ next: z.int().nonnegative(), end: z.int().nonnegative() });
export type LogCursor = z.infer<typeof logCursorSchema>;
export const logChunkSchema = z.object({ text: z.string(), next: logCursorSchema.nullable() });
