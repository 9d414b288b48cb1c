// The operations on the timeline over a scenario.
import type { implement } from '@orpc/server';
import type { contract } from '#shared/contract/contract.ts';
import type { TimelineScenario } from './scenario-timeline.ts';

type Implemented = ReturnType<typeof implement<typeof contract>>;

export function timelineHandlers(_os: Implemented['timeline'], _scenario: TimelineScenario) {
  return {};
}
