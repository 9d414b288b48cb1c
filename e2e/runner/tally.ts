// How many tests passed, failed and were skipped: counts, their sum, the closing line, and how reports are counted.

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const none: Tally = { passed: 0, failed: 0, skipped: 0 };
export const onePassed: Tally = { ...none, passed: 1 };
export const oneFailed: Tally = { ...none, failed: 1 };
export const oneSkipped: Tally = { ...none, skipped: 1 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, tally) => ({
      passed: total.passed + tally.passed,
      failed: total.failed + tally.failed,
      skipped: total.skipped + tally.skipped,
    }),
    none,
  );
}

export function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

interface PlaywrightReport {
  stats: { expected: number; flaky: number; unexpected: number; skipped: number };
}

/**
 * Reads the JSON report of vitest or Playwright. One that is missing or unreadable is a failure, and so is a run that
 * ended badly although no test of its failed, or one in which nothing ran.
 */
export function readReport(kind: 'vitest' | 'playwright', text: string | null, exitCode: number | null): Tally {
  const tally = text === null ? null : parse(kind, text);
  if (tally === null) return oneFailed;
  const nothingRan = tally.passed + tally.failed + tally.skipped === 0;
  return tally.failed === 0 && (exitCode !== 0 || nothingRan) ? sum([tally, oneFailed]) : tally;
}

function parse(kind: 'vitest' | 'playwright', text: string): Tally | null {
  try {
    const report = JSON.parse(text) as unknown;
    return kind === 'vitest' ? ofVitest(report as VitestReport) : ofPlaywright(report as PlaywrightReport);
  } catch {
    // Reported by the caller as a failure of the run.
    return null;
  }
}

function ofVitest(report: VitestReport): Tally {
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
}

function ofPlaywright({ stats }: PlaywrightReport): Tally {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}
