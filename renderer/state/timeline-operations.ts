// What a person can ask of the engine about the timeline: what happened, by source, at any zoom.
import type { TimelineCursor, TimelineFilterInput } from '#shared/model/timeline/timeline.ts';
import type { TimeSpan, AskedWindow } from '#shared/model/timeline/zoom.ts';
import type { EngineClient } from '../client/link.ts';
import type { Done } from './change-operations.ts';

export interface TimelinePageWish extends TimeSpan {
  filter: TimelineFilterInput;
  limit: number;
  cursor: TimelineCursor | null;
  direction: 'later' | 'earlier';
}

export function timelineOperations(client: () => EngineClient, _done: Done) {
  /** Questions are withdrawn by their signal; what is refused rejects. */
  return {
    timelineDensity: async (input: AskedWindow & { filter: TimelineFilterInput }, signal?: AbortSignal) =>
      client().timeline.density(input, { ...(signal && { signal }) }),
    timelinePage: async (input: TimelinePageWish, signal?: AbortSignal) =>
      client().timeline.page(input, { ...(signal && { signal }) }),
    timelineIntervals: async (input: TimeSpan & { filter: TimelineFilterInput }, signal?: AbortSignal) =>
      client().timeline.intervals(input, { ...(signal && { signal }) }),
    timelineCoverage: async (span: TimeSpan, signal?: AbortSignal) =>
      client().timeline.coverage(span, { ...(signal && { signal }) }),
    timelineEvent: async (sequence: number, signal?: AbortSignal) =>
      client().timeline.event({ sequence }, { ...(signal && { signal }) }),
  };
}
