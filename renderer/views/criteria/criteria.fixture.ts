// For tests: criteria, objectives and soaks as the engine would tell of them.
import type { Criterion } from '#shared/model/criteria/criterion.ts';
import type { Standing, WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';

export function criterion(id: string, patch: Partial<Criterion> = {}): Criterion {
  return { id, title: id, originalWords: `${id} is well`, metric: { kind: 'query', query: 'g', take: 'worst', minSamples: 5, maxGapMs: 60_000 }, op: '<', threshold: 10, unit: '', windowMs: 600_000, ...patch }; // prettier-ignore
}

export function standing(at: number, patch: Partial<Standing> = {}): Standing {
  return { outcome: 'pass', reason: 'the worst is 3', value: 3, interval: null, n: 11, needed: 5, notes: [], fromMs: at - 600_000, toMs: at, judgedAtMs: at, ...patch }; // prettier-ignore
}

export function watchedSet(criteria: Criterion[], standings: Record<string, Standing>): WatchedSet {
  const watched = criteria.map(({ id }) => ({ id, standing: standings[id] ?? null, sinceMs: standings[id]?.judgedAtMs ?? null, tick: null })); // prettier-ignore
  return { key: 'api', set: { name: 'api', title: 'The API', windowMs: 600_000, criteria }, file: 'api.yaml', savedAtMs: 0, watched: false, judging: false, place: 'Prometheus at http://p', criteria: watched }; // prettier-ignore
}

export function watchedSoak(now: number): WatchedSoak {
  const hourMs = 3_600_000;
  return {
    key: 'soak-1',
    definition: { name: 'v', title: 'Validator', durationMs: 72 * hourMs, intervalMs: 60_000, minCoverage: 0.95, criteria: [{ id: 'memory', title: 'Memory', originalWords: 'flat', unit: 'bytes', measure: { kind: 'growth', query: 'rss', limitPer24h: 0.05, warmUpMs: 0, recycleMs: null, ceiling: null } }, { id: 'data', title: 'Data', originalWords: 'correct', unit: '', measure: { kind: 'manual' } }] }, // prettier-ignore
    server: 'Prometheus at http://p',
    by: 'Lead',
    startedAtMs: now - 31 * hourMs,
    state: 'running',
    endedAtMs: null,
    due: 31 * 60,
    slots: 72 * 60,
    coverage: 0.9712,
    gaps: [],
    sampledAtMs: now,
    judgedAtMs: now,
    trouble: null,
    outcome: 'inconclusive',
    words: '31 h of 72 h, 97 % observed; so far: memory holds, data open',
    findings: [
      { id: 'memory', outcome: 'inconclusive', soFar: 'pass', reason: 'so far it would pass, but 41 h of 72 h are still to come: flat', observed: 1800, due: 1860, series: 1, value: 0.01, interval: { lower: 0, upper: 0.02 }, notes: [], tick: null }, // prettier-ignore
      { id: 'data', outcome: 'open', soFar: null, reason: 'a person has to judge it', observed: 0, due: 0, series: 0, value: null, interval: null, notes: [], tick: null }, // prettier-ignore
    ],
  };
}
