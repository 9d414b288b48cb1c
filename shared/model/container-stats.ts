// What a container uses this moment. What is not known is null with the reason, never 0.
import { z } from 'zod';

export const containerStatsSchema = z.object({
  /** The key of the container. */
  key: z.string(),
  /** `waiting`: no sample yet; `stale`: none for too long, what is shown is the last; `off`: there is nothing to measure. */
  state: z.enum(['waiting', 'live', 'stale', 'off']),
  /** In cores: 1.5 is one and a half. */
  cpuCores: z.number().nullable(),
  /** Without what the kernel caches of files and can give back. */
  memoryBytes: z.number().nullable(),
  /** Of the container, or of the machine where it has none; null where the engine does not say. */
  memoryLimitBytes: z.number().nullable(),
  /** When the last sample came, by our clock. */
  at: z.number().nullable(),
  /** Why something is not known or old, in words; empty where everything is known. */
  reason: z.string(),
});
export type ContainerStats = z.infer<typeof containerStatsSchema>;

/** As many containers as a screen may ask about at once. */
export const statsLimit = 60;
