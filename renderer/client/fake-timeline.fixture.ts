// For tests: the operations on the timeline, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { CoverageEntry } from '#shared/model/annotation.ts';
import { pack } from '#shared/model/pack.ts';
import { cellIndex, packCells } from '#shared/model/timeline/cell.ts';
import { laneNames, severities } from '#shared/model/timeline/lane.ts';
import type { SuspectReport } from '#shared/model/suspects/suspect.ts';
import type { Density, TimelineDetail, TimelineEvent, TimelineInterval } from '#shared/model/timeline/timeline.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeTimeline {
  /** Calls of the section, as they came. */
  timelineCalls: { name: string; input: unknown }[];
  timelineEvents: () => TimelineEvent[];
  timelineIntervals: () => TimelineInterval[];
  timelineCoverage: () => CoverageEntry[];
  timelineEvent: (sequence: number) => TimelineDetail;
  timelineSuspects: (incidentId: string) => SuspectReport;
}

export const noTimeline = (): FakeTimeline => ({
  timelineCalls: [],
  timelineEvents: () => [],
  timelineIntervals: () => [],
  timelineCoverage: () => [],
  timelineEvent: () => {
    throw new Error('the test did not expect timeline.event');
  },
  timelineSuspects: () => {
    throw new Error('the test did not expect timeline.suspects');
  },
});

export function timelineRouter(engine: FakeEngine) {
  const { timeline } = implement(contract);
  const noted = (name: string, input: unknown): void => void engine.timelineCalls.push({ name, input });
  const within = ({ fromMs, toMs }: { fromMs: number; toMs: number }): TimelineEvent[] =>
    engine.timelineEvents().filter(({ time }) => time >= fromMs && time < toMs);
  return {
    timeline: timeline.router({
      density: timeline.density.handler(({ input }) => {
        noted('timeline.density', input);
        return densityOf(within(input), input, engine.timelineEvents());
      }),
      page: timeline.page.handler(({ input }) => {
        noted('timeline.page', input);
        const rows = within(input).filter(({ time }) => input.cursor === null || time >= input.cursor.time);
        return { rows: rows.slice(0, input.limit), more: rows.length > input.limit, before: 0 };
      }),
      intervals: timeline.intervals.handler(() => ({ intervals: engine.timelineIntervals(), more: false })),
      coverage: timeline.coverage.handler(() => engine.timelineCoverage()),
      suspects: timeline.suspects.handler(({ input }) => engine.timelineSuspects(input.incidentId)),
      judgeSuspect: timeline.judgeSuspect.handler(async ({ input }) => {
        await engine.refuse('timeline.judgeSuspect');
        noted('timeline.judgeSuspect', input);
      }),
      samples: timeline.samples.handler(() => null),
      event: timeline.event.handler(({ input }) => engine.timelineEvent(input.sequence)),
    }),
  };
}

function densityOf(
  events: readonly TimelineEvent[],
  { fromMs, toMs, buckets }: { fromMs: number; toMs: number; buckets: number },
  record: readonly TimelineEvent[],
): Density {
  const counts = new Uint32Array(laneNames.length * severities.length * buckets);
  const marks: number[] = [];
  for (const { time, lane, severity, sequence } of events) {
    const [row, severe] = [laneNames.indexOf(lane), severities.indexOf(severity)];
    const cell = cellIndex(row, severe, Math.floor(((time - fromMs) * buckets) / (toMs - fromMs)), buckets);
    counts[cell] = (counts[cell] ?? 0) + 1;
    marks.push(time, sequence, row * severities.length + severe);
  }
  const lanes = laneNames.flatMap((lane) => {
    const own = events.filter((event) => event.lane === lane);
    const severe = own.filter(({ severity }) => severity === 'action' || severity === 'urgent').length;
    return own.length === 0 ? [] : [{ lane, total: own.length, severe }];
  });
  const times = record.map(({ time }) => time);
  const recordMs = times.length === 0 ? null : { fromMs: Math.min(...times), toMs: Math.max(...times) };
  return { fromMs, toMs, buckets, lanes, events: events.length, cells: pack(packCells(counts)), marks: pack(Float64Array.from(marks)), recordMs }; // prettier-ignore
}
