// Made-up states of the timeline: real journals in files of their own, filled when a screen first asks.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainDraft, toldIncident, type Told } from '#shared/model/incident/incident.fixture.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import type { CoverageEntry } from '#shared/model/annotation.ts';
import { pack } from '#shared/model/pack.ts';
import type { Frame } from '#shared/model/series.ts';
import { createJournal } from '#engine/journal/journal.ts';
import { createCoverageLanes } from '#engine/metrics/coverage-lanes.ts';
import { openStore } from '#engine/store/database.ts';
import { eventsSince } from '#engine/store/journal-times.ts';
import { engineRuns } from '#engine/store/timeline-rows.ts';
import { createSuspects } from '#engine/timeline/suspects.ts';
import { createTimeline, type Timeline } from '#engine/timeline/timeline.ts';
import { consoleCoverage } from '#engine/timeline/watched-times.ts';
import type { Scenario } from './scenario.ts';
import { incidentEvents, manyEvents, type Written } from './timeline-sample.ts';

export interface OpenTimeline {
  timeline: Timeline;
  coverage: (span: { fromMs: number; toMs: number }) => CoverageEntry[];
  suspects: ReturnType<typeof createSuspects>;
  samples: (asked: { query: string; fromMs: number; toMs: number; stepMs: number }) => Frame | null;
}
export interface TimelineScenario {
  now: number;
  open: () => OpenTimeline;
}

const folders: string[] = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function opened(now: number, written: readonly Written[], incident: Incident | null): OpenTimeline {
  const dataDir = mkdtempSync(join(tmpdir(), 'timeline-'));
  folders.push(dataDir);
  let at = 0;
  const store = openStore({ dataDir, bootId: 'made-up', now: () => at });
  const journal = createJournal({ read: store.read, bootId: 'made-up', now: () => at });
  store.write.transaction(() => {
    for (const { event, recordedTime } of written) {
      at = recordedTime;
      journal.append(store.write, event);
    }
  })();
  const lanes = createCoverageLanes({
    eventsSince: (query) => eventsSince(store.read, query),
    recordBegan: () => journal.stats().oldestAt,
    status: (key) => ({ key, name: key, state: key === 'docker' ? 'stale' : 'live', since: now - 170 * 60_000, reason: '', seenAt: null }), // prettier-ignore
    keptParts: (_source, span) => [span],
    now: () => now,
  });
  const coverage = (span: { fromMs: number; toMs: number }): CoverageEntry[] => {
    const own = consoleCoverage({ runs: engineRuns(store.read), gaps: [], now }, span);
    return [...lanes(span), ...(own === null ? [] : [own])];
  };
  const timeline = createTimeline({ read: store.read });
  return { timeline, coverage, suspects: createSuspects({ read: store.read, timeline, incidentOf: () => incident, coverage }), samples: (asked) => samplesOf(asked, now) }; // prettier-ignore
}

/** Filled once, when it is first asked for. */
function filledWith(now: number, events: () => Written[], incident: Incident | null = null): TimelineScenario {
  let kept: OpenTimeline | null = null;
  return { now, open: () => (kept ??= opened(now, events(), incident)) };
}

export const plainTimeline = (now: number): TimelineScenario => filledWith(now, () => []);

const hour = 3_600_000;
const queueQuery = 'sum by (queue) (attestor_queue_depth)';
const ratioQuery = 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))';
/** When the deploy came in the pictures: whole minutes, so that ticks are round. */
export const deployOf = (now: number): number => Math.floor((now - 65 * 60_000) / 60_000) * 60_000;
const byRecorded = (written: Written[]): Written[] => written.toSorted((a, b) => a.recordedTime - b.recordedTime);
const around = (now: number, count: number, hours: number, bad = false): Written[] =>
  byRecorded([...incidentEvents(deployOf(now)), ...manyEvents(count, now - hours * hour, now, bad)]);

const withTimeline =
  (events: (now: number) => Written[]) =>
  (scenario: Scenario, now: number): Scenario => {
    const told = toldOf(now);
    return {
      ...scenario,
      incidents: { ...scenario.incidents, told: [told] },
      timeline: filledWith(now, () => events(now), told.incident()),
    };
  };

function toldOf(now: number): Told {
  const at = deployOf(now);
  const draft = {
    ...plainDraft,
    title: 'Attestor answers 503',
    impactStart: { atMs: at + 92_000, confidence: 'likely' as const, evidence: [] },
    detected: { atMs: at + 220_000, confidence: 'certain' as const, evidence: [] },
    links: [{ kind: 'trigger' as const, target: 't1', title: 'Attestor answers 5xx' }],
  };
  const told = toldIncident(1, at + 6 * 60_000, draft, 'On-call engineer');
  told.tell('incident.moved', at + 14 * 60_000, { by: 'On-call engineer', from: 'triage', to: 'active', reason: '', occurredAt: at + 14 * 60_000 }); // prettier-ignore
  told.tell('incident.reached', at + 21 * 60_000, { by: 'On-call engineer', milestone: 'diagnosed', occurredAt: at + 18 * 60_000, confidence: 'certain', evidence: [], note: 'the new image' }); // prettier-ignore
  told.tell('incident.moved', at + 24 * 60_000, { by: 'On-call engineer', from: 'active', to: 'mitigated', reason: 'the image before is back', occurredAt: at + 24 * 60_000 }); // prettier-ignore
  told.tell('incident.frozen', at + 24 * 60_000, { queries: [queueQuery, ratioQuery].map((expr) => ({ expr, fromMs: at - hour, toMs: at + 24 * 60_000 })), refused: [], dashboards: [] }); // prettier-ignore
  return told;
}

/** A queue that grows from the deploy on, with a hole in what was recorded; of other queries nothing was. */
function samplesOf({ query, fromMs, toMs, stepMs }: { query: string; fromMs: number; toMs: number; stepMs: number }, now: number): Frame | null {
  const at = deployOf(now);
  if (query !== queueQuery && query !== ratioQuery) return null;
  const every = Math.max(stepMs, 15_000);
  const times: number[] = [];
  for (let time = Math.max(fromMs, now - 2.5 * hour); time < Math.min(toMs, now); time += every) {
    if (time < at - 1_500_000 || time > at - 900_000) times.push(time);
  }
  const risen = (time: number): number => Math.max(0, Math.min(1, (time - at) / 600_000));
  const valueAt = (time: number, lag: number): number => query === ratioQuery ? 0.01 + 0.3 * risen(time) : 40 + lag + 900 * risen(time) + 12 * Math.sin(time / 90_000);
  const lines = query === ratioQuery ? [0] : [0, 60];
  const series = lines.map((lag) => ({ labels: { queue: String(lag) }, times: pack(Float64Array.from(times)), values: pack(Float64Array.from(times, (time) => valueAt(time, lag))) }));
  return { fromMs, toMs, stepMs: every, series, totalSeries: lines.length, totalSamples: times.length * lines.length, reduced: false, warnings: [], infos: [] };
} // prettier-ignore

export const timelineMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  timeline: withTimeline((now) => byRecorded(incidentEvents(deployOf(now)))),
  'timeline-few': withTimeline((now) => incidentEvents(deployOf(now)).slice(0, 12)),
  'timeline-many': withTimeline((now) => around(now, 10_000, 3)),
  'timeline-100k': withTimeline((now) => around(now, 100_000, 3)),
  'timeline-year': withTimeline((now) => around(now, 12_000, 365 * 24)),
  'timeline-red': withTimeline((now) => around(now, 4_000, 3, true)),
};
