// A container as the screens show it. Environment values never leave the engine; only their names do.
import { z } from 'zod';

const epochMs = z.number();

export const containerStateSchema = z.enum([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
  'stopping',
]);
export const containerHealthSchema = z.enum(['none', 'starting', 'healthy', 'unhealthy']);

export const portSchema = z.object({
  ip: z.string().nullable(),
  publicPort: z.int().nullable(),
  privatePort: z.int(),
  protocol: z.string(),
});

export const containerSchema = z.object({
  key: z.string(),
  id: z.string(),
  name: z.string(),
  image: z.string(),
  state: containerStateSchema,
  /** Docker's own words, e.g. `Up 5 minutes (healthy)`. */
  status: z.string(),
  health: containerHealthSchema,
  restartCount: z.int(),
  /** Of the last end; null while it has not ended since its start. */
  exitCode: z.int().nullable(),
  oomKilled: z.boolean(),
  createdAt: epochMs,
  startedAt: epochMs.nullable(),
  finishedAt: epochMs.nullable(),
  /** The compose project and service it belongs to. */
  project: z.string().nullable(),
  service: z.string().nullable(),
  ports: z.array(portSchema),
  labels: z.record(z.string(), z.string()),
});
export type Container = z.infer<typeof containerSchema>;

/** Read in full when a container is opened. */
export const containerDetailSchema = z.object({
  container: containerSchema,
  imageId: z.string(),
  /** Digests under which registries know the image; empty for one built here. */
  digests: z.array(z.string()),
  command: z.array(z.string()),
  workingDir: z.string(),
  restartPolicy: z.string(),
  envNames: z.array(z.string()),
  mounts: z.array(z.object({ type: z.string(), source: z.string(), destination: z.string(), readOnly: z.boolean() })),
  networks: z.array(z.object({ name: z.string(), address: z.string() })),
  healthLog: z.array(z.object({ at: epochMs, exitCode: z.int(), output: z.string() })),
  readAt: epochMs,
  /** Set for one of the past: only the container's row was recorded, and nothing else here says anything. */
  notRecorded: z.boolean().optional(),
});
export type ContainerDetail = z.infer<typeof containerDetailSchema>;

/** What is wrong with a container, worst first, in words; empty when nothing is seen to be. */
export function containerTroubles(container: Container): string[] {
  const troubles: string[] = [];
  if (container.state === 'dead') troubles.push('dead: Docker could not remove it');
  if (container.oomKilled) troubles.push('killed for want of memory');
  if (container.state === 'restarting') troubles.push(`restarting, ${container.restartCount} times so far`);
  if (container.health === 'unhealthy') troubles.push('its health check fails');
  if (container.state === 'exited' && container.exitCode !== null && container.exitCode !== 0) {
    troubles.push(`ended with exit code ${container.exitCode}`);
  }
  return troubles;
}
