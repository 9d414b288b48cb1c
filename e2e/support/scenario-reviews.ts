// Made-up states of bundles: saved incidents, exported and read offline.
import { someComment, someDraft, someReview } from '#shared/model/bundle/bundle.fixture.ts';
import type { BundleDraft, Review, ReviewComment } from '#shared/model/bundle/review.ts';
import { plainDraft, toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { plainIncidents } from './scenario-incidents.ts';
import type { Scenario } from './scenario.ts';

export interface ReviewsScenario {
  now: number;
  reviews: Review[];
  comments: ReviewComment[];
  drafts: BundleDraft[];
}

export const plainReviews = (now: number): ReviewsScenario => ({ now, reviews: [], comments: [], drafts: [] });

/** One that is open, one that cannot be trusted, one that was read before. */
export const openReviews = (now: number): ReviewsScenario => ({
  now,
  reviews: [
    someReview(now),
    someReview(now, { key: 'rv-00112233aabb', state: 'open', file: '/media/stick/night-shift.rrb', signed: { state: 'broken', reason: 'the signature is not of this manifest' }, proof: { state: 'altered', checked: 9120, redacted: 0, altered: 2, words: '2 of 9,120 events do not fit the chain of hashes in which they were recorded; the first is number 8,841' } }), // prettier-ignore
    someReview(now, { key: 'rv-ffeeddccbbaa', state: 'closed', openedAt: now - 86_400_000, file: '/home/oncall/INC-2.rrb', signed: { state: 'unsigned' }, proof: { state: 'whole', checked: 4410, redacted: 0, altered: 0, words: 'All 4,410 events fit the chain of hashes in which they were recorded' } }), // prettier-ignore
  ],
  comments: [someComment(now), someComment(now, { key: 'c-2', event: null, text: 'Ask the platform team what was rolled out at 13:58.', by: 'Reviewer' })], // prettier-ignore
  drafts: [someDraft(now)],
});

const minute = 60_000;

/** The incident that is in the bundles. */
const reviewed = (now: number) => {
  const at = now - 98 * minute;
  const by = 'On-call engineer';
  return toldIncident(3, at, { ...plainDraft, title: 'Attestor fails after a deploy', severity: 'sev2', opsSeverity: 'urgent', class: 'attestor.health', commander: by, impactStart: { atMs: now - 100 * minute, confidence: 'likely', evidence: [] }, detected: { atMs: at, confidence: 'certain', evidence: [] } }) // prettier-ignore
    .tell('incident.moved', at + minute, { by, from: 'triage', to: 'active', reason: '', occurredAt: at + minute })
    .tell('incident.reached', at + 9 * minute, { by, milestone: 'diagnosed', occurredAt: at + 9 * minute, confidence: 'certain', evidence: [], note: '' }) // prettier-ignore
    .tell('incident.moved', at + 30 * minute, { by, from: 'active', to: 'mitigated', reason: 'rolled back', occurredAt: at + 30 * minute }); // prettier-ignore
};

export const reviewsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  'reviews-open': (scenario, now) => ({
    ...scenario,
    reviews: openReviews(now),
    incidents: { ...plainIncidents(now), told: [reviewed(now)] },
  }),
};
