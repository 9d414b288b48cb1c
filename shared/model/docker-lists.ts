// Images, volumes and networks of a Docker engine as plain lists, each as it was read at one moment.
import { z } from 'zod';

const epochMs = z.number();

export const dockerListNames = ['images', 'volumes', 'networks'] as const;
export type DockerListName = (typeof dockerListNames)[number];

/** Containers that hold on to it, running or not. */
const usedBySchema = z.array(z.object({ id: z.string(), name: z.string() }));
export type UsedBy = z.infer<typeof usedBySchema>;

export const dockerImageSchema = z.object({
  key: z.string(),
  id: z.string(),
  /** Empty for one that lost its name to a newer one. */
  tags: z.array(z.string()),
  /** Under which registries know it; empty for one that was built here. */
  digests: z.array(z.string()),
  sizeBytes: z.number(),
  createdAt: epochMs,
  usedBy: usedBySchema,
});
export type DockerImage = z.infer<typeof dockerImageSchema>;

export const dockerVolumeSchema = z.object({
  key: z.string(),
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  /** On the machine of the engine; empty where the driver does not tell. */
  mountpoint: z.string(),
  createdAt: epochMs.nullable(),
  usedBy: usedBySchema,
});
export type DockerVolume = z.infer<typeof dockerVolumeSchema>;

export const dockerNetworkSchema = z.object({
  key: z.string(),
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  internal: z.boolean(),
  subnets: z.array(z.string()),
  createdAt: epochMs.nullable(),
  usedBy: usedBySchema,
});
export type DockerNetwork = z.infer<typeof dockerNetworkSchema>;

export const listOf = <S extends z.ZodType>(entry: S) => z.object({ readAt: epochMs, entries: z.array(entry) });
export interface DockerList<T> {
  readAt: number;
  entries: T[];
}

/** When something last happened to what a list shows; what was read before that is old. */
export const dockerListChangeSchema = z.object({ key: z.enum(dockerListNames), changedAt: epochMs });
export type DockerListChange = z.infer<typeof dockerListChangeSchema>;
