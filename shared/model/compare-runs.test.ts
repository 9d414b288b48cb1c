// Which changes between two runs are named, and that the clock alone is none.
import { describe, expect, test } from 'vitest';
import { compareRuns } from './compare-runs.ts';
import { comparisonSchema } from './comparison.ts';
import type { Facts } from './facts.ts';
import type { PlanHash, PlanId, RunId } from './ids.ts';
import { noCounts, type Outcome } from './outcome.ts';
import type { RunReport } from './run.ts';

function report(runId: string, items: Record<string, [Outcome, Facts]>): RunReport {
  const results = Object.entries(items).map(([itemId, [outcome, facts]]) => ({
    runId: runId as RunId,
    phaseId: 'p',
    itemId,
    title: itemId,
    kind: 'http',
    outcome,
    reason: `${itemId} ${outcome}`,
    checks: [],
    facts,
    params: {},
    attempts: [],
    startedAt: 0,
    durationMs: 0,
    evidence: null,
    tick: null,
  }));
  const run: RunReport['run'] = {
    key: runId,
    runId: runId as RunId,
    planId: 'plan' as PlanId,
    planHash: 'a'.repeat(64) as PlanHash,
    planTitle: 'Plan',
    selection: { phaseIds: [], itemIds: [] },
    state: 'finished',
    verdict: 'pass',
    counts: noCounts(),
    startedAt: 0,
    finishedAt: 1,
    startedBy: 'screen',
    vars: {},
    judge: 'facts/1',
  };
  return { run, results };
}

const change = (before: [Outcome, Facts], after: [Outcome, Facts]) =>
  compareRuns(report('a', { x: before }), report('b', { x: after })).changes[0];

describe('comparing two runs', () => {
  test.each<[Outcome, Outcome, string]>([
    ['pass', 'fail', 'broke'],
    ['pass', 'error', 'broke'],
    ['fail', 'pass', 'recovered'],
    ['error', 'pass', 'recovered'],
    ['pass', 'inconclusive', 'changed'],
    ['inconclusive', 'pass', 'changed'],
    ['fail', 'error', 'changed'],
    ['pass', 'pass', 'same'],
    ['fail', 'fail', 'same'],
  ])('from %s to %s it %s', (before, after, wanted) => {
    expect(change([before, {}], [after, {}])?.change).toBe(wanted);
  });

  test('names the facts that differ, member by member, and leaves the clock out', () => {
    const before = {
      status: 200,
      durationMs: 3,
      ageSeconds: 4,
      json: { a: 1, b: [1] },
      headers: { date: 'x', etag: 'p' },
    };
    const after = {
      status: 200,
      durationMs: 9,
      ageSeconds: 7,
      json: { b: [2], c: 'n' },
      headers: { date: 'y', etag: 'p' },
    };
    expect(change(['pass', before], ['pass', after])).toMatchObject({
      change: 'changed',
      facts: [
        { name: 'json.a', before: '1', after: null },
        { name: 'json.b', before: '[1]', after: '[2]' },
        { name: 'json.c', before: null, after: '"n"' },
      ],
    });
    expect(change(['pass', { durationMs: 1 }], ['pass', { durationMs: 2 }])?.change).toBe('same');
  });

  test('names what appeared, in place, and what disappeared, at the end', () => {
    const comparison = compareRuns(
      report('a', { old: ['pass', {}], x: ['pass', {}] }),
      report('b', { fresh: ['fail', {}], x: ['pass', {}] }),
    );
    expect(comparison.changes.map((one) => [one.itemId, one.change])).toEqual([
      ['fresh', 'appeared'],
      ['x', 'same'],
      ['old', 'disappeared'],
    ]);
    expect(comparison.changes[0]?.before).toBeNull();
    expect(comparisonSchema.parse(comparison)).toEqual(comparison);
  });

  test('abridges values and takes facts nested without end', () => {
    let deep: Facts[string] = 1;
    for (let depth = 0; depth < 20_000; depth++) deep = { a: deep };
    const found = change(['pass', { deep, text: 'x'.repeat(9999) }], ['pass', { deep: 1, text: 'y' }]);
    expect(found?.facts.map((fact) => fact.name)).toEqual(['deep', 'text']);
    expect(found?.facts.every((fact) => (fact.before ?? '').length <= 120)).toBe(true);
    expect(change(['pass', { deep }], ['pass', { deep: { a: deep } }])?.change).toBe('same');
  });
});
