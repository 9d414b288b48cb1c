// Made-up criteria, objectives, baselines and soaks for looking at the screens. What they come to is judged by the real
// rules, over made-up numbers.
import type { Baseline, BaselineSummary, CapturedMetric } from '#shared/model/criteria/baseline.ts';
import type { Standing, WatchedCriterion, WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { Objective, WatchedObjective } from '#shared/model/criteria/objective.ts';
import { judgeShare } from '#shared/model/criteria/share-judgement.ts';
import type { SoakFinding, WatchedSoak } from '#shared/model/criteria/soak.ts';
import { pack } from '#shared/model/pack.ts';
import type { Frame } from '#shared/model/series.ts';
import { seededRandom } from '#shared/model/statistics/random.ts';
import { createSoakSamples } from '#engine/soaks/soak-samples.ts';
import { judgeSoakCriterion, outcomeOfSoak, soakInWords } from '#shared/model/criteria/soak-judgement.ts';
import { readCriteriaFile } from '#engine/criteria/criteria-file.ts';
import { lookAtObjective } from '#engine/objectives/look-at-objective.ts';
import { readObjectivesFile } from '#engine/objectives/objective-file.ts';
import { readSoakFile } from '#engine/soaks/soak-file.ts';

const minute = 60_000;
const hour = 60 * minute;
const place = 'Prometheus at http://127.0.0.1:9090';

const valueOf = <T>(read: { value: T } | { problems: unknown[] }): T => {
  if ('problems' in read) throw new Error(`a sample has problems: ${JSON.stringify(read.problems)}`);
  return read.value;
};

export function sampleSet(text: string, now: number, good = false): WatchedSet {
  const set = valueOf(readCriteriaFile(text));
  const at = (patch: Partial<Standing>): Standing => ({ outcome: 'pass', reason: '', value: null, interval: null, n: null, needed: null, notes: [], fromMs: now - hour, toMs: now, judgedAtMs: now - 9000, ...patch }); // prettier-ignore
  const share = (k: number, n: number, op: '<' | '>', threshold: number): Standing => at(judgeShare({ k, n, op, threshold, minSamples: 1 })); // prettier-ignore
  const standings: Record<string, Standing> = {
    'p95-latency': at({ value: 0.142, n: 48_210, needed: 59, reason: 'p95 is about 142 ms, wanted < 200 ms: 611 of 48210 are on the wrong side, and 5 % may be' }), // prettier-ignore
    'p99-latency': at(good ? { value: 0.31, n: 48_210, needed: 299, reason: 'p99 is about 310 ms, wanted < 500 ms: 96 of 48210 are on the wrong side, and 1 % may be' } : { outcome: 'fail', value: 0.812, n: 48_210, needed: 299, reason: 'p99 is about 812 ms, wanted < 500 ms: 1,034 of 48,210 are on the wrong side, and 1 % may be' }), // prettier-ignore
    'error-rate': good ? share(3, 48_210, '<', 0.001) : share(0, 1204, '<', 0.001),
    uptime: share(good ? 20_160 : 20_141, 20_160, '>', 0.999),
    'circuit-breakers': at(good ? { value: 0, n: 241, needed: 10, reason: 'the worst is 0; wanted == 0' } : { outcome: 'inconclusive', reason: 'there is no series; that is not a pass' }), // prettier-ignore
    'websocket-stability': good ? share(11, 9321, '<', 0.01) : at({ outcome: 'error', reason: 'could not be asked: Prometheus at http://127.0.0.1:9090 refused: many-to-many matching not allowed' }), // prettier-ignore
    'api-adoption': share(39_800, 48_210, '>', 0.8),
  };
  const criteria = set.criteria.map(({ id, metric }): WatchedCriterion => {
    const tick = metric.kind === 'manual' && (good || id === 'support-tickets') ? { outcome: 'pass' as const, by: 'Release lead', note: 'Two tickets this week, three the week before.', atMs: now - 3 * hour } : null; // prettier-ignore
    return { id, standing: standings[id] ?? null, sinceMs: now - 26 * minute, tick };
  });
  return { key: set.name, set, file: 'gradual-rollout.yaml', savedAtMs: now - 3 * hour, watched: true, judging: false, place, criteria }; // prettier-ignore
}

/** The objectives of a text, each with an error ratio of its own; null for one without data. */
export async function sampleObjectives(
  text: string,
  now: number,
  ratios: (number | null)[],
): Promise<WatchedObjective[]> {
  const objectives = valueOf(readObjectivesFile(text));
  return await Promise.all(
    objectives.map(async (objective, at): Promise<WatchedObjective> => {
      const standing = await lookAtObjective(objective, { nowMs: now, reader: countsReader(objective, ratios[at] ?? null, now) }); // prettier-ignore
      return { key: `objective:${objective.name}`, objective, file: 'api-objectives.yaml', savedAtMs: now - 3 * hour, watched: at === 0, judging: false, place, standing: { ...standing, judgedAtMs: now - 40_000 }, sinceMs: now - hour }; // prettier-ignore
    }),
  );
}

/** 40 requests a second, for the last 22 days. */
function countsReader(objective: Objective, ratio: number | null, now: number) {
  const spanOf = (query: string): number => {
    const [, count = '0', unit = 'h'] = /\[(\d+)([mhd])\]/.exec(query) ?? [];
    return Number(count) * ({ m: minute, h: hour, d: 24 * hour }[unit] ?? 0);
  };
  return {
    place: () => place,
    instant: async ({ query }: { query: string }) => {
      const total = Math.round((40 * Math.min(spanOf(query), 22 * 24 * hour)) / 1000);
      const isTotal = query.startsWith(objective.total.split('[')[0] ?? '') && !query.includes('code=~') && !query.includes('le='); // prettier-ignore
      const bad = Math.round(total * (ratio ?? 0));
      const value = isTotal ? total : objective.part === 'bad' ? bad : total - bad;
      const rows = ratio === null ? [] : [{ labels: {}, atMs: now, value: String(value) }];
      return { kind: 'vector' as const, rows, totalRows: rows.length, warnings: [], infos: [] };
    },
    range: async () => {
      const times = Float64Array.from({ length: 22 * 24 }, (_, at) => now - at * hour).toReversed();
      return { stepMs: hour, series: [{ labels: {}, times, values: times }], warnings: [], infos: [] };
    },
  };
}

/** Ten runs of five metrics; `later` has one that is a fifth slower and one that is gone. */
export function sampleBaseline(now: number, later: boolean): Baseline {
  const random = seededRandom(later ? 5 : 4);
  const metric = (name: string, query: string, level: number, unit: string, patch: Partial<CapturedMetric> = {}): CapturedMetric => ({ name, query, unit, harm: 'higher', practicalLimit: 0.1, absoluteLimit: null, values: Array.from({ length: 10 }, () => level * (0.98 + 0.04 * random())), points: Array<number>(10).fill(24), lag1: 0.02, problem: null, warnings: [], ...patch }); // prettier-ignore
  const metrics = [
    metric('MAPE-K cycle time, p95', 'histogram_quantile(0.95, sum by (le) (rate(mapek_cycle_duration_seconds_bucket[5m])))', later ? 0.0517 : 0.043, 's'), // prettier-ignore
    metric('Resident memory', 'sum(process_resident_memory_bytes)', 412 * 1024 * 1024, 'bytes'),
    metric('Scrape time', 'max(scrape_duration_seconds)', later ? 0.0031 : 0.0047, 's'),
    metric('Cache hit rate', 'sum(rate(rag_cache_hits_total[5m])) / sum(rate(rag_cache_requests_total[5m]))', 0.91, '', { harm: 'lower', warnings: ['runs of 6m resemble their neighbours (0.81): take longer ones, or a comparison will see more than there is'], lag1: 0.81 }), // prettier-ignore
    metric('RAG query latency, p99', 'histogram_quantile(0.99, sum by (le) (rate(rag_query_duration_seconds_bucket[5m])))', 0.22, 's', later ? { values: [], points: [], problem: 'there is no series', lag1: null } : {}), // prettier-ignore
  ];
  const toMs = later ? now - 20 * minute : now - 13 * 24 * hour;
  return { schema: 'readyroom/baseline/v1', name: 'load-test', title: later ? 'After the cache' : 'Load test before hardening', environment: { name: 'staging', server: place, serverVersion: '2.53.5' }, capturedAtMs: toMs, by: 'Release lead', fromMs: toMs - hour, toMs, sliceMs: 6 * minute, stepMs: 15_000, summary: 'median', metrics }; // prettier-ignore
}

export function summaryOf({ schema: _schema, metrics, ...about }: Baseline, key: string): BaselineSummary {
  return { ...about, key, file: null, metrics: metrics.length, problems: metrics.filter(({ problem }) => problem !== null).length, warnings: metrics.filter(({ warnings }) => warnings.length > 0).length, slices: 10 }; // prettier-ignore
}

/** The soak that comes along, so many hours on; a leak grows by an eighth a day. */
export function sampleSoak(
  text: string,
  now: number,
  { hours, leak = false, key = 'soak-1', gap = 0 }: { hours: number; leak?: boolean; key?: string; gap?: number },
): WatchedSoak {
  // prettier-ignore
  const definition = valueOf(readSoakFile(text));
  const { intervalMs, durationMs, minCoverage } = definition;
  const slots = Math.floor(durationMs / intervalMs);
  const due = Math.min(slots, Math.floor((hours * hour) / intervalMs));
  const startedAtMs = now - hours * hour;
  const timeOf = (slot: number): number => startedAtMs + (slot + 1) * intervalMs;
  const samples = createSoakSamples(slots, timeOf);
  const random = seededRandom(3);
  const values: Record<string, (days: number) => number> = {
    crashes: () => 1_700_000_000,
    memory: (days) => 4.8e8 * (1 + (leak ? 0.125 : 0.002) * days) * (0.995 + 0.01 * random()),
    workers: (days) => 2e8 * (1 + 0.5 * ((days * 4) % 1)) * (0.995 + 0.01 * random()),
    'loop-lag': () => 0.004 + 0.03 * random() ** 2,
    queue: () => Math.floor(4 * random()),
  };
  const gapFrom = Math.floor(due / 2);
  for (let slot = 0; slot < due; slot++) {
    if (slot >= gapFrom && slot < gapFrom + gap) continue;
    for (const [id, at] of Object.entries(values)) samples.put(id, { instance: 'validator-0:9400' }, slot, at((slot * intervalMs) / (24 * hour))); // prettier-ignore
  }
  const time = { intervalMs, durationMs, minCoverage, elapsedMs: due * intervalMs };
  const findings = definition.criteria.map((criterion): SoakFinding => {
    const series = samples.seriesOf(criterion.id, due);
    const seen = { series, totalSeries: series.length, observed: due - Math.min(gap, due), due };
    return { ...judgeSoakCriterion(criterion, seen, time), tick: null };
  });
  const coverage = 1 - gap / due;
  const state = due === slots ? ('finished' as const) : ('running' as const);
  const words = soakInWords(findings, { ...time, state, coverage });
  const gaps = gap === 0 ? [] : [{ fromMs: timeOf(gapFrom - 1), toMs: timeOf(gapFrom + gap - 1) }];
  return { key, definition, server: place, by: 'Release lead', startedAtMs, state, endedAtMs: state === 'finished' ? timeOf(slots - 1) : null, due, slots, coverage, gaps, sampledAtMs: now - 21_000, judgedAtMs: now - 80_000, trouble: null, outcome: outcomeOfSoak(findings), words, findings }; // prettier-ignore
}

/** One line about the level that the query speaks of. */
export function sampleFrame({ query, fromMs, toMs }: { query: string; fromMs: number; toMs: number }): Frame {
  const stepMs = Math.max(15_000, Math.ceil((toMs - fromMs) / 240 / 15_000) * 15_000);
  const random = seededRandom(query.length);
  const level = /0\.99/.test(query) ? 0.4 : /bytes/.test(query) ? 4.8e8 : /lag/.test(query) ? 0.012 : /start_time/.test(query) ? 1.7e9 : 0.14; // prettier-ignore
  const times = Float64Array.from({ length: Math.floor((toMs - fromMs) / stepMs) }, (_, at) => fromMs + at * stepMs);
  const values = times.map((_, at) => level * (/start_time/.test(query) ? 1 : 0.95 + 0.1 * random() + (at > times.length * 0.7 && level === 0.4 ? 1 : 0))); // prettier-ignore
  const series = [{ labels: { instance: 'validator-0:9400' }, times: pack(times), values: pack(values) }];
  return { fromMs, toMs, stepMs, series, totalSeries: 1, totalSamples: times.length, reduced: false, warnings: [], infos: [] }; // prettier-ignore
}
