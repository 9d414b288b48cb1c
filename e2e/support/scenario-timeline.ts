// Made-up states of the timeline: what happened, by source, at any zoom.
import type { Scenario } from './scenario.ts';

export interface TimelineScenario {
  now: number;
}

export const plainTimeline = (now: number): TimelineScenario => ({ now });

export const timelineMakers: Record<string, (now: number) => Scenario> = {};
