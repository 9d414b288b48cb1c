// `readyroom backtest RULES`: what the alerts of a rule file would have come to over a past time, asked of a Prometheus or of
// what a console recorded.
import { join } from 'node:path';
import { Agent } from 'undici';
import { createPrometheusReader } from '#engine/metrics/prometheus-reader.ts';
import { wayTo } from '#engine/metrics/way.ts';
import { backtestRecordFile } from '#engine/learning/backtest-file.ts';
import { backtest as evaluate, type BacktestReport } from '#engine/triggers/backtest.ts';
import { readRules } from '#engine/triggers/read-rules.ts';
import { readRuleFile } from '#engine/triggers/rule-file.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { backtestBundle } from './backtest-bundle.ts';
import { alarmLines, backtestLines, resultLines } from './backtest-lines.ts';
import { readBacktestCommand, type BacktestCommand } from './backtest-request.ts';
import type { CommandLine } from './command-line.ts';
import { textOf } from './definition-text.ts';
import { exitCodes } from './exit-code.ts';
import { createProgressScreen } from './progress-screen.ts';
import { printable } from './terminal-text.ts';
import { interruptSignal, type Terminal } from './terminal.ts';

/** 0 where every evaluation was made, whatever fired; 3 where one was not. @throws OpsError for bad usage. */
export async function backtest(line: CommandLine, terminal: Terminal): Promise<number> {
  const command = readBacktestCommand(line);
  const signal = interruptSignal(terminal, 'cancelled; not everything was evaluated');
  if ('bundle' in command.from) return await onBundle(command, command.from.bundle, terminal, signal);
  const tried = 'record' in command.from ? await onRecord(command, command.from.record, terminal, signal) : await onServer(command, command.from.url, terminal, signal); // prettier-ignore
  if (tried === null) return exitCodes.badUsage;
  const { report, of, lines } = tried;
  if (command.json) {
    terminal.stdout.write(`${JSON.stringify({ rulesFile: command.rulesFile, ...of, ...report }, null, 2)}\n`);
  } else {
    const { paint } = createProgressScreen(terminal.stdout, terminal.env).style();
    terminal.stdout.write([...backtestLines(report, paint), ...lines].map((each) => `${each}\n`).join('')); // prettier-ignore
  }
  return report.complete ? 0 : exitCodes.notProven;
}

interface Tried {
  report: BacktestReport;
  /** What was asked, for the JSON. */
  of: Record<string, unknown>;
  lines: string[];
}

async function onServer(
  command: BacktestCommand,
  url: URL,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Tried | null> {
  // prettier-ignore
  const { rulesFile, fromMs, toMs, intervalMs } = command;
  const read = await readText(rulesFile, terminal, (text) => {
    const file = readRuleFile(text);
    return 'problems' in file ? file : { ...file, notes: file.file.notes };
  });
  if (read === null) return null;
  const dispatcher = new Agent();
  const screen = createProgressScreen(terminal.stderr, terminal.env);
  const progress = (done: number, total: number): void => screen.draw([`evaluated ${done} of ${total}`]);
  try {
    const asked = { file: read.file, fromMs: fromMs ?? 0, toMs: toMs ?? 0, intervalMs, signal };
    const report = await evaluate(createPrometheusReader({ way: wayTo(url, dispatcher) }), { ...asked, progress }); // prettier-ignore
    return { report, of: { prometheus: `${url.origin}${url.pathname}` }, lines: [] };
  } finally {
    screen.draw([]);
    await dispatcher.destroy();
  }
}

/** Also with triggers that need no Prometheus; firings are held against the incidents of the record. */
async function onRecord(
  command: BacktestCommand,
  folder: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Tried | null> {
  // prettier-ignore
  const { rulesFile, ...asked } = command;
  const read = await readText(rulesFile, terminal, readRules);
  if (read === null) return null;
  const screen = createProgressScreen(terminal.stderr, terminal.env);
  const progress = (done: number, total: number): void => screen.draw([`evaluated ${done} of ${total}`]);
  try {
    const file = join(folder, 'readyroom.db');
    const { report, results } = await backtestRecordFile(file, { ...asked, triggers: read.rules, signal, progress }); // prettier-ignore
    return { report, of: { record: folder, results }, lines: alarmLines(results) };
  } finally {
    screen.draw([]);
  }
}

/** What is in a bundle is read in a process of its own, which answers for one trigger at a time. */
async function onBundle(
  { rulesFile, json, ...asked }: BacktestCommand,
  file: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const read = await readText(rulesFile, terminal, readRules);
  if (read === null) return exitCodes.badUsage;
  const screen = createProgressScreen(terminal.stderr, terminal.env);
  const progress = (done: number, total: number): void => screen.draw([`tried ${done} of ${total}`]);
  try {
    const { manifest, results } = await backtestBundle(file, { ...asked, triggers: read.rules, signal, progress });
    screen.draw([]);
    const { paint } = createProgressScreen(terminal.stdout, terminal.env).style();
    const lines = [...resultLines(results, paint), ...alarmLines(results)];
    if (json) terminal.stdout.write(`${JSON.stringify({ rulesFile, bundle: file, manifest, results }, null, 2)}\n`);
    else terminal.stdout.write(lines.map((each) => `${each}\n`).join(''));
    return results.every(({ unknownEvaluations }) => unknownEvaluations === 0) ? 0 : exitCodes.notProven;
  } finally {
    screen.draw([]);
  }
}

/** Null where it has problems, which are said; notes are said too. */
async function readText<T extends object>(
  path: string,
  terminal: Terminal,
  readAs: (text: string) => T | { problems: PlanProblem[] },
): Promise<T | null> {
  // prettier-ignore
  const say = (place: { line: number; column: number }, message: string): void =>
    void terminal.stderr.write(`${path}:${place.line}:${place.column}: ${printable(message)}\n`);
  const text = await textOf(path, 'a file of rules');
  const read = readAs(text);
  if ('problems' in read) {
    for (const problem of read.problems) say(problem, problem.message);
    return null;
  }
  const { notes = [] } = read as { notes?: PlanProblem[] };
  for (const note of notes) say(note, note.message);
  return read;
}
