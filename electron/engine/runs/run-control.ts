// Starts, follows and cancels runs. Each result goes to the record first and to the screens once it is there, so that
// nothing a screen showed as final is lost with the process.
import { randomUUID } from 'node:crypto';
import type { Json } from '#shared/model/facts.ts';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { judgeVersion } from '#shared/model/judge.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { noCounts, verdictOf } from '#shared/model/outcome.ts';
import type { PlanItem, Vars } from '#shared/model/plan.ts';
import { countResults, type RunSummary, type Selection } from '#shared/model/run.ts';
import type { Checklist } from '../checklist/checklist.ts';
import { correlationScope, spanWithin } from '../correlation/scope.ts';
import type { Feed } from '../feeds/feed.ts';
import type { Looked } from '../monitor/look-at-item.ts';
import { Outlines } from '../monitor/outlines.ts';
import { runPlan, selectItems } from '../monitor/run-plan.ts';
import type { KnownPlan } from '../plans/plan-library.ts';
import { resolveVars, unsetVariables } from '../plans/resolve.ts';
import type { ReadDb } from '../store/database.ts';
import { listRuns } from '../store/run-rows.ts';
import type { LookSetup } from './look-setup.ts';
import { createRunFeed, shownInFeed } from './run-feed.ts';
import type { RunRecord } from './run-record.ts';

export interface RunRequest {
  known: KnownPlan;
  checklist: Checklist;
  /** The text the person saw; another one is not run in its place. */
  hash: PlanHash;
  selection: Selection;
  vars: Record<string, string | number | boolean>;
  startedBy: RunSummary['startedBy'];
}

export interface RunControl {
  /** Resolves once the run is recorded and under way. @throws OpsError `conflict`, `bad_input`. */
  start: (request: RunRequest) => Promise<RunId>;
  /** @throws OpsError `not_found` where no such run is under way. */
  cancel: (runId: RunId) => void;
  running: (planId: PlanId) => RunId | null;
  feed: (planId: PlanId) => Feed<RunSummary>;
  onChange: (listener: (planId: PlanId) => void) => void;
  /** Cancels what is under way and waits until that is recorded. */
  close: () => Promise<void>;
}

export interface RunControlOptions {
  read: ReadDb;
  record: RunRecord;
  now: () => number;
  /** Monotonic milliseconds. */
  elapsedMs: () => number;
  /** Items looked at side by side within one run. */
  concurrency?: number;
  /** Prepares connections, consent and redaction for one run. */
  setUp: (known: KnownPlan, vars: Vars, signal: AbortSignal, checklist: Checklist) => LookSetup;
  onDefect: (error: unknown) => void;
}

interface UnderWay {
  planId: PlanId;
  stop: AbortController;
  done: Promise<void>;
}

/** How often a run under way tells its counts. */
const progressMs = 100;

export function createRunControl(options: RunControlOptions): RunControl {
  const { read, record, now, elapsedMs, concurrency = 8, setUp } = options;
  const underWay = new Map<RunId, UnderWay>();
  const feeds = new Map<PlanId, Feed<RunSummary>>();
  const listeners = new Set<(planId: PlanId) => void>();
  let closed = false;

  const feedOf = (planId: PlanId): Feed<RunSummary> => {
    let feed = feeds.get(planId);
    if (!feed) feeds.set(planId, (feed = createRunFeed(listRuns(read, planId, { before: null, limit: shownInFeed }))));
    return feed;
  };
  const show = (run: RunSummary): void => {
    feedOf(run.planId).publish([run]);
    listeners.forEach((listener) => listener(run.planId));
  };
  const running = (planId: PlanId): RunId | null => [...underWay].find(([, run]) => run.planId === planId)?.[0] ?? null;

  const start: RunControl['start'] = async (request) => {
    const { known, checklist, selection } = request;
    const planId = known.row.id;
    if (closed) throw new OpsError('unavailable', 'Ready Room is closing; nothing is run any more.');
    if (running(planId)) throw new OpsError('conflict', 'A run of this plan is under way; wait for it or cancel it.');
    if (known.row.hash !== request.hash)
      throw new OpsError('conflict', 'The plan has changed since it was shown; look at it again.');
    const vars = resolveVars(known.plan.vars, request.vars);
    const items = selectItems(known.plan.phases, selection).flatMap((phase) => phase.items);
    refuseUnset(items, vars);
    const runId = randomUUID() as RunId;
    const stop = new AbortController();
    const setup = setUp(known, vars, stop.signal, checklist);
    // Nothing waits between the question whether one is running and this answer to it.
    const place: UnderWay = { planId, stop, done: Promise.resolve() };
    underWay.set(runId, place);
    const shownVars = setup.redactor.value(vars as Json) as RunSummary['vars'];
    const summary = beginningOf(request, { runId, pending: items.length, startedAt: now(), vars: shownVars });
    await record.started(known.row, summary);
    for (const item of items)
      checklist.setRunning(item.phaseId, item.id, { state: 'waiting', attempt: 1, attempts: item.attempts });
    show(summary);
    const scope = { component: 'runs', now, correlationId: runId };
    place.done = correlationScope(scope, () => carryOut(summary, request, setup, stop.signal))
      .catch(options.onDefect)
      .finally(() => underWay.delete(runId));
    return runId;
  };

  const carryOut = async (
    summary: RunSummary,
    request: RunRequest,
    setup: LookSetup,
    signal: AbortSignal,
  ): Promise<void> => {
    const { known, checklist } = request;
    const results = takeResults(summary, request, { record, elapsedMs }, (counts) =>
      feedOf(summary.planId).publish([{ ...summary, counts }]),
    );
    const { onResult } = results;
    let broken = false;
    try {
      await runPlan({ phases: known.plan.phases, selection: request.selection, concurrency, signal, now, tickOf: checklist.tickOf, look: lookIn(summary.runId, setup), onResult }); // prettier-ignore
    } catch (error) {
      broken = true;
      options.onDefect(error);
    }
    const counts = results.counts();
    const state = broken ? 'interrupted' : counts.cancelled > 0 ? 'cancelled' : 'finished';
    const finished: RunSummary = { ...summary, state, counts, verdict: verdictOf(counts), finishedAt: now() };
    await Promise.all([record.finished(known.row, finished), results.settled(), setup.close()]);
    underWay.delete(summary.runId);
    checklist.settle();
    show(finished);
  };

  return {
    start,
    cancel: (runId) => {
      const run = underWay.get(runId);
      if (!run) throw new OpsError('not_found', 'This run is not under way; it may just have finished.');
      run.stop.abort();
    },
    running,
    feed: feedOf,
    onChange: (listener) => void listeners.add(listener),
    close: async () => {
      closed = true;
      for (const run of underWay.values()) run.stop.abort();
      await Promise.all([...underWay.values()].map((run) => run.done));
    },
  };
}

type Beginning = Pick<RunSummary, 'runId' | 'startedAt' | 'vars'> & { pending: number };

/** Each look is a span of its run, so that what a service says of it can be found under it. */
const lookIn =
  (runId: RunId, { look }: LookSetup): LookSetup['look'] =>
  (item) =>
    look(item, spanWithin(runId));

function beginningOf(request: RunRequest, { runId, pending, startedAt, vars }: Beginning): RunSummary {
  const { row, plan } = request.known;
  return {
    key: runId,
    runId,
    planId: row.id,
    planHash: row.hash,
    planTitle: plan.title,
    selection: request.selection,
    state: 'running',
    verdict: null,
    counts: { ...noCounts(), pending },
    startedAt,
    finishedAt: null,
    startedBy: request.startedBy,
    vars,
    judge: judgeVersion,
  };
}

/** Before anything is looked at: half a run for want of a value would prove nothing. */
function refuseUnset(items: readonly PlanItem[], vars: Vars): void {
  const names = new Set(items.flatMap((item) => [...unsetVariables(item.params, vars)]));
  if (names.size > 0)
    throw new OpsError('bad_input', `These variables have no value and must be given: ${[...names].join(', ')}.`);
}

interface Results {
  onResult: (looked: Looked) => void;
  counts: () => RunSummary['counts'];
  /** Resolves when the record has answered for every result. */
  settled: () => Promise<void>;
}

/** Takes each result to the record and from there to the checklist; `tell` gets the counts now and then. */
function takeResults(
  summary: RunSummary,
  { known, checklist }: RunRequest,
  { record, elapsedMs }: Pick<RunControlOptions, 'record' | 'elapsedMs'>,
  tell: (counts: RunSummary['counts']) => void,
): Results {
  const looks = new Outlines();
  const settled = countdown();
  let shownAt = elapsedMs();
  const counts = (): RunSummary['counts'] => {
    const seen = looks.all();
    return { ...countResults(seen), pending: summary.counts.pending - seen.length };
  };
  const onResult = (looked: Looked): void => {
    looks.add(looked);
    const done = settled.await();
    record.judged(known.row, summary.runId, looked, (kept) => {
      checklist.setResult(summary.runId, looked.kept().seen, kept === 'committed');
      done();
    });
    const at = elapsedMs();
    if (at - shownAt < progressMs) return;
    shownAt = at;
    tell(counts());
  };
  return { onResult, counts, settled: settled.all };
}

/** Waits for many things without a promise for each; a thing that reports twice counts once. */
function countdown(): { await: () => () => void; all: () => Promise<void> } {
  let open = 0;
  let onNone = (): void => {};
  return {
    await: () => {
      let waiting = true;
      open++;
      return () => {
        if (waiting && --open === 0) onNone();
        waiting = false;
      };
    },
    all: () => new Promise((resolve) => (open === 0 ? resolve() : (onNone = resolve))),
  };
}
