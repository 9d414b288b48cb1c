// What promtool says of rules and series: it is asked with expectations that nothing is there, so that it prints all there
// is. A test with true expectations is asked in the same way, and then it must say nothing.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Labels } from '#shared/model/series.ts';

export interface PromtoolCase {
  /** A rule file, as an object: JSON is YAML. */
  rules: unknown;
  series: { series: string; values: string }[];
  intervalSeconds: number;
  externalLabels?: Labels;
  /** At these seconds the expectations stand. */
  alerts: { atSeconds: number; name: string; expected: { labels: Labels; annotations: Labels }[] }[];
  queries: { atSeconds: number; expr: string; expected: { labels: Labels; value: string }[] }[];
}

export interface PromtoolAnswer {
  /** What differs from the expectations, by `alertname@seconds` or `expr@seconds`. */
  alerts: Map<string, { labels: Labels; annotations: Labels }[]>;
  samples: Map<string, { labels: Labels; value: number }[]>;
  /** Errors of evaluation, in its words. */
  errors: string[];
  /** All that was said of this case. */
  said: string;
  passed: boolean;
}

/** One process for all cases. Throws where it says something that is not of its form. */
export async function promtoolTest(cases: readonly PromtoolCase[]): Promise<PromtoolAnswer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    const files = cases.map((one, index) => {
      writeFileSync(join(folder, `rules-${index}.json`), JSON.stringify(one.rules));
      writeFileSync(join(folder, `test-${index}.json`), JSON.stringify(testFile(one, `rules-${index}.json`)));
      return `test-${index}.json`;
    });
    const { stdout, stderr } = await run('promtool', ['test', 'rules', ...files], folder);
    // Verdicts go to stdout and what differs to stderr, a block for each file that failed, in order.
    const verdicts = stdout.split('Unit Testing:').slice(1).map((block) => block.includes('SUCCESS')); // prettier-ignore
    if (verdicts.length !== cases.length) throw new Error(`promtool said of ${verdicts.length} of ${cases.length}:\n${stderr.slice(0, 2000)}`); // prettier-ignore
    const blocks = stderr.split('  FAILED:\n').slice(1);
    return verdicts.map((passed) => answerOf(passed ? '' : (blocks.shift() ?? ''), passed));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function run(
  program: string,
  args: string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string; code: number }> {
  // prettier-ignore
  return new Promise((resolve) => {
    execFile(program, args, { cwd, maxBuffer: 1 << 30 }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error ? Number(error.code ?? 1) : 0 }),
    );
  });
}

function testFile(one: PromtoolCase, rules: string): unknown {
  const interval = `${one.intervalSeconds}s`;
  return {
    rule_files: [rules],
    evaluation_interval: interval,
    tests: [
      {
        interval,
        input_series: one.series,
        ...(one.externalLabels ? { external_labels: one.externalLabels } : {}),
        alert_rule_test: one.alerts.map(({ atSeconds, name, expected }) => ({
          eval_time: `${atSeconds}s`,
          alertname: name,
          exp_alerts: expected.map(({ labels, annotations }) => ({ exp_labels: labels, exp_annotations: annotations })),
        })),
        promql_expr_test: one.queries.map(({ atSeconds, expr, expected }) => ({
          eval_time: `${atSeconds}s`,
          expr,
          exp_samples: expected.map(({ labels, value }) => ({ labels: selectorText(labels), value: Number(value) })),
        })),
      },
    ],
  };
}

export function selectorText(labels: Labels): string {
  const { __name__: name = '', ...rest } = labels;
  return `${name}{${Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}}`; // prettier-ignore
}

const alertBlock = /alertname: (.*), time: (.*), \n\s+exp:\[[^]*?\], \n\s+got:\[([^]*?)\n\s+\](?=\n|$)/g;
const sampleLine = /expr: ("(?:[^"\\]|\\.)*"), time: (.*),\n\s+exp: .*\n\s+got: (.*)/g;

function answerOf(said: string, passed: boolean): PromtoolAnswer {
  const alerts: PromtoolAnswer['alerts'] = new Map();
  for (const [, name, time, body = ''] of said.matchAll(alertBlock)) {
    const found = [...body.matchAll(/Labels:(\{.*\})\n\s+Annotations:(\{.*\})/g)];
    alerts.set(`${name}@${secondsOf(time ?? '')}`, found.map(([, labels = '', annotations = '']) => ({ labels: labelsOf(labels), annotations: labelsOf(annotations) }))); // prettier-ignore
  }
  const samples: PromtoolAnswer['samples'] = new Map();
  for (const [, expr = '""', time = '', got = ''] of said.matchAll(sampleLine)) {
    const found = got === 'nil' ? [] : [...got.matchAll(/((?:[\w:]+)?\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\}|[\w:]+) (\S+?)(?=, |$)/g)]; // prettier-ignore
    samples.set(`${String(JSON.parse(expr))}@${secondsOf(time)}`, found.map(([, labels = '', value = '']) => ({ labels: labelsOf(labels), value: numberOf(value) }))); // prettier-ignore
  }
  const errors = [...said.matchAll(/^ +rule: .*, time: .*, err: .*$/gm), ...said.matchAll(/^ +expr: .*, err: .*$/gm)];
  return { alerts, samples, errors: errors.map(([line]) => line.trim()), said, passed };
}

/** Go's quoting of printable text is JSON's, but for a few escapes that no test uses. */
function labelsOf(text: string): Labels {
  const name = /^[\w:]+/.exec(text)?.[0];
  const pairs = [...text.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)].map(([, key = '', value = '""']): [string, string] => [key, String(JSON.parse(value))]); // prettier-ignore
  return { ...(name === undefined ? {} : { __name__: name }), ...Object.fromEntries(pairs) };
}

function numberOf(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}

function secondsOf(duration: string): number {
  const [, h = '0', m = '0', s = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}
