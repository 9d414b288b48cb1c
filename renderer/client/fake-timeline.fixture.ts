// For tests: the operations on the timeline, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeTimeline {
  /** Calls of the section, as they came. */
  timelineCalls: { name: string; input: unknown }[];
}

export const noTimeline = (): FakeTimeline => ({ timelineCalls: [] });

export function timelineRouter(_engine: FakeEngine) {
  const { timeline } = implement(contract);
  return { timeline: timeline.router({}) };
}
