// For tests: the operations on bundles, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeReviews {
  /** Calls of the section, as they came. */
  reviewsCalls: { name: string; input: unknown }[];
}

export const noReviews = (): FakeReviews => ({ reviewsCalls: [] });

export function reviewsRouter(_engine: FakeEngine) {
  const { reviews } = implement(contract);
  return { reviews: reviews.router({}) };
}
