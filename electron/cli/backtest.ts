// `readyroom backtest RULES`: what the alerts of a rule file would have come to over a past time, asked of a Prometheus.
import { readFile } from 'node:fs/promises';
import { Agent } from 'undici';
import { createPrometheusReader } from '#engine/metrics/prometheus-reader.ts';
import { wayTo } from '#engine/metrics/way.ts';
import { backtest as evaluate } from '#engine/triggers/backtest.ts';
import { readRuleFile, type RuleFile } from '#engine/triggers/rule-file.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { backtestLines } from './backtest-lines.ts';
import { readBacktestCommand } from './backtest-request.ts';
import type { CommandLine } from './command-line.ts';
import { exitCodes } from './exit-code.ts';
import { createProgressScreen } from './progress-screen.ts';
import { printable } from './terminal-text.ts';
import { interrupted, type Terminal } from './terminal.ts';

/** 0 where every evaluation was made, whatever fired; 3 where one was not. @throws OpsError for bad usage. */
export async function backtest(line: CommandLine, terminal: Terminal): Promise<number> {
  const command = readBacktestCommand(line);
  const file = await readRules(command.rulesFile, terminal);
  if (file === null) return exitCodes.badUsage;
  const stop = new AbortController();
  void interrupted(terminal).then(() => stop.abort(new OpsError('cancelled', 'interrupted')));
  const dispatcher = new Agent();
  const screen = createProgressScreen(terminal.stderr, terminal.env);
  try {
    const report = await evaluate(createPrometheusReader({ way: wayTo(command.url, dispatcher) }), {
      ...command,
      file,
      signal: stop.signal,
      progress: (done, total) => screen.draw([`evaluated ${done} of ${total}`]),
    });
    screen.draw([]);
    if (command.json) {
      const { rulesFile, url } = command;
      terminal.stdout.write(`${JSON.stringify({ rulesFile, prometheus: `${url.origin}${url.pathname}`, ...report }, null, 2)}\n`); // prettier-ignore
    } else {
      const { paint } = createProgressScreen(terminal.stdout, terminal.env).style();
      terminal.stdout.write(backtestLines(report, paint).map((each) => `${each}\n`).join('')); // prettier-ignore
    }
    return report.complete ? 0 : exitCodes.notProven;
  } finally {
    await dispatcher.destroy();
  }
}

/** Null where it has problems, which are said; notes are said too. */
async function readRules(path: string, terminal: Terminal): Promise<RuleFile | null> {
  const say = (place: { line: number; column: number }, message: string): void =>
    void terminal.stderr.write(`${path}:${place.line}:${place.column}: ${printable(message)}\n`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new OpsError('bad_input', `${path} cannot be read: ${messageOf(error)}`, { cause: error });
  });
  const read = readRuleFile(text);
  if ('problems' in read) {
    for (const problem of read.problems) say(problem, problem.message);
    return null;
  }
  for (const note of read.file.notes) say(note, note.message);
  return read.file;
}
