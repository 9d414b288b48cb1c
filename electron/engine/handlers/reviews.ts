// Bundles: saved incidents, exported and read offline; operation by operation.
import type { Drafts } from '../bundles/drafts.ts';
import type { Incoming } from '../review/incoming.ts';
import type { Reviews } from '../review/reviews.ts';
import type { SigningKey } from '#shared/model/bundle/review.ts';
import { operations } from './router.ts';

export interface ReviewParts {
  drafts: Drafts;
  reviews: Reviews;
  incoming: Incoming;
  signingKey: (by: string) => Promise<SigningKey>;
}

export function reviewOperations({ drafts, reviews: opened, incoming, signingKey }: ReviewParts) {
  const { reviews } = operations;
  return reviews.router({
    feed: reviews.feed.handler(({ context, signal }) =>
      opened.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    open: reviews.open.handler(({ input, signal }) => opened.open(input.path, signal)),
    part: reviews.part.handler(({ input }) => incoming.take(input.upload, input.index, input.base64)),
    openParts: reviews.openParts.handler(({ input, signal }) => opened.open(incoming.finish(input.upload, input.name), signal)), // prettier-ignore
    close: reviews.close.handler(({ input }) => opened.close(input.id)),
    comments: reviews.comments.handler(({ input, context, signal }) =>
      opened.comments(input.id).subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    comment: reviews.comment.handler(({ input: { id, ...said } }) => opened.comment(id, said)),
    exportComments: reviews.exportComments.handler(({ input }) => opened.exportComments(input.id)),
    knowKey: reviews.knowKey.handler(({ input: { id, ...said } }) => opened.knowKey(id, said)),
    forgetKey: reviews.forgetKey.handler(({ input: { id, ...said } }) => opened.forgetKey(id, said)),
    drafts: reviews.drafts.handler(({ context, signal }) =>
      drafts.feed.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    prepare: reviews.prepare.handler(({ input }) => drafts.prepare(input).draft),
    discard: reviews.discard.handler(({ input }) => drafts.discard(input.draft)),
    save: reviews.save.handler(({ input }) => drafts.save(input)),
    signingKey: reviews.signingKey.handler(({ input }) => signingKey(input.by)),
  });
}
