// Which tests failed, by file and title with the first line of what they said: the log of a long run is often cut, its end not.
import { stripVTControlCharacters } from 'node:util';

interface VitestReport {
  testResults: {
    name: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; ok: boolean; file: string; tests: { results: { error?: { message?: string } }[] }[] }[];
}

const longest = 240;

/**
 * A line for each test that failed, as `file › title: what it said`, and for each file that could not be run.
 * A report that is missing or unreadable has none; that it is a failure says the tally.
 */
export function readFailures(kind: 'vitest' | 'playwright', text: string | null, root: string): string[] {
  if (text === null) return [];
  try {
    const report = JSON.parse(text) as unknown;
    return kind === 'vitest' ? ofVitest(report as VitestReport, root) : ofPlaywright(report as PlaywrightSuite);
  } catch {
    // The tally counts it as a failure of the run.
    return [];
  }
}

function ofVitest(report: VitestReport, root: string): string[] {
  return report.testResults.flatMap(({ name, message, assertionResults }) => {
    const file = name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name;
    if (assertionResults.length === 0 && message) return [line(file, 'could not be run', message)];
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    return failed.map(({ fullName, failureMessages }) => line(file, fullName, failureMessages?.[0]));
  });
}

function ofPlaywright(suite: PlaywrightSuite, path: string[] = []): string[] {
  const own = (suite.specs ?? [])
    .filter(({ ok }) => !ok)
    .map(({ title, file, tests }) => {
      const said = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message;
      return line(file, [...path, title].join(' › '), said);
    });
  // The outermost suite of a file has the file's name.
  const within = (suite.suites ?? []).map((inner) => ofPlaywright(inner, inner.title.endsWith('.ts') ? path : [...path, inner.title])); // prettier-ignore
  return [...own, ...within.flat()];
}

function line(file: string, title: string, said = ''): string {
  const first = stripVTControlCharacters(said).trim().split('\n', 1)[0] ?? '';
  return `${file} › ${title}${first && `: ${first}`}`.slice(0, longest);
}
