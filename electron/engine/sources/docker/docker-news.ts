// What the follower of a Docker engine tells besides the containers themselves: what happened, and what may be missing.
import type { Container } from '#shared/model/container.ts';
import type { ContainerEvent } from './engine-event.ts';

export type DockerNews =
  /**
   * The engine said so; `at` by its clock. Each is told once, across connections; `key` differs between any two, and is
   * absent where it comes from the record.
   */
  | ({ kind: 'event'; at: number; key?: string } & ContainerEvent)
  /** Seen after a connection was lost, and no event told of it; `at` is when it was seen, by our clock. */
  | { kind: 'found'; at: number; change: 'appeared' | 'changed' | 'removed'; container: Container }
  /** Events may have happened that will never be told; `lost`: how many, where that is known. */
  | { kind: 'gap'; at: number; reason: string; lost?: number };
