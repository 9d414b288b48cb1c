// The operations on bundles over a scenario.
import { createFeed } from '#engine/feeds/feed.ts';
import { someComment, someDraft, someReview } from '#shared/model/bundle/bundle.fixture.ts';
import type { ReviewsScenario } from './scenario-reviews.ts';
import type { Implemented } from './implemented.ts';

export function reviewsHandlers(os: Implemented['reviews'], { now, ...scenario }: ReviewsScenario) {
  const reviews = createFeed(scenario.reviews);
  const comments = createFeed(scenario.comments);
  const drafts = createFeed(scenario.drafts);
  return {
    feed: os.feed.handler(({ signal }) => reviews.subscribe({ signal })),
    comments: os.comments.handler(({ signal }) => comments.subscribe({ signal })),
    drafts: os.drafts.handler(({ signal }) => drafts.subscribe({ signal })),
    open: os.open.handler(({ input }) => {
      const opened = someReview(now, { file: input.path });
      reviews.publish([opened]);
      return opened;
    }),
    part: os.part.handler(() => undefined),
    openParts: os.openParts.handler(({ input }) => someReview(now, { file: input.name })),
    close: os.close.handler(({ input }) => {
      const found = reviews.get(input.id);
      if (found !== undefined) reviews.publish([{ ...found, state: 'closed' }]);
    }),
    comment: os.comment.handler(({ input: { id: _id, ...said } }) => {
      const comment = someComment(now, { key: `c-${said.text.length}`, ...said });
      comments.publish([comment]);
      return comment;
    }),
    knowKey: os.knowKey.handler(({ input: { id, name, by } }) => {
      const found = reviews.get(id);
      if (found?.signed.state === 'verified') reviews.publish([{ ...found, signed: { ...found.signed, known: true, name, knownSince: now, addedBy: by } }]); // prettier-ignore
    }),
    forgetKey: os.forgetKey.handler(({ input: { id } }) => {
      const found = reviews.get(id);
      if (found?.signed.state !== 'verified') return;
      const { state, fingerprint } = found.signed;
      reviews.publish([{ ...found, signed: { state, fingerprint, known: false, name: '' } }]);
    }),
    exportComments: os.exportComments.handler(() => ({ fileName: 'INC-3-comments.json', mediaType: 'application/json', text: '{}\n' })), // prettier-ignore
    prepare: os.prepare.handler(() => {
      const made = someDraft(now);
      drafts.publish([made]);
      return made;
    }),
    discard: os.discard.handler(({ input }) => drafts.publish([], [input.draft])),
    save: os.save.handler(({ input }) => {
      const saved = someDraft(now, { state: 'saved', savedTo: input.path });
      drafts.publish([saved]);
      return saved;
    }),
    signingKey: os.signingKey.handler(() => ({ fingerprint: '91c2 04be 77a0 d3f5', publicKey: 'A'.repeat(44), keptIn: 'the keychain of the desktop app' })), // prettier-ignore
  };
}
