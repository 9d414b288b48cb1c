// The wall of the watch: what is unhealthy now, what changed lately, and how many there are of each workload.
import { z } from 'zod';

const epochMs = z.number();

/** What a line of the wall opens. `kind` is `container` for Docker, else a kind of Kubernetes by its plural name. */
export const watchedSchema = z.object({
  source: z.enum(['docker', 'kubernetes']),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
  /** The key under which its table has it. */
  key: z.string(),
});
export type Watched = z.infer<typeof watchedSchema>;

/** Worst first. */
export const troubleKinds = [
  'node_not_ready',
  'crash_loop',
  'oom_killed',
  'image_pull',
  'unhealthy',
  'restarting',
  'rollout_stuck',
  'job_failed',
  'pending',
  'dead',
  'other',
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

export const troubleSchema = z.object({
  key: z.string(),
  kind: z.enum(troubleKinds),
  object: watchedSchema,
  /** What is wrong, as it was said. */
  words: z.string(),
  /** When it was first seen so, or since when the source says it is. */
  since: epochMs,
  /** Others of the same workload with the same trouble are gathered in one line. */
  count: z.int().positive(),
});
export type Trouble = z.infer<typeof troubleSchema>;

export const changeKinds = [
  'image',
  'scale',
  'restart',
  'rollout',
  'node',
  'health',
  'came',
  'went',
  'event',
  'gap',
] as const;
export type ChangeKind = (typeof changeKinds)[number];
export const watchChangeSchema = z.object({
  /** Sorts by time; stable, so that the same change seen twice is one. */
  key: z.string(),
  kind: z.enum(changeKinds),
  /** When it happened by the source's clock, and when it was seen. */
  at: epochMs,
  seenAt: epochMs,
  /** null for a gap of a whole source. */
  object: watchedSchema.nullable(),
  words: z.string(),
  bad: z.boolean(),
});
export type WatchChange = z.infer<typeof watchChangeSchema>;

export const workloadCountSchema = z.object({
  /** `kubernetes/namespace/kind/name`, `docker/project/service`. */
  key: z.string(),
  object: watchedSchema,
  desired: z.int(),
  ready: z.int(),
  troubled: z.int(),
});
export type WorkloadCount = z.infer<typeof workloadCountSchema>;
