// The operations on the timeline over a scenario: the real answers, out of a record that the scenario filled.
import type { TimelineScenario } from './scenario-timeline.ts';
import type { Implemented } from './implemented.ts';

export function timelineHandlers(os: Implemented['timeline'], scenario: TimelineScenario) {
  const open = scenario.open;
  return {
    density: os.density.handler(({ input }) => open().timeline.density(input)),
    page: os.page.handler(({ input }) => open().timeline.page(input)),
    intervals: os.intervals.handler(({ input }) => open().timeline.intervals(input)),
    coverage: os.coverage.handler(({ input }) => open().coverage(input)),
    suspects: os.suspects.handler(({ input }) => open().suspects(input.incidentId)),
    judgeSuspect: os.judgeSuspect.handler(() => undefined),
    samples: os.samples.handler(({ input }) => open().samples(input)),
    event: os.event.handler(({ input }) => open().timeline.event(input.sequence)),
  };
}
