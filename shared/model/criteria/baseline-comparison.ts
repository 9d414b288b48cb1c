// Compares two baselines metric by metric, all of them at once, so that many metrics raise no more false alarms than one.
import { compareMany } from '../statistics/compare.ts';
import { advisedRuns, leastRuns } from '../statistics/metric-comparison.ts';
import { median } from '../statistics/quantiles.ts';
import { rankTest } from '../statistics/rank-test.ts';
import { exactDurationInWords } from '../duration.ts';
import type { Baseline, BaselineComparison, CapturedMetric, ComparedMetric } from './baseline.ts';

export function compareBaselines(before: Baseline, after: Baseline): BaselineComparison {
  const later = new Map(after.metrics.map((metric) => [metric.name, metric]));
  const pairs = before.metrics.map((metric) => ({ metric, other: later.get(metric.name) }));
  const usable = pairs.flatMap(({ metric, other }) =>
    other && unusable(metric, other) === null ? [{ metric, other }] : [],
  );
  const questions = usable.map(({ metric, other }) => ({ before: runsOf(metric), after: runsOf(other), options: optionsOf(metric) })); // prettier-ignore
  const answers = compareMany(questions);
  const known = new Set(before.metrics.map(({ name }) => name));
  const rows = pairs.map(({ metric, other }) => {
    const at = usable.findIndex((one) => one.metric === metric);
    const [question, answer] = [questions[at], answers[at]];
    if (!other || !question || !answer) {
      return missingRow(metric, other, other ? `${unusable(metric, other)}` : 'it is missing on the later side');
    }
    const warnings = [...answer.warnings, ...different(metric, other), ...few(answer.n1, answer.n2)];
    // The one test's own p is shown beside, so that a reader sees what the number of metrics cost.
    const alone = answer.p === null ? null : rankTest(question.after, question.before).p;
    const { p: pAdjusted, baseline: medianBefore, alpha: _alpha, ...numbers } = answer;
    return { ...aboutOf(metric), ...numbers, before: question.before, after: question.after, medianBefore, medianAfter: median(question.after), p: alone, pAdjusted, warnings }; // prettier-ignore
  });
  const added = after.metrics.filter(({ name }) => !known.has(name)).map((metric) => missingRow(metric, undefined, 'it is missing on the earlier side')); // prettier-ignore
  const metrics: ComparedMetric[] = [...rows, ...added];
  const outcome = metrics.some((row) => row.outcome === 'fail') ? 'fail' : metrics.every((row) => row.outcome === 'pass') ? 'pass' : 'inconclusive'; // prettier-ignore
  return { before: sideOf(before), after: sideOf(after), outcome, words: wordsOf(metrics), notes: notesOf(before, after), metrics }; // prettier-ignore
}

function runsOf({ values }: CapturedMetric): number[] {
  return values.filter((value) => value !== null);
}

function unusable(metric: CapturedMetric, other: CapturedMetric): string | null {
  if (metric.problem !== null) return `on the earlier side ${metric.problem}`;
  if (other.problem !== null) return `on the later side ${other.problem}`;
  if (runsOf(metric).length === 0) return 'on the earlier side no run has a value';
  return runsOf(other).length === 0 ? 'on the later side no run has a value' : null;
}

function optionsOf({ harm, practicalLimit, absoluteLimit }: CapturedMetric) {
  return { harm, practicalLimit, ...(absoluteLimit !== null && { absoluteLimit }) };
}

function aboutOf({ name, query, unit, harm }: CapturedMetric) {
  return { name, query, unit, harm };
}

function missingRow(metric: CapturedMetric, other: CapturedMetric | undefined, reason: string): ComparedMetric {
  const [before, after] = [runsOf(metric), other ? runsOf(other) : []];
  const numbers = { medianBefore: null, medianAfter: null, shift: null, interval: null, ratio: null, p: null, pAdjusted: null, limit: null }; // prettier-ignore
  return { ...aboutOf(metric), verdict: null, outcome: 'inconclusive', reason, n1: before.length, n2: after.length, before, after, ...numbers, warnings: [] }; // prettier-ignore
}

function different(metric: CapturedMetric, other: CapturedMetric): string[] {
  const found = metric.query === other.query ? [] : ['the queries of the two sides differ'];
  return metric.unit === other.unit ? found : [...found, `the units differ: ${metric.unit || 'none'} and ${other.unit || 'none'}`]; // prettier-ignore
}

function few(n1: number, n2: number): string[] {
  const n = Math.min(n1, n2);
  if (n < leastRuns) return [`${n1} and ${n2} runs: at least ${leastRuns} a side are needed, ${advisedRuns} advised`];
  return n < advisedRuns ? [`${n1} and ${n2} runs, and ${advisedRuns} a side are advised`] : [];
}

/** What would make a difference of the values mean something else. */
function notesOf(before: Baseline, after: Baseline): string[] {
  const notes: string[] = [];
  if (before.summary !== after.summary) notes.push(`runs are summed up differently: ${before.summary} and ${after.summary}`); // prettier-ignore
  if (before.sliceMs !== after.sliceMs) notes.push(`runs are of different length: ${exactDurationInWords(before.sliceMs)} and ${exactDurationInWords(after.sliceMs)}`); // prettier-ignore
  if (before.stepMs !== after.stepMs) notes.push(`points are ${exactDurationInWords(before.stepMs)} and ${exactDurationInWords(after.stepMs)} apart`); // prettier-ignore
  if (before.environment.server !== after.environment.server) notes.push(`captured from ${before.environment.server} and from ${after.environment.server}`); // prettier-ignore
  if (before.environment.serverVersion !== after.environment.serverVersion) notes.push(`Prometheus was ${before.environment.serverVersion ?? 'of unknown version'}, then ${after.environment.serverVersion ?? 'of unknown version'}`); // prettier-ignore
  if (before.fromMs < after.toMs && after.fromMs < before.toMs) notes.push('the two windows overlap: some of what is compared is the same'); // prettier-ignore
  return notes;
}

function sideOf({ name, title, environment, fromMs, toMs }: Baseline): BaselineComparison['before'] {
  return { name, title, server: environment.server, fromMs, toMs };
}

function wordsOf(rows: readonly ComparedMetric[]): string {
  const count = (verdict: ComparedMetric['verdict']): number => rows.filter((row) => row.verdict === verdict).length;
  const parts = [[count('regressed'), 'regressed'], [count('improved'), 'improved'], [count('unchanged'), 'unchanged'], [count('inconclusive'), 'inconclusive'], [count(null), 'not compared']] as const; // prettier-ignore
  const said = parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  return said.length === 0 ? 'nothing was compared' : `of ${rows.length} metrics ${said.join(', ')}`;
}
