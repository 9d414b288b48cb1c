// Operations on bundles: saved incidents, exported and read offline.
import { z } from 'zod';
import { bundleDraftSchema, reviewCommentSchema, reviewIdSchema, reviewSchema, signingKeySchema } from '#shared/model/bundle/review.ts'; // prettier-ignore
import { feed, nothing, op } from './op.ts';

/** Of one part, as base64: with what is around it, one message. */
export const bundlePartChars = 960_000;
const upload = z.object({ upload: z.string().regex(/^[a-z0-9-]{8,64}$/) });
const review = z.object({ id: reviewIdSchema });
const draft = z.object({ draft: z.string().min(1).max(100) });
const filePath = z.string().min(1).max(4096);
const fingerprint = z.string().min(1).max(50);
const person = z.string().trim().min(1).max(200);
/** A week, in milliseconds: further around an incident nobody looks for its cause. */
const lookAroundMs = z.int().nonnegative().max(7 * 24 * 60 * 60_000); // prettier-ignore

export const reviewsContract = {
  /** Bundles that are open or were. */
  feed: op.output(feed(reviewSchema)),
  /** Checks the bundle in a process of its own and keeps it open there. The file is never changed. */
  open: op.input(z.object({ path: filePath })).output(reviewSchema),
  /** A bundle that a page has comes in parts, in their order; the last step opens it. */
  part: op.input(upload.extend({ index: z.int().nonnegative().max(5000), base64: z.base64().max(bundlePartChars) })).output(nothing), // prettier-ignore
  openParts: op.input(upload.extend({ name: z.string().min(1).max(300) })).output(reviewSchema),
  close: op.input(review).output(nothing),
  comments: op.input(review).output(feed(reviewCommentSchema)),
  comment: op
    .input(
      review.extend({
        event: z.int().nullable().default(null),
        at: z.number().nullable().default(null),
        text: z.string().trim().min(1).max(20_000),
        by: person,
      }),
    ) // prettier-ignore
    .output(reviewCommentSchema),
  exportComments: op.input(review).output(z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() })),
  /** Says whose the key is that signed a bundle; `fingerprint` is the one that was seen. */
  knowKey: op.input(review.extend({ fingerprint, name: person, by: person })).output(nothing),
  /** Takes the key that signed a bundle off the known ones. */
  forgetKey: op.input(review.extend({ fingerprint, by: person })).output(nothing),
  /** Bundles on their way out. */
  drafts: op.output(feed(bundleDraftSchema)),
  /** Begins to make a bundle; how far it is comes by `drafts`. */
  prepare: op
    .input(
      z.object({
        incidentId: z.string().min(1).max(200),
        beforeMs: lookAroundMs.optional(),
        afterMs: lookAroundMs.optional(),
      }),
    ) // prettier-ignore
    .output(bundleDraftSchema),
  /** Ends the making, or drops what was made. */
  discard: op.input(draft).output(nothing),
  /** Writes a draft that is ready to a new file; a file that is there stays as it is, and that is refused. */
  save: op.input(draft.extend({ path: filePath, sign: z.boolean().default(false), by: person })).output(bundleDraftSchema), // prettier-ignore
  /** The key that bundles are signed with here; made when it is first asked for. */
  signingKey: op.input(z.object({ by: person })).output(signingKeySchema),
};
