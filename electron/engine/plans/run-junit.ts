// A run as JUnit XML. The format knows passed, failed, error and skipped only: whatever is not proven is skipped with
// its reason, never a bare test case, which a pipeline would show as passed.
import { countsInWords } from '#shared/model/outcome.ts';
import type { ItemResult, RunReport } from '#shared/model/run.ts';
import { byPhase, isOpen, isoTime, resultWords, spellOutUnseen, verdictWords } from './run-words.ts';

/** One suite for each phase, one case for each item; durations in seconds, as the format has them. */
export function runAsJunit(report: RunReport): string {
  const { run } = report;
  const suites = byPhase(report).map(([phaseId, results]) => suite(run.planTitle, phaseId, results));
  const missing = notLookedAt(report);
  if (missing !== null) suites.push(missing);
  const unlisted = missing === null ? 0 : 1;
  const durationMs = run.finishedAt === null ? 0 : Math.max(0, run.finishedAt - run.startedAt);
  const head = attributes({
    name: run.planTitle,
    ...totals(report.results, unlisted),
    time: seconds(durationMs),
    timestamp: isoTime(run.startedAt),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${runProperties(report)}${suites.join('')}</testsuites>\n`;
}

function runProperties(report: RunReport): string {
  const { run } = report;
  return properties('  ', {
    verdict: run.verdict ?? 'none',
    summary: verdictWords(report),
    state: run.state,
    runId: run.runId,
    planHash: run.planHash,
    judge: run.judge,
  });
}

function suite(planTitle: string, phaseId: string, results: readonly ItemResult[]): string {
  const durationMs = results.reduce((sum, result) => sum + result.durationMs, 0);
  const head = attributes({ name: phaseId, ...totals(results, 0), time: seconds(durationMs) });
  const cases = results.map((result) => testcase(planTitle, result)).join('');
  return `  <testsuite${head}>\n${cases}  </testsuite>\n`;
}

/** A run with nothing in it, or with items that never finished, would otherwise look like one that passed whole. */
function notLookedAt({ run, results }: RunReport): string | null {
  if (results.length > 0 && run.counts.pending === 0) return null;
  const message = results.length === 0 ? 'nothing was looked at' : countsInWords(run.counts);
  const head = attributes({ name: 'not looked at', tests: 1, failures: 0, errors: 0, skipped: 1, time: seconds(0) });
  const name = attributes({ classname: run.planTitle, name: 'the whole of the plan', time: seconds(0) });
  return `  <testsuite${head}>\n    <testcase${name}>\n      <skipped${attributes({ message })}/>\n    </testcase>\n  </testsuite>\n`;
}

function totals(results: readonly ItemResult[], unlisted: number): Record<string, number> {
  const count = (...outcomes: string[]): number => results.filter((result) => outcomes.includes(result.outcome)).length;
  const [passed, failures, errors] = [count('pass'), count('fail'), count('error')];
  const tests = results.length + unlisted;
  return { tests, failures, errors, skipped: tests - passed - failures - errors };
}

function testcase(planTitle: string, result: ItemResult): string {
  const head = attributes({
    classname: `${planTitle}.${result.phaseId}`,
    name: result.title,
    time: seconds(result.durationMs),
  });
  const about = properties('      ', {
    id: `${result.phaseId}/${result.itemId}`,
    kind: result.kind,
    outcome: isOpen(result) ? 'open' : result.outcome,
    attempts: String(result.attempts.length),
  });
  return `    <testcase${head}>\n${about}${verdict(result)}    </testcase>\n`;
}

function verdict(result: ItemResult): string {
  const { outcome, reason, checks } = result;
  const tick = result.tick ? `by ${result.tick.by} at ${isoTime(result.tick.at)}: ${result.tick.note}` : '';
  const lines = checks.map((check) => `${check.met === null ? 'unknown' : check.met ? 'met' : 'unmet'}: ${check.text}`);
  const body = text([reason, ...lines, tick].filter((line) => line !== '').join('\n'));
  if (outcome === 'pass') return `      <system-out>${body}</system-out>\n`;
  const message = outcome === 'fail' || outcome === 'error' ? reason : `${resultWords(result)}: ${reason}`;
  const head = attributes({ message, ...((outcome === 'fail' || outcome === 'error') && { type: outcome }) });
  const element = outcome === 'fail' ? 'failure' : outcome === 'error' ? 'error' : 'skipped';
  return `      <${element}${head}>${body}</${element}>\n`;
}

function properties(indent: string, values: Record<string, string>): string {
  const lines = Object.entries(values).map(([name, value]) => `${indent}  <property${attributes({ name, value })}/>\n`);
  return `${indent}<properties>\n${lines.join('')}${indent}</properties>\n`;
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${attribute(String(value))}"`)
    .join('');
}

function attribute(value: string): string {
  return text(value)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function text(value: string): string {
  return spellOutUnseen(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}
