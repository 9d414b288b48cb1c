// Made-up states of bundles: saved incidents, exported and read offline.
import type { Scenario } from './scenario.ts';

export interface ReviewsScenario {
  now: number;
}

export const plainReviews = (now: number): ReviewsScenario => ({ now });

export const reviewsMakers: Record<string, (now: number) => Scenario> = {};
