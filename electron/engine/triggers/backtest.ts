// What the alerts of a rule file would have come to over a time that is past: the same steps as live, over what the server
// answers for each instant. It keeps nothing.
import { OpsError } from '#shared/model/ops-error.ts';
import { emptyMemory, type Observation, type TriggerGap } from '#shared/model/triggers/state.ts';
import { step } from '#shared/model/triggers/step.ts';
import { createSpanBook, type BacktestSpan } from './backtest-spans.ts';
import { pastObservations, type PastQuestion, type RangeReader } from './past-observations.ts';
import { readPromql } from './promql-text.ts';
import type { AlertingRule, RuleFile, RuleGroup } from './rule-file.ts';
import { alertsIn, coreRule, defaultIntervalMs } from './triggers-of-file.ts';

export interface BacktestRequest {
  file: RuleFile;
  fromMs: number;
  toMs: number;
  /** For all alerts; null for the interval of each group. */
  intervalMs: number | null;
  signal: AbortSignal;
  /** Evaluations done and to do, over all alerts. */
  progress: (done: number, total: number) => void;
}

/** Evaluations in a row that failed for one reason. */
export interface BacktestFailure {
  fromMs: number;
  toMs: number;
  evaluations: number;
  reason: string;
}

export interface BacktestAlert {
  group: string;
  name: string;
  expr: string;
  forMs: number;
  keepFiringForMs: number;
  intervalMs: number;
  /** How many there are from the first to the last instant, and how many were reached. */
  planned: number;
  evaluations: number;
  failures: BacktestFailure[];
  gaps: TriggerGap[];
  spans: BacktestSpan[];
  /** Series that it needs and a recording rule of the file makes. */
  needs: string[];
  /** Where it was never true: metrics it names, and at how many evaluations there was no sample of them. */
  withoutSamples: { metric: string; evaluations: number }[];
  warnings: string[];
}

export interface BacktestReport {
  fromMs: number;
  toMs: number;
  alerts: BacktestAlert[];
  /** Whether every evaluation of every alert was made and answered. */
  complete: boolean;
}

const evaluationLimit = 1_000_000;
/** Alerts evaluated at once: enough to be fast, few enough for a server that has other work. */
const concurrency = 4;

/** Throws OpsError `bad_input` for times that cannot be, and nothing for what the server does: that is in the report. */
export async function backtest(reader: RangeReader, request: BacktestRequest): Promise<BacktestReport> {
  const { file, fromMs, toMs } = request;
  if (!(toMs >= fromMs)) throw new OpsError('bad_input', 'the end is before the start');
  const alerts = file.groups.flatMap((group) => alertsIn(group).map((rule) => newAlert(group, rule, request)));
  const total = alerts.reduce((sum, { alert }) => sum + alert.planned, 0);
  if (total > evaluationLimit) {
    throw new OpsError('bad_input', `these are ${total} evaluations; at most ${evaluationLimit} are made, so take a shorter time or a longer interval`); // prettier-ignore
  }
  let done = 0;
  const waiting = [...alerts];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await evaluate(reader, next, request, (count) => request.progress((done += count), total));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const reports = alerts.map(({ alert }) => alert);
  const whole = reports.every(({ planned, evaluations, failures }) => evaluations === planned && failures.length === 0);
  const complete = whole && !request.signal.aborted;
  return { fromMs, toMs, alerts: reports, complete };
}

interface Task {
  group: RuleGroup;
  rule: AlertingRule;
  alert: BacktestAlert;
}

function newAlert(group: RuleGroup, rule: AlertingRule, { fromMs, toMs, intervalMs: wanted }: BacktestRequest): Task {
  const { name, expr, forMs, keepFiringForMs, needs } = rule;
  const intervalMs = wanted ?? group.intervalMs ?? defaultIntervalMs;
  const planned = Math.floor((toMs - fromMs) / intervalMs) + 1;
  const found = { evaluations: 0, failures: [], gaps: [], spans: [], withoutSamples: [], warnings: [] };
  return { group, rule, alert: { group: group.name, name, expr, forMs, keepFiringForMs, intervalMs, planned, needs, ...found } }; // prettier-ignore
}

async function evaluate(
  reader: RangeReader,
  task: Task,
  request: BacktestRequest,
  progress: (count: number) => void,
): Promise<void> {
  // prettier-ignore
  const { group, rule, alert } = task;
  const { fromMs, signal } = request;
  const core = coreRule(group, rule, alert.intervalMs);
  const question: PastQuestion = { expr: rule.expr, fromMs, intervalMs: alert.intervalMs, count: alert.planned, offsetMs: group.queryOffsetMs, signal }; // prettier-ignore
  const book = createSpanBook();
  let memory = emptyMemory;
  await untilAborted(signal, async () => {
    for await (const { observations, warnings } of pastObservations(reader, question)) {
      alert.warnings = [...new Set([...alert.warnings, ...warnings])];
      for (const seen of observations) {
        const atMs = fromMs + alert.evaluations * alert.intervalMs;
        const taken = step(core, memory, atMs, seen);
        memory = taken.memory;
        alert.evaluations++;
        book.note(taken, atMs);
        if (taken.gap) alert.gaps.push(taken.gap);
        if (memory.trouble) noteFailure(alert, atMs, memory.trouble.reason);
      }
      progress(observations.length);
    }
    if (book.spans().length === 0) alert.withoutSamples = await withoutSamples(reader, question);
  });
  alert.spans = book.spans();
}

/** Ends quietly where it was the signal that ended it: what was done until then is in the report. */
async function untilAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Notes an evaluation that failed; those in a row for one reason are one. */
export function noteFailure(alert: BacktestAlert, atMs: number, reason: string): void {
  const last = alert.failures.at(-1);
  if (last && last.reason === reason && atMs - last.toMs <= alert.intervalMs) {
    last.toMs = atMs;
    last.evaluations++;
  } else {
    alert.failures.push({ fromMs: atMs, toMs: atMs, evaluations: 1, reason });
  }
}

/** That nothing was true says little where there was nothing to look at. */
async function withoutSamples(reader: RangeReader, question: PastQuestion): Promise<BacktestAlert['withoutSamples']> {
  const missing: BacktestAlert['withoutSamples'] = [];
  for (const metric of readPromql(question.expr).metrics) {
    const expr = `absent({__name__=${JSON.stringify(metric)}})`;
    let evaluations = 0;
    for await (const { observations } of pastObservations(reader, { ...question, expr })) {
      evaluations += observations.filter(isTrue).length;
    }
    if (evaluations > 0) missing.push({ metric, evaluations });
  }
  return missing;
}

function isTrue(seen: Observation): boolean {
  return seen.kind === 'samples' && seen.samples.length > 0;
}
