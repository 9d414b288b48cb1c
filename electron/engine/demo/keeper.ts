// Runs one command and ends it when the starter goes away, even by SIGKILL: standard input then ends. For programs that,
// unlike our own, would outlive us. It imports nothing of ours, so that it starts fast and runs from anywhere.
// keeper --remove DIR -- COMMAND ARG...: DIR is removed after the command has ended.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { remove: { type: 'string' } }, allowPositionals: true });
const [command, ...args] = positionals;
if (command === undefined) throw new Error('keeper: there is no command to run');

// Its own process group: a terminal's Ctrl-C is for the starter to act on.
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
const stop = (): void => {
  child.kill('SIGTERM');
  // A program that will not end within 5 s is killed; nothing it writes is kept.
  setTimeout(() => child.kill('SIGKILL'), 5000).unref();
};
process.stdin.on('end', stop).on('error', stop).resume();
process.on('SIGTERM', stop);
process.on('SIGINT', () => undefined);
child.on('error', (error) => finish(1, error.message));
child.on('exit', (code) => finish(code ?? 1));

function finish(code: number, message?: string): void {
  if (message !== undefined) process.stderr.write(`${message}\n`);
  if (values.remove !== undefined) rmSync(values.remove, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}
