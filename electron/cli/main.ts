// The command line: reads what was typed, runs the command, and ends with its exit code. Commands are loaded when they are
// wanted, so that help and refusals come at once.
import { createInterface } from 'node:readline/promises';
import { messageOf, opsErrorCodes, type OpsErrorCode } from '#shared/model/ops-error.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { commandHelp, helpText } from './commands.ts';
import { exitCodeOfError, exitCodeOfSignal, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

const runners: Record<string, (line: CommandLine, terminal: Terminal) => Promise<number>> = {
  check: async (line, terminal) => {
    const { check, readCheckRequest } = await import('./check.ts');
    return check(readCheckRequest(line), terminal);
  },
  backtest: async (line, terminal) => (await import('./backtest.ts')).backtest(line, terminal),
  dashboard: async (line, terminal) => (await import('./dashboard.ts')).dashboard(line, terminal),
  criteria: async (line, terminal) => (await import('./criteria.ts')).criteria(line, terminal),
  baseline: async (line, terminal) => (await import('./baseline.ts')).baseline(line, terminal),
  demo: async (line, terminal) => (await import('./demo.ts')).demo(line, terminal),
  serve: async (line, terminal) => (await import('./serve.ts')).serve(line, terminal),
  incident: async (line, terminal) => (await import('./incident.ts')).incident(line, terminal),
  review: async (line, terminal) => (await import('./review.ts')).review(line, terminal),
  backup: async (line, terminal) => (await import('./backup.ts')).backup(line, terminal),
  verify: async (line, terminal) => (await import('./verify.ts')).verify(line, terminal),
  doctor: async (line, terminal) => (await import('./doctor.ts')).doctor(line, terminal),
};

async function main(argv: string[], terminal: Terminal): Promise<number> {
  const asked = readCommandLine(argv);
  if (asked.kind === 'help') terminal.stdout.write(helpText());
  else if (asked.kind === 'version') terminal.stdout.write(`${(await import('#engine/version.ts')).version}\n`);
  else if (asked.line.flag('help')) terminal.stdout.write(commandHelp(asked.line.command));
  else return (await runners[asked.line.command.name]?.(asked.line, terminal)) ?? exitCodes.notProven;
  return 0;
}

/** The codes of OpsError, also of one that came through the contract, where only code and message are left. */
function codeOf(error: unknown): OpsErrorCode | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return opsErrorCodes.find((known) => known === code) ?? null;
}

function failWith(error: unknown): number {
  const code = codeOf(error);
  process.stderr.write(`readyroom: ${messageOf(error)}\n`);
  if (code === 'bad_input') process.stderr.write('readyroom --help tells more\n');
  // A defect of ours: here the stack is all that there is to go by.
  if (code === null && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return code === null ? exitCodes.notProven : exitCodeOfError(code);
}

function thisTerminal(): Terminal {
  const listeners = new Set<() => void>();
  let signalled = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A second one does not wait for anything.
      if (signalled || listeners.size === 0) process.exit(exitCodeOfSignal(signal));
      signalled = true;
      for (const listener of listeners) listener();
    });
  }
  // A reader that has seen enough (`| head`) is no failure of ours, but nobody then hears what was proven.
  process.stdout.on('error', () => process.exit(exitCodes.notProven));
  const ask = async (question: string): Promise<boolean> => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    // Ctrl-C in the question ends all: nothing has begun yet.
    reader.on('SIGINT', () => process.exit(exitCodeOfSignal('SIGINT')));
    const answer = await reader.question(question);
    reader.close();
    return /^y(es)?$/i.test(answer.trim());
  };
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : null,
    onInterrupt: (listener) => void listeners.add(listener),
  };
}

const exitCode = await main(process.argv.slice(2), thisTerminal()).catch(failWith);
// After the last byte of a pipe is handed over: process.exit alone would cut a long report off.
process.stdout.write('', () => process.exit(exitCode));
