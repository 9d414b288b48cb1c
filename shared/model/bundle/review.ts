// A bundle that is read here, one that is being made, and what a reviewer says of one.
import { z } from 'zod';
import { manifestSchema, proofSchema, signedSchema } from './manifest.ts';

const epochMs = z.number();

export const reviewIdSchema = z.string().regex(/^rv-[0-9a-f]{12}$/);
export type ReviewId = z.infer<typeof reviewIdSchema>;

/** The id of a review is of what is read, so that an address goes on to mean the same bundle. */
export const reviewIdOf = (manifestSha256: string): ReviewId => `rv-${manifestSha256.slice(0, 12)}`;

export const reviewSchema = z.object({
  key: reviewIdSchema,
  /**
   * `ended`: the process that read it is gone, with the reason; `closed`: it was read here before, and the reason says why
   * its file could not be opened, of the moment at which it was looked for.
   */
  state: z.enum(['open', 'ended', 'closed']),
  reason: z.string(),
  file: z.string(),
  openedAt: epochMs,
  /** SHA-256 of the manifest, under which comments are kept. */
  hash: z.string(),
  manifest: manifestSchema,
  signed: signedSchema,
  proof: proofSchema,
  fileBytes: z.int().nonnegative(),
});
export type Review = z.infer<typeof reviewSchema>;

export const reviewCommentSchema = z.object({
  key: z.string(),
  /** Of the bundle. */
  hash: z.string(),
  /** The event it is about, by sequence number; null for the whole. */
  event: z.int().nullable(),
  /** The moment that was looked at. */
  at: epochMs.nullable(),
  text: z.string().min(1).max(20_000),
  by: z.string().min(1).max(200),
  saidAt: epochMs,
});
export type ReviewComment = z.infer<typeof reviewCommentSchema>;

/** A bundle on its way out: made and checked here first, so that what leaves can be seen before it does. */
export const bundleDraftSchema = z.object({
  key: z.string(),
  incidentId: z.string(),
  state: z.enum(['making', 'ready', 'saved', 'failed']),
  reason: z.string(),
  /** Rows written so far, and about how many there will be. */
  rowsDone: z.int().nonnegative(),
  rowsOfAbout: z.int().nonnegative(),
  doing: z.string(),
  manifest: manifestSchema.nullable(),
  fileBytes: z.int().nonnegative(),
  /** Where it is written to unless a person names another place. */
  proposedFile: z.string(),
  savedTo: z.string().nullable(),
});
export type BundleDraft = z.infer<typeof bundleDraftSchema>;

export const signingKeySchema = z.object({
  fingerprint: z.string(),
  /** Base64 of the raw 32 bytes. */
  publicKey: z.string(),
  /** Where the private half is kept, in words. */
  keptIn: z.string(),
});
export type SigningKey = z.infer<typeof signingKeySchema>;
