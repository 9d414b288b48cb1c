// A run as JSON, format readyroom/run/v1: fields are only ever added, so that programs may rely on them.
import type { ItemResult, RunReport, Tick } from '#shared/model/run.ts';
import { isOpen, isoTime } from './run-words.ts';

/** Times are ISO 8601 UTC, durations milliseconds, two blanks of indentation. */
export function runAsJson(report: RunReport): string {
  const { run } = report;
  const text = {
    apiVersion: 'readyroom/run/v1',
    run: {
      runId: run.runId,
      planId: run.planId,
      planHash: run.planHash,
      planTitle: run.planTitle,
      selection: run.selection,
      state: run.state,
      verdict: run.verdict,
      counts: run.counts,
      startedAt: isoTime(run.startedAt),
      finishedAt: run.finishedAt === null ? null : isoTime(run.finishedAt),
      startedBy: run.startedBy,
      vars: run.vars,
      judge: run.judge,
    },
    results: report.results.map(resultAsJson),
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

function resultAsJson(result: ItemResult): Record<string, unknown> {
  return {
    phaseId: result.phaseId,
    itemId: result.itemId,
    title: result.title,
    kind: result.kind,
    outcome: result.outcome,
    open: isOpen(result),
    reason: result.reason,
    checks: result.checks,
    facts: result.facts,
    params: result.params,
    attempts: result.attempts.map((attempt) => ({ ...attempt, startedAt: isoTime(attempt.startedAt) })),
    startedAt: isoTime(result.startedAt),
    durationMs: result.durationMs,
    evidence: result.evidence,
    tick: result.tick && tickAsJson(result.tick),
  };
}

function tickAsJson(tick: Tick): Record<string, unknown> {
  return { ...tick, at: isoTime(tick.at) };
}
