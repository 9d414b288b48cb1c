// Metrics as of a moment. Known then: the samples that this console had recorded by it. Known now: what Prometheus still says
// of the time up to it, and the recorded samples where it cannot be asked.
import type { MetricsStatus } from '#shared/model/prometheus.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { unpack } from '#shared/model/pack.ts';
import { sameTimes, type Frame, type InstantAnswer, type Labels } from '#shared/model/series.ts';
import { createAnnotations } from '../metrics/annotations.ts';
import { keptParts } from '../incidents/kept-parts.ts';
import { createCoverageLanes } from '../metrics/coverage-lanes.ts';
import { askRange } from '../metrics/ask-range.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import { rangeStep } from '../metrics/range-step.ts';
import { recordedFrame } from '../recorder/recorded-frame.ts';
import type { ReadDb } from '../store/database.ts';
import { eventsInSpan, eventsSince } from '../store/journal-times.ts';
import { journalStats } from '../store/journal-rows.ts';
import { hasPanelFrames } from '../store/kept-panel-rows.ts';
import { listNamedQueries, seriesOfQuery } from '../store/sample-rows.ts';
import { valueText } from '../triggers/show-trigger.ts';
import { heldFeed } from './held-feed.ts';
import { keptInstant, keptRange } from './kept-panels.ts';
import type { PastAnswers, PastMoment } from './past.ts';
import { sourceStatusAt } from './source-statuses.ts';

/** Who can still be asked about the past; null for the record of a bundle, which speaks for itself alone. */
export type LiveMetrics = Pick<PrometheusReader, 'place' | 'range' | 'instant' | 'ask'> | null;

/** How old the last sample may be that stands for an instant, as in Prometheus. */
const lookBackMs = 300_000;

export function metricsPast(read: ReadDb, live: LiveMetrics): NonNullable<PastAnswers['metrics']> {
  const namesOf = (pick: (labels: Labels) => Iterable<string>, limit: number): string[] => {
    const rows = listNamedQueries(read).flatMap(({ no }) => seriesOfQuery(read, no));
    const names = new Set(rows.flatMap(({ labels }) => [...pick(JSON.parse(labels) as Labels)]));
    return [...names].toSorted().slice(0, limit);
  };
  return {
    status: (_nothing, moment, signal) => heldFeed(statusesAt(read, live, moment), signal),
    range: async (asked, moment, signal) => {
      const clipped = { ...asked, fromMs: Math.min(asked.fromMs, moment.at), toMs: Math.min(asked.toMs, moment.at) };
      const { stepMs } = rangeStep(clipped);
      const kept: KeptBy<Frame> = (recordedBy) => asked.asked && keptRange(read, { ...clipped, asked: asked.asked, recordedBy }); // prettier-ignore
      return eitherOf(live, moment, async (reader) => orKept(await askRange(reader.range, clipped, signal), ({ series }) => series.length === 0, kept), () => recordedAt(read, live, { ...clipped, stepMs }, moment, kept)); // prettier-ignore
    },
    instant: async (asked, moment, signal) => {
      const atMs = Math.min(asked.atMs ?? moment.at, moment.at);
      const kept: KeptBy<InstantAnswer> = (recordedBy) => asked.asked && keptInstant(read, { ...asked, asked: asked.asked, atMs, recordedBy }); // prettier-ignore
      return eitherOf(live, moment, async (reader) => orKept(await reader.instant({ ...asked, atMs, signal }), ({ rows }) => rows.length === 0, kept), () => {
        const span = { query: asked.query, fromMs: atMs - lookBackMs, toMs: atMs, stepMs: 1000 };
        const found = recordedAt(read, live, span, moment, kept);
        return 'rows' in found ? found : instantOf(found, asked.limit);
      }); // prettier-ignore
    },
    annotations: ({ fromMs, toMs, limit }, { at, known }) =>
      createAnnotations({
        eventsBetween: ({ type, ...span }) => eventsInSpan(read, { ...span, types: [type], recordedBy: known === 'then' ? at : undefined }), // prettier-ignore
      })({ fromMs, toMs: Math.min(toMs, at), limit }),
    coverage: (span, moment) => coverageAt(read, span, moment),
    labelNames: async ({ selector, limit }, moment, signal) =>
      eitherOf(live, moment, async (reader) => (await reader.ask({ signal }, (client) => client.labelNames({ ...(selector !== '' && { match: [selector] }), limit }))).slice(0, limit), () => namesOf(Object.keys, limit)), // prettier-ignore
    labelValues: async ({ selector, limit, label }, moment, signal) =>
      eitherOf(live, moment, async (reader) => (await reader.ask({ signal }, (client) => client.labelValues(label, { ...(selector !== '' && { match: [selector] }), limit }))).slice(0, limit), () => namesOf((labels) => (labels[label] === undefined ? [] : [labels[label]]), limit)), // prettier-ignore
  };
}

/** Asks Prometheus where that makes sense, and the record where it does not, or where nobody answers. */
async function eitherOf<T>(
  live: LiveMetrics,
  { known }: PastMoment,
  ask: (reader: NonNullable<LiveMetrics>) => Promise<T>,
  recorded: () => T,
): Promise<T> {
  if (known === 'then' || live === null || live.place() === null) return recorded();
  try {
    return await ask(live);
  } catch (error) {
    if (!(error instanceof OpsError) || (error.code !== 'unavailable' && error.code !== 'timed_out')) throw error;
    return recorded();
  }
}

/** What was kept with an incident by a moment; nothing where it was not. */
type KeptBy<T> = (recordedBy: number) => T | null | undefined;

/** Prometheus forgets: what it has no samples of any more may have been kept. */
function orKept<T>(answer: T, isEmpty: (answer: T) => boolean, keptBy: KeptBy<T>): T {
  if (!isEmpty(answer)) return answer;
  try {
    const kept = keptBy(Number.MAX_SAFE_INTEGER);
    return kept === null || kept === undefined || isEmpty(kept) ? answer : kept;
  } catch (error) {
    // That nothing was kept either leaves it at what Prometheus says.
    if (error instanceof OpsError) return answer;
    throw error;
  }
}

/**
 * What was recorded of the very question, else what was kept of it with an incident.
 * @throws OpsError `unavailable`: nothing of this was recorded; the words name the way out where there is one.
 */
function recordedAt<T>(
  read: ReadDb,
  live: LiveMetrics,
  { query, ...span }: { query: string; fromMs: number; toMs: number; stepMs: number },
  { at, known }: PastMoment,
  keptBy: KeptBy<T>,
): Frame | T {
  const recordedBy = known === 'then' ? at : Number.MAX_SAFE_INTEGER;
  const frame = recordedFrame(read, { expr: query, ...span, recordedBy });
  if (frame !== null && frame.series.length > 0) return frame;
  const found = keptBy(recordedBy) ?? frame;
  if (found !== null) return found;
  const way = known === 'then' && live !== null ? ' Switch to what is known now: Prometheus may still have it.' : '';
  throw new OpsError('unavailable', `Not recorded: no samples of this query were kept by this console.${way}`);
}

/** The last sample of each series. */
function instantOf(frame: Frame, limit: number): InstantAnswer {
  let times: Float64Array = new Float64Array();
  const rows = frame.series.flatMap(({ labels, times: packed, values }) => {
    if (packed !== sameTimes) times = unpack(packed);
    const atMs = times.at(-1);
    const value = unpack(values).at(-1);
    return atMs === undefined || value === undefined ? [] : [{ labels, atMs, value: valueText(value) }];
  });
  return { kind: 'vector', rows: rows.slice(0, limit), totalRows: Math.max(rows.length, frame.totalSeries), warnings: [], infos: [] }; // prettier-ignore
}

/** A server that was not followed but of which samples are here is not off: they can be looked at. */
function statusesAt(read: ReadDb, live: LiveMetrics, moment: PastMoment): MetricsStatus[] {
  const keptBy = moment.known === 'then' ? moment.at : Number.MAX_SAFE_INTEGER;
  const has = listNamedQueries(read).some(({ savedAt }) => savedAt <= moment.at) || hasPanelFrames(read, keptBy);
  return (['prometheus', 'alertmanager'] as const).map((key) => {
    const status = sourceStatusAt(read, key, moment);
    const only = status.state === 'off' && key === 'prometheus' && has;
    const place = status.state === 'off' && !only ? null : moment.known === 'now' && live !== null ? (live.place() ?? 'the record') : 'the record'; // prettier-ignore
    const stale = { state: 'stale' as const, reason: 'only samples that were recorded are shown' };
    return { ...status, ...(only && stale), key, place, version: null, capabilities: [], skewMs: null };
  });
}

function coverageAt(read: ReadDb, { fromMs, toMs }: { fromMs: number; toMs: number }, moment: PastMoment) {
  const lanes = createCoverageLanes({
    eventsSince: (query) => eventsSince(read, query).filter(({ recordedTime }) => moment.known === 'now' || recordedTime <= moment.at), // prettier-ignore
    recordBegan: () => journalStats(read).oldestAt,
    status: (source) => sourceStatusAt(read, source, moment),
    keptParts: (source, part) => keptParts(read, source, part),
    now: () => moment.at,
  });
  return lanes({ fromMs, toMs: Math.max(fromMs, Math.min(toMs, moment.at)) });
}
