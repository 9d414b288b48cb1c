// Exports say what the record says, in forms that nothing from outside can break out of.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '#shared/model/any-text.fixture.ts';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { countOutcomes, countsInWords, verdictOf, type Outcome } from '#shared/model/outcome.ts';
import { compareRuns } from '#shared/model/compare-runs.ts';
import { missingResults, type ItemResult, type RunReport } from '#shared/model/run.ts';
import { exportRun } from './export-run.ts';

const at = Date.UTC(2026, 10, 20, 12, 30, 5, 250);

function result(itemId: string, outcome: Outcome, more: Partial<ItemResult> = {}): ItemResult {
  return {
    runId: 'run-1' as RunId,
    phaseId: 'smoke',
    itemId,
    title: `Item ${itemId}`,
    kind: 'http',
    outcome,
    reason: `it was ${outcome}`,
    checks: [],
    facts: {},
    params: {},
    attempts: [{ startedAt: at, durationMs: 12, outcome, reason: '' }],
    startedAt: at,
    durationMs: 12,
    evidence: null,
    tick: null,
    ...more,
  };
}

function report(results: ItemResult[], more: Partial<RunReport['run']> = {}): RunReport {
  const isOpen = (one: ItemResult) => one.kind === 'manual' && one.tick === null;
  const counts = countOutcomes(results.map((one) => ({ outcome: one.outcome, open: isOpen(one) })));
  const run: RunReport['run'] = {
    key: 'run-1',
    runId: 'run-1' as RunId,
    planId: 'plan-1' as PlanId,
    planHash: 'ab'.repeat(32) as PlanHash,
    planTitle: 'Phase IX: readiness / smoke',
    selection: { phaseIds: [], itemIds: [] },
    state: 'finished',
    verdict: verdictOf(counts),
    counts,
    startedAt: at,
    finishedAt: at + 1500,
    startedBy: 'cli',
    vars: { url: 'http://x' },
    judge: 'facts/1',
    ...more,
  };
  return { run, results };
}

const tick = { outcome: 'pass', by: 'first', at, note: 'looked', evidence: 'https://ci/1', itemDigest: 'd' } as const;
const everything = report([
  result('a', 'pass'),
  result('b', 'fail', {
    reason: 'status is 503, expected 200',
    checks: [{ text: 'status == 200', met: false, seen: 503 }],
  }),
  result('c', 'error'),
  result('d', 'inconclusive'),
  result('e', 'skipped', { phaseId: 'later' }),
  result('f', 'not_applicable', { phaseId: 'later' }),
  result('g', 'cancelled', { phaseId: 'later' }),
  result('h', 'inconclusive', { kind: 'manual', phaseId: 'later', attempts: [] }),
  result('i', 'pass', { kind: 'manual', phaseId: 'later', attempts: [], tick }),
]);

test('a run of which results are gone is not exported as if it had had fewer', () => {
  const passed = report([result('a', 'pass'), result('b', 'pass')]);
  const left = { ...passed, results: passed.results.slice(1) };
  expect(missingResults(left)).toBe(1);
  expect(() => exportRun(left, 'junit')).toThrow(
    '1 results of the run of 2026-11-20T12:30:05.250Z are not in the record',
  );
  expect(() => compareRuns(left, passed)).toThrow('not in the record any more');
});

interface Case {
  name: string;
  failure?: { message: string };
  error?: { message: string };
  skipped?: { message: string };
}
interface Suites {
  tests: string;
  failures: string;
  errors: string;
  skipped: string;
  testsuite: { name: string; tests: string; testcase: Case[] }[];
  properties: { property: { name: string; value: string }[] };
}

function junit(of: RunReport): Suites {
  const { text } = exportRun(of, 'junit');
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => ['testsuite', 'testcase', 'property'].includes(name),
  });
  return (parser.parse(text) as { testsuites: Suites }).testsuites;
}

describe('an exported run', () => {
  test('has a plain file name with the time it started', () => {
    expect(exportRun(everything, 'junit').fileName).toBe('phase-ix-readiness-smoke-2026-11-20T12-30-05Z.xml');
    expect(exportRun(report([], { planTitle: '../..' }), 'json').fileName).toBe('run-2026-11-20T12-30-05Z.json');
  });

  test('is the same text each time', () => {
    for (const format of ['json', 'junit', 'markdown'] as const) {
      expect(exportRun(everything, format)).toEqual(exportRun(structuredClone(everything), format));
    }
  });
});

describe('as JSON', () => {
  test('it names its version, has times in UTC and keeps every outcome', () => {
    const made = JSON.parse(exportRun(everything, 'json').text) as { apiVersion: string; run: { startedAt: string; verdict: string }; results: ItemResult[] }; // prettier-ignore
    expect(made.apiVersion).toBe('readyroom/run/v1');
    expect(made.run).toMatchObject({ startedAt: '2026-11-20T12:30:05.250Z', verdict: 'fail', judge: 'facts/1' });
    expect(made.results.map((one) => one.outcome)).toEqual(everything.results.map((one) => one.outcome));
    expect(made.results[7]).toMatchObject({ open: true });
    expect(made.results[8]?.tick).toMatchObject({ by: 'first', at: '2026-11-20T12:30:05.250Z' });
  });
});

describe('as JUnit XML', () => {
  test('a case without a mark is one that passed, and no other', () => {
    const suites = junit(everything);
    const cases = suites.testsuite.flatMap((suite) => suite.testcase);
    const bare = cases.filter((one) => !one.failure && !one.error && !one.skipped);
    expect(bare.map((one) => one.name)).toEqual(['Item a', 'Item i']);
    expect(cases[1]?.failure?.message).toBe('status is 503, expected 200');
    expect(cases[2]?.error?.message).toBe('it was error');
    expect(cases[3]?.skipped?.message).toBe('not enough evidence: it was inconclusive');
    expect(cases[7]?.skipped?.message).toContain('open: ');
    expect(suites).toMatchObject({ tests: '9', failures: '1', errors: '1', skipped: '5' });
    expect(suites.testsuite.map((suite) => [suite.name, suite.tests])).toEqual([
      ['smoke', '4'],
      ['later', '5'],
    ]);
    expect(suites.properties.property[0]).toEqual({ name: 'verdict', value: 'fail' });
  });

  test('a run without results, and one broken off, hold a case that did not pass', () => {
    expect(junit(report([]))).toMatchObject({ tests: '1', skipped: '1' });
    const broken = report([result('a', 'pass')], { state: 'interrupted', verdict: 'inconclusive' });
    broken.run.counts.pending = 2;
    const [, missing] = junit(broken).testsuite;
    expect(missing?.testcase[0]?.skipped?.message).toBe(countsInWords(broken.run.counts));
  });

  test('any text whatever leaves it well formed, and without signs that XML forbids', () => {
    fc.assert(
      fc.property(anyText(), fc.string(), (title, reason) => {
        const { text } = exportRun(
          report([result('a', 'fail', { title, reason: `${reason}]]>\u0000\ud800` })]),
          'junit',
        );
        expect(XMLValidator.validate(text)).toBe(true);
        expect(text.replace(/[\t\n\r]/g, '')).not.toMatch(/[\p{Cc}\p{Cs}\ufffe\uffff]/u);
      }),
    );
    expect(exportRun(report([result('a', 'fail', { reason: 'x\u001b[31m' })]), 'junit').text).toContain('x\\u001b[31m');
  });
});

describe('as Markdown', () => {
  test('it begins with the verdict and the counts, and details all that did not pass', () => {
    const { text } = exportRun(everything, 'markdown');
    expect(text).toContain('**failed: 1 failed, 1 could not be looked at, 2 passed, 1 not enough evidence, 1 open,');
    expect(text).toContain('| Item b | failed | 12 | status is 503, expected 200 |');
    expect(text).toContain('- unmet: status == 200, seen 503');
    expect(text.match(/^### .*/gm)).toEqual(['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => `### Item ${id}`));
    expect(text).toContain(
      '- Item i: pass by first at 2026-11-20T12:30:05.250Z; note: looked; evidence: https&#58;//ci/1',
    );
    expect(exportRun(report([]), 'markdown').text).toContain('**not proven: nothing was looked at**');
  });

  test('no text can become markup, leave its cell, or end its fence', () => {
    const evil = 'a | b\n# c <img src=x onerror=1> `d` **e** [f](http://g) \\| \u001b[31m\u202e';
    const evidence = {
      mediaType: 'text/html',
      text: 'one\n```\n# out\n````\n<b>\r\n\u001b',
      sizeBytes: 9,
      truncated: true,
      redactions: 2,
    };
    const { text } = exportRun(report([result('a', 'fail', { title: evil, reason: evil, evidence })]), 'markdown');
    const outside = text.replace(/^(`{3,})text\n[^]*?\n\1$/m, '');
    expect(outside).not.toMatch(/[<>`\p{Cs}\u202e]|\]\(|# out/u);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const row = text.split('\n').find((line) => line.startsWith('| a '));
    expect(row?.match(/\|/g)).toHaveLength(5);
    expect(text).toContain('`````text\none\n```\n# out\n````\n<b>\n\\u001b\n`````');
    expect(text).toContain('Evidence, the first part of 9 bytes of text/html, 2 secrets replaced:');
  });
});
