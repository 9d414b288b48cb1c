// What the samples of a soak say of one criterion so far, and what may be said of it now: a pass takes the whole time, and
// enough of it observed. Pure: the same samples give the same words.
import { exactDurationInWords } from '../duration.ts';
import { percentText, spanText } from '../statistics/number-words.ts';
import { ruleOfThree } from '../statistics/proportion.ts';
import { quantile, quantileInterval } from '../statistics/quantiles.ts';
import { judgeTrend, type Trend } from '../statistics/trend.ts';
import { dependence } from './quantile-judgement.ts';
import { judgeShare, sideOfQuantile } from './share-judgement.ts';
import type { SoakCriterion, SoakFinding, SoakMeasure } from './soak.ts';
import { seriesName, valueText } from './words.ts';

export interface SoakSeries {
  labels: Record<string, string>;
  /** In order of time; what was not observed is not among them. */
  samples: readonly { atMs: number; value: number }[];
}

export interface SoakSeen {
  series: readonly SoakSeries[];
  /** How many there were in all, where more than are kept. */
  totalSeries: number;
  /** Intervals with a sample, of those that are over. */
  observed: number;
  due: number;
  /** The trend of each series, for a criterion on growth; worked out here where they are left out. */
  trends?: readonly Trend[];
}

export interface SoakTime {
  intervalMs: number;
  durationMs: number;
  /** How much of the duration is over. */
  elapsedMs: number;
  minCoverage: number;
}

type SoFar = Pick<SoakFinding, 'reason' | 'value' | 'interval' | 'notes'> & { soFar: 'pass' | 'fail' | 'inconclusive' };
type Of<K extends SoakMeasure['kind']> = Extract<SoakMeasure, { kind: K }>;

/** The bootstrap of a verdict that is close is decided by its seed, so it is always the same. */
export const soakSeed = 72;
const unknown = { value: null, interval: null, notes: [] };

/** A criterion that a person judges has no finding of its own. */
export function judgeSoakCriterion(
  criterion: SoakCriterion,
  seen: SoakSeen,
  time: SoakTime,
): Omit<SoakFinding, 'tick'> {
  const numbers = { id: criterion.id, observed: seen.observed, due: seen.due, series: seen.series.length };
  const { measure } = criterion;
  if (measure.kind === 'manual') return { ...numbers, ...unknown, outcome: 'open', soFar: null, reason: 'a person has to judge it' }; // prettier-ignore
  const { soFar, reason, ...measured } = soFarOf(criterion, measure, seen, time);
  const missing = soFar === 'pass' ? stillMissing(seen, time) : null;
  return { ...numbers, ...measured, soFar, outcome: missing === null ? soFar : 'inconclusive', reason: missing === null ? reason : `so far it would pass, but ${missing}: ${reason}` }; // prettier-ignore
}

/** Why what holds so far is no pass; null where it is one. */
function stillMissing({ series, totalSeries, observed, due }: SoakSeen, time: SoakTime): string | null {
  if (totalSeries > series.length)
    return `only ${series.length} of ${totalSeries} series are kept; sum them, or take one`;
  const coverage = due === 0 ? 0 : observed / due;
  if (time.elapsedMs < time.durationMs) return `${hoursText(time.durationMs - time.elapsedMs)} of ${hoursText(time.durationMs)} are still to come`; // prettier-ignore
  if (coverage >= time.minCoverage) return null;
  return `${coverageText(coverage)} of the time was observed, and ${percentText(time.minCoverage)} are needed`;
}

function soFarOf(criterion: SoakCriterion, measure: SoakMeasure, seen: SoakSeen, time: SoakTime): SoFar {
  const samples = seen.series.reduce((sum, one) => sum + one.samples.length, 0);
  if (samples === 0) return { ...unknown, soFar: 'inconclusive', reason: seen.due === 0 ? 'the first interval is not over' : 'there is no sample; that is not a pass' }; // prettier-ignore
  if (measure.kind === 'crashes') return crashesOf(measure, seen, time);
  if (measure.kind === 'growth') return growthOf(measure, seen);
  const values = seen.series.map((one) => one.samples.map(({ value }) => value));
  if (measure.kind === 'quantile') return quantileOf(criterion, measure, values);
  return levelOf(criterion, measure as Of<'level'>, values);
}

function crashesOf({ by }: Of<'crashes'>, { series, due }: SoakSeen, { intervalMs, elapsedMs }: SoakTime): SoFar {
  const counted = series.map((one) => ({ one, crashes: crashesIn(one.samples, by) }));
  const crashes = counted.reduce((sum, each) => sum + each.crashes, 0);
  const lastMs = Math.max(...series.map(({ samples }) => samples.at(-1)?.atMs ?? -Infinity));
  const firstMs = Math.min(...series.map(({ samples }) => samples[0]?.atMs ?? Infinity));
  const gone = series.filter(({ samples }) => (samples.at(-1)?.atMs ?? lastMs) < lastMs - 3 * intervalMs);
  const came = series.filter(({ samples }) => (samples[0]?.atMs ?? firstMs) > firstMs + 3 * intervalMs);
  const notes = came.length === 0 ? [] : [`${came.length} ${came.length === 1 ? 'process appeared' : 'processes appeared'} after the start`]; // prettier-ignore
  if (crashes > 0) {
    const worst = counted.toSorted((a, b) => b.crashes - a.crashes)[0];
    const where = worst ? `, ${worst.crashes} of ${seriesName(worst.one.labels)}` : '';
    return { soFar: 'fail', reason: `at least ${crashes} ${crashes === 1 ? 'restart' : 'restarts'} seen${where}; zero wanted`, value: crashes, interval: null, notes }; // prettier-ignore
  }
  const hours = series.reduce((sum, { samples }) => sum + (samples.length * intervalMs) / 3_600_000, 0);
  const bound = ruleOfThree(hours / 24);
  const reason = `no restart in ${hoursText(Math.round(hours * 60) * 60_000)} of ${series.length === 1 ? 'one process' : `${series.length} processes`}: with 95 % confidence fewer than ${valueText(bound, '')} in 24 h`; // prettier-ignore
  const numbers = { value: 0, interval: { lower: 0, upper: bound }, notes };
  const [lost] = gone;
  if (lost) return { soFar: 'inconclusive', reason: `${seriesName(lost.labels)} has not been seen for ${exactDurationInWords(lastMs - (lost.samples.at(-1)?.atMs ?? lastMs))}, and whether it crashed is not known; ${reason}`, ...numbers }; // prettier-ignore
  if (due === 0 || elapsedMs <= 0) return { soFar: 'inconclusive', reason, ...numbers };
  return { soFar: 'pass', reason, ...numbers };
}

/** At least so many: two in one gap look like one. */
function crashesIn(samples: SoakSeries['samples'], by: Of<'crashes'>['by']): number {
  let [crashes, before] = [0, Number.NaN];
  for (const { value } of samples) {
    if (by === 'restarts' && value > before) crashes += Math.max(1, Math.round(value - before));
    // A counter that begins anew belongs to something that did.
    if (by === 'restarts' && value < before) crashes += 1;
    // Some systems reckon the start anew each time and are off by a little.
    if (by === 'start_time' && Math.abs(value - before) > 1) crashes += 1;
    before = value;
  }
  return crashes;
}

const halfHourMs = 1_800_000;

function growthOf(measure: Of<'growth'>, { series, trends: known }: SoakSeen): SoFar {
  const trends = series.map(({ labels, samples }, at) => ({
    labels,
    trend: known?.[at] ?? trendOfSoak(measure, samples),
  }));
  const rank = { fail: 2, inconclusive: 1, pass: 0 };
  const worst = trends.reduce((a, b) => (rank[b.trend.outcome] > rank[a.trend.outcome] ? b : a));
  const { outcome, reason, growth, timeToExhaustion } = worst.trend;
  const where = series.length === 1 ? '' : `${seriesName(worst.labels)}: `;
  const end = timeToExhaustion?.expectedMs;
  const notes = typeof end === 'number' ? [`at this rate its ceiling is reached in about ${spanText(end)}`] : [];
  return { soFar: outcome, reason: `${where}${reason}`, value: growth?.per24h ?? null, interval: growth?.interval ?? null, notes: [...notes, `seed of the bootstrap: ${worst.trend.seed}`] }; // prettier-ignore
}

/** Some 30 ms: between two of them others should have their turn. */
export function trendOfSoak(
  { limitPer24h, warmUpMs, recycleMs, ceiling }: Of<'growth'>,
  samples: SoakSeries['samples'],
): Trend {
  const spanMs = (samples.at(-1)?.atMs ?? 0) - (samples[0]?.atMs ?? 0);
  // Longer bins for what is longer than three days: the time of a bootstrap grows with the square of their number.
  const binMs = Math.max(halfHourMs, Math.ceil(spanMs / 150 / halfHourMs) * halfHourMs);
  return judgeTrend(samples, { seed: soakSeed, limitPer24h, warmUpMs, binMs, ...(recycleMs !== null && { recycleMs }), ...(ceiling !== null && { ceiling }) }); // prettier-ignore
}

function quantileOf({ unit }: SoakCriterion, { q, below }: Of<'quantile'>, series: number[][]): SoFar {
  const values = series.flat().filter(Number.isFinite);
  const wrong = series.flat().filter((value) => !(value < below)).length;
  const n = series.reduce((sum, one) => sum + one.length, 0);
  const { side, allowed, needed } = sideOfQuantile({ q, op: '<', wrong, unknown: 0, n, minSamples: 1 });
  const { lower, upper } = values.length > 0 ? quantileInterval(values, q, 0.9) : { lower: null, upper: null };
  const value = values.length > 0 ? quantile(values, q) : null;
  const name = `p${Number((q * 100).toPrecision(6))}`;
  const about = value === null ? name : `${name} is about ${valueText(value, unit)}`;
  const seen = `${about}, wanted below ${valueText(below, unit)}: ${percentText(wrong / n)} of ${n} samples are at or above, and ${percentText(allowed)} may be`;
  const interval = lower === null || upper === null ? null : { lower, upper };
  const numbers = { value, interval, notes: series.flatMap((one) => dependence([one])).slice(0, 3) };
  if (side === 'right') return { soFar: 'pass', reason: seen, ...numbers };
  if (side === 'wrong') return { soFar: 'fail', reason: seen, ...numbers };
  const why = needed === null ? 'too near to the limit to tell' : `not enough evidence, ${n} of about ${Math.max(needed, n + 1)} samples needed`; // prettier-ignore
  return { soFar: 'inconclusive', reason: `${seen}: ${why}`, ...numbers };
}

function levelOf({ unit }: SoakCriterion, { below, allowedShare }: Of<'level'>, series: number[][]): SoFar {
  const n = series.reduce((sum, one) => sum + one.length, 0);
  const k = series.reduce((sum, one) => sum + one.filter((value) => !(value < below)).length, 0);
  const { outcome, reason, value, interval } = judgeShare({ k, n, op: '<', threshold: allowedShare, minSamples: 1 });
  const both = interval && interval.lower !== null && interval.upper !== null ? { lower: interval.lower, upper: interval.upper } : null; // prettier-ignore
  const said = reason.replaceAll('events', 'samples');
  return { soFar: outcome === 'error' ? 'inconclusive' : outcome, reason: `at or above ${valueText(below, unit)}: ${said}`, value, interval: both, notes: series.flatMap((one) => dependence([one])).slice(0, 3) }; // prettier-ignore
}

export type SoakOutcome = 'pass' | 'fail' | 'inconclusive';

/** A pass takes every criterion, those of people too. */
export function outcomeOfSoak(findings: readonly Pick<SoakFinding, 'outcome'>[]): SoakOutcome {
  if (findings.some(({ outcome }) => outcome === 'fail')) return 'fail';
  return findings.length > 0 && findings.every(({ outcome }) => outcome === 'pass') ? 'pass' : 'inconclusive';
}

export interface SoakProgress extends SoakTime {
  state: 'running' | 'finished' | 'stopped';
  coverage: number;
}

/** `31 h of 72 h, 97 % observed; so far: memory not enough evidence, crashes holds`. */
export function soakInWords(
  findings: readonly Pick<SoakFinding, 'id' | 'outcome' | 'soFar'>[],
  { state, elapsedMs, durationMs, coverage }: SoakProgress,
): string {
  const stopped = state === 'stopped' ? 'stopped after ' : '';
  const time = elapsedMs >= durationMs ? `${hoursText(durationMs)} are over` : `${stopped}${hoursText(elapsedMs)} of ${hoursText(durationMs)}`; // prettier-ignore
  const each = findings.map(
    ({ id, outcome, soFar }) => `${id} ${outcome === 'open' ? 'open' : words[soFar ?? outcome]}`,
  );
  const said = state === 'running' ? 'so far: ' : '';
  return `${time}, ${coverageText(coverage)} observed; ${said}${each.join(', ')}`;
}

/** `31 h`, below an hour `12 min`: whole ones that are over. */
export function hoursText(ms: number): string {
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`;
  return `${Math.floor(ms / 3_600_000)} h`;
}

/** Rounded down: all of it is observed only where nothing is missing. */
export function coverageText(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

const words = { pass: 'holds', fail: 'failed', inconclusive: 'not enough evidence', open: 'open' } as const;
