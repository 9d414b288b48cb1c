// Keeps what panels of dashboards came to with an incident: asks Prometheus for them with what their variables are now, a few
// questions at a time and no more than its budget. What is not kept is told with the reason.
import type { Dashboard, DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import type { KeptDashboard } from '#shared/model/incident/kept-dashboard.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { usualIntervalMs } from '#shared/model/usual-interval.ts';
import { createAskQueue } from '../metrics/ask-queue.ts';
import { targetsAnswer } from '../metrics/prometheus-pages.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import type { ReadDb } from '../store/database.ts';
import { panelFrameHeads, placeOfIncident, putKeptDashboard, putPanelFrame, type PanelFrameRow } from '../store/kept-panel-rows.ts'; // prettier-ignore
import type { Writer } from '../store/writer.ts';
import { importInSlices } from './import-in-slices.ts';
import { packSeries, stepCount } from './kept-series.ts';
import { questionsToKeep, type QuestionToKeep } from './questions-to-keep.ts';
import { readerWithin, type ReaderWithin } from './reader-within.ts';
import { resolveVariables } from './resolve-variables.ts';
import { createValueReader } from './value-reader.ts';

/** A dashboard that may be kept. */
export interface KeepableDashboard {
  summary: DashboardSummary;
  text: () => string;
}

export interface KeepAsked {
  incidentId: string;
  fromMs: number;
  toMs: number;
  /** By their keys; all that may be kept where none are named. */
  keys?: readonly string[] | undefined;
  /** Ends what is under way; what was not asked by then is refused with its reason. */
  signal: AbortSignal;
  /** Not longer than this; by default the budget's. */
  withinMs?: number | undefined;
}

export interface PanelKeeper {
  /** Never rejects for what Prometheus or a dashboard does not give: that is told. */
  keep: (asked: KeepAsked) => Promise<KeptDashboard[]>;
}

export interface KeepBudget {
  /** To Prometheus, those for variables included. */
  questions: number;
  /** Of all that is being kept. */
  atOnce: number;
  timeoutMs: number;
  wholeMs: number;
  /** Of all answers, as they are kept. */
  bytes: number;
  /** Of one answer: series beyond them are counted and not kept. */
  samples: number;
}

export const usualBudget: KeepBudget = {
  questions: 300,
  atOnce: 2,
  timeoutMs: 10_000,
  wholeMs: 120_000,
  bytes: 64 * 1024 * 1024,
  samples: 60_000,
};

export interface PanelKeeperOptions {
  read: ReadDb;
  writer: Writer;
  now: () => number;
  reader: PrometheusReader;
  /** Those of the keys, or all that are kept by themselves; what is kept first comes first. */
  dashboards: (keys?: readonly string[]) => KeepableDashboard[];
  /** Why the Prometheus of now cannot be asked about that time; null where it can. */
  otherSince?: (fromMs: number) => string | null;
  /** Calls back after a time; returns how to stop it. */
  later: (callback: () => void, ms: number) => () => void;
  budget?: Partial<KeepBudget>;
}

const usualScrapeMs = 15_000;
const mostSeries = 500;

interface Keeping extends Omit<KeepAsked, 'keys' | 'withinMs'> {
  reader: ReaderWithin;
  place: string;
  scrapeMs: number;
  /** What came of a question, so that it is asked once; null where it was kept. */
  came: Map<string, Promise<string | null>>;
  taken: { bytes: number };
}

export function createPanelKeeper(options: PanelKeeperOptions): PanelKeeper {
  const { read, now, dashboards, later } = options;
  const budget = { ...usualBudget, ...options.budget };
  const queue = createAskQueue(budget.atOnce);
  return {
    keep: async ({ keys, withinMs = budget.wholeMs, ...asked }) => {
      const wanted = dashboards(keys);
      if (wanted.length === 0) return [];
      const place = options.reader.place();
      const refusal = place === null ? 'no Prometheus is named in this environment' : otherPlace(options, asked, place);
      if (place === null || refusal !== null) return wanted.map(({ summary }) => nothingOf(summary, asked, refusal ?? '')); // prettier-ignore
      const late = new AbortController();
      const stop = later(() => late.abort(new OpsError('timed_out', `not asked: there was no time left after ${withinMs / 1000} s`)), withinMs); // prettier-ignore
      const signal = AbortSignal.any([asked.signal, late.signal]);
      const taken = { bytes: 0 };
      const refuses = (): OpsError | null => (taken.bytes < budget.bytes ? null : new OpsError('too_large', `not asked: at most ${budget.bytes / 1024 / 1024} MiB are kept at once, and they were used up`)); // prettier-ignore
      const reader = readerWithin(options.reader, { ...budget, queue, signal, refuses });
      try {
        const keeping: Keeping = { ...asked, signal, reader, place, scrapeMs: await scrapeMsOf(reader, now), came: new Map(), taken }; // prettier-ignore
        const kept: KeptDashboard[] = [];
        for (const one of wanted) kept.push(await keepOne(one, keeping, { ...options, read, budget }));
        return kept;
      } finally {
        stop();
      }
    },
  };
}

/** Another Prometheus would tell of other systems under the same names. */
function otherPlace(
  { read, otherSince }: PanelKeeperOptions,
  { incidentId, fromMs }: Pick<KeepAsked, 'incidentId' | 'fromMs'>,
  place: string,
): string | null {
  // prettier-ignore
  const before = placeOfIncident(read, incidentId);
  if (before === null) return otherSince?.(fromMs) ?? null;
  return before === place ? null : `not asked: this environment has ${place} now, and the incident had ${before}`; // prettier-ignore
}

const nothingOf = ({ key, title }: DashboardSummary, { fromMs, toMs }: Pick<KeepAsked, 'fromMs' | 'toMs'>, reason: string): KeptDashboard => ({ key, title, fromMs, toMs, queries: 0, kept: 0, refused: [{ panels: [], reason }] }); // prettier-ignore

async function scrapeMsOf(reader: PrometheusReader, now: () => number): Promise<number> {
  try {
    const { targets } = targetsAnswer(await reader.ask({}, (client) => client.targets()), now());
    return usualIntervalMs(targets) ?? usualScrapeMs;
  } catch (error) {
    // Some servers that answer queries have no targets; one that answers nothing is met again at once.
    if (error instanceof OpsError) return usualScrapeMs;
    throw error;
  }
}

type Tools = Pick<PanelKeeperOptions, 'read' | 'writer' | 'now'> & { budget: KeepBudget };

async function keepOne({ summary, text }: KeepableDashboard, keeping: Keeping, tools: Tools): Promise<KeptDashboard> {
  const spent = keeping.reader.spent();
  if (spent !== null) return nothingOf(summary, keeping, spent.message);
  const { fromMs, toMs, incidentId, place, scrapeMs, signal } = keeping;
  const { now, writer } = tools;
  let dashboard: Dashboard;
  let states: VariableState[];
  const whole = text();
  try {
    dashboard = await importInSlices(whole);
    states = await resolveVariables(dashboard, { chosen: {}, fromMs, toMs }, { reader: createValueReader(keeping.reader), signal }); // prettier-ignore
  } catch (error) {
    return nothingOf(summary, keeping, keeping.reader.spent()?.message ?? messageOf(error));
  }
  // With variables that could not be read it would stand in the way of what was kept of it before.
  const gone = keeping.reader.spent();
  if (gone !== null) return nothingOf(summary, keeping, gone.message);
  await writer.write('telemetry', (db) => putKeptDashboard(db, { incident: incidentId, key: summary.key, fromMs: Math.round(fromMs), toMs: Math.round(toMs), recordedTime: now(), place, summary, variables: states }, whole)); // prettier-ignore
  const variables = new Map(states.map(({ name, value }) => [name, value]));
  const questions = questionsToKeep(dashboard, { variables, fromMs, toMs, scrapeMs, nowMs: now() });
  const refused = new Map<string, Set<string>>();
  let kept = 0;
  const waiting = questions.values();
  const keepNext = async (): Promise<void> => {
    for (const question of waiting) {
      const reason = question.waitsFor.length > 0 ? waitingFor(question.waitsFor, states) : await keptOnce(question, keeping, tools); // prettier-ignore
      if (reason === null) kept++;
      else refused.set(reason, (refused.get(reason) ?? new Set()).add(question.panel));
    }
  };
  // Each takes the next when its own is kept, so that what was kept counts before more is asked.
  await Promise.all(Array.from({ length: tools.budget.atOnce }, keepNext));
  return {
    ...nothingOf(summary, keeping, ''),
    queries: questions.length,
    kept,
    refused: [...refused].map(([reason, panels]) => ({ panels: [...panels], reason })),
  };
}

const waitingFor = (names: readonly string[], states: readonly VariableState[]): string =>
  names.map((name) => `$${name} has no value: ${states.find((state) => state.name === name)?.problem ?? 'there is none'}`).join('; '); // prettier-ignore

/** @returns why it is not kept; null where it is, also where it was asked for another panel. */
function keptOnce(question: QuestionToKeep, keeping: Keeping, tools: Tools): Promise<string | null> {
  const { asked, fromMs, toMs, stepMs } = question;
  const key = JSON.stringify([asked, fromMs, toMs, stepMs]);
  const known = keeping.came.get(key);
  if (known !== undefined) return known;
  const came = isKept(question, keeping, tools.read) ? Promise.resolve(null) : askAndKeep(question, keeping, tools);
  keeping.came.set(key, came);
  return came;
}

/** An earlier keeping may have all of it. */
const isKept = ({ asked, fromMs, toMs, stepMs }: QuestionToKeep, { incidentId }: Keeping, read: ReadDb): boolean =>
  panelFrameHeads(read, asked).some((head) => head.incident === incidentId && head.series > 0 && head.fromMs <= fromMs && head.toMs >= toMs && head.stepMs <= stepMs); // prettier-ignore

async function askAndKeep(question: QuestionToKeep, keeping: Keeping, tools: Tools): Promise<string | null> {
  const { writer, now, budget } = tools;
  const row = await answerOf(question, keeping, budget);
  const { asked, fromMs, toMs, stepMs } = question;
  await writer.write('telemetry', (db) => putPanelFrame(db, { incident: keeping.incidentId, asked, fromMs, toMs, stepMs, recordedTime: now(), ...row })); // prettier-ignore
  return row.refused;
}

type Answered = Pick<PanelFrameRow, 'series' | 'how' | 'labels' | 'samples' | 'refused'>;

async function answerOf(question: QuestionToKeep, keeping: Keeping, budget: KeepBudget): Promise<Answered> {
  const { query, rateMs, rangeMs, fromMs, toMs, stepMs } = question;
  const { reader, place, taken } = keeping;
  const how = { place, query, rateMs, rangeMs };
  try {
    const limit = Math.max(1, Math.min(mostSeries, Math.floor(budget.samples / stepCount(question))));
    const { series, totalSeries = series.length, warnings, infos } = await reader.range({ query, fromMs, toMs, stepMs, limit }); // prettier-ignore
    const packed = await packSeries(series.slice(0, limit), question);
    taken.bytes += packed.samples.length + packed.labels.length;
    return { series: Math.min(limit, series.length), how: JSON.stringify({ ...how, totalSeries, warnings, infos }), ...packed, refused: null }; // prettier-ignore
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    return { series: 0, how: JSON.stringify({ ...how, totalSeries: 0, warnings: [], infos: [] }), labels: '[]', samples: Buffer.alloc(0), refused: error.message }; // prettier-ignore
  }
}
