// What the engine and the process that reads a bundle say to each other.
import type { Moment } from '#shared/model/moment.ts';
import type { Manifest, Proof, Signed } from '#shared/model/bundle/manifest.ts';
import type { OpsErrorCode } from '#shared/model/ops-error.ts';
import type { FromHashThread } from './hash-bundle.ts';

export interface InspectedFacts {
  manifest: Manifest;
  hash: string;
  signed: Signed;
  fileBytes: number;
}

export type ToReview =
  /** What the engine made of the file meanwhile; said once. */
  | FromHashThread
  | { kind: 'ask'; id: number; path: readonly string[]; input: unknown; moment: Moment }
  /** The answer is not wanted any more, or the feed. */
  | { kind: 'stop'; id: number }
  | { kind: 'ping' };

export type FromReview =
  | ({ kind: 'inspected' } & InspectedFacts)
  /** The bundle was refused, or a question; `id` is null for the bundle. */
  | { kind: 'refused'; id: number | null; code: OpsErrorCode; message: string }
  | { kind: 'answered'; id: number; value: unknown }
  /** The answer is a feed: its messages follow. */
  | { kind: 'begun'; id: number }
  | { kind: 'next'; id: number; value: unknown }
  | { kind: 'ended'; id: number }
  | { kind: 'proof'; proof: Proof }
  | { kind: 'pong' };
