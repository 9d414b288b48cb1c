// What a person can ask of the engine about the timeline: what happened, by source, at any zoom.
import type { Moment } from '#shared/model/moment.ts';
import type { SuspectStatus } from '#shared/model/suspects/suspect.ts';
import type { TimelineCursor, TimelineFilterInput } from '#shared/model/timeline/timeline.ts';
import type { TimeSpan, AskedWindow } from '#shared/model/timeline/zoom.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';
import type { Done } from './change-operations.ts';

export interface TimelinePageWish extends TimeSpan {
  filter: TimelineFilterInput;
  limit: number;
  cursor: TimelineCursor | null;
  direction: 'later' | 'earlier';
}

export function timelineOperations(client: () => EngineClient, done: Done) {
  /** Questions are withdrawn by their signal; what is refused rejects. */
  return {
    timelineDensity: async (input: AskedWindow & { filter: TimelineFilterInput }, signal?: AbortSignal) =>
      client().timeline.density(input, { ...(signal && { signal }) }),
    /** As it is known today, whatever moment is shown: for a scale to go along, not for what was known at a moment. */
    timelineDensityAt: async (input: AskedWindow & { filter: TimelineFilterInput }, moment: Moment | null) =>
      client().timeline.density(input, { context: { moment } }),
    timelinePage: async (input: TimelinePageWish, signal?: AbortSignal) =>
      client().timeline.page(input, { ...(signal && { signal }) }),
    timelineIntervals: async (input: TimeSpan & { filter: TimelineFilterInput }, signal?: AbortSignal) =>
      client().timeline.intervals(input, { ...(signal && { signal }) }),
    timelineCoverage: async (span: TimeSpan, signal?: AbortSignal) =>
      client().timeline.coverage(span, { ...(signal && { signal }) }),
    timelineSamples: async (asked: TimeSpan & { query: string; stepMs: number }) =>
      await client().timeline.samples(asked),
    suspects: async (incidentId: string) => await client().timeline.suspects({ incidentId }),
    judgeSuspect: (word: { incidentId: string; change: number; status: SuspectStatus; reason: string; by: string }) =>
      done('Say what a change is', (engine) => engine.timeline.judgeSuspect(word)),
    timelineEvent: async (sequence: number, signal?: AbortSignal) =>
      client().timeline.event({ sequence }, { ...(signal && { signal }) }),
  };
}

/** In words, of a question that was rejected. */
export const whyRefused = (error: unknown): string => refusalOf(error).message;
