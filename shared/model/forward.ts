// A port of this machine that leads into a pod, and the truth about it.
import { z } from 'zod';

const epochMs = z.number();
export const forwardTargetSchema = z.object({
  /** A workload or a service leads to one of its pods, and to another when that one is gone. */
  kind: z.enum(['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'services']),
  namespace: z.string().min(1).max(253),
  name: z.string().min(1).max(253),
  /** Of the pod; of a service its own port, which may be another than the pod's. */
  port: z.int().min(1).max(65_535),
});
export type ForwardTarget = z.infer<typeof forwardTargetSchema>;

/**
 * `live`: the pod answers, or its last connection did; `waiting`: it listens here, and there is no pod that is ready now;
 * `failed`: the last attempt was refused, with the reason; `ended`: it listens no more.
 */
export const forwardStates = ['starting', 'live', 'waiting', 'failed', 'ended'] as const;
export const forwardSchema = z.object({
  key: z.string(),
  target: forwardTargetSchema,
  context: z.string(),
  state: z.enum(forwardStates),
  since: epochMs,
  reason: z.string(),
  /** On 127.0.0.1. */
  localPort: z.int(),
  pod: z.string().nullable(),
  /** Times it went on to another pod. */
  moves: z.int(),
  /** Open now, and all so far. */
  connections: z.int(),
  total: z.int(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  startedAt: epochMs,
  startedBy: z.string(),
});
export type Forward = z.infer<typeof forwardSchema>;
