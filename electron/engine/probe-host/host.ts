// The probe-host: a tiny process of its own that runs commands for the engine, because spawning from a large process
// blocks it. It has no store and no secrets, and ends with its parent: when stdin closes.
import { createInterface } from 'node:readline';
import type { FromHost, ToHost } from './protocol.ts';
import { runCommand, type Running } from './run-command.ts';
import { sweepMarked } from './sweep.ts';

// The same for every host of one engine, so that a new one ends what a killed one left running.
const prefix = `${process.argv[2] ?? process.pid}:`;
const running = new Map<number, Running | null>();
const markOf = (id: number): string => `${prefix}${id}`;
let sweepDue: NodeJS.Timeout | null = null;

function sweep(): void {
  const alive = new Set([...running.keys()].map(markOf));
  sweepMarked(prefix, (mark) => alive.has(mark));
}

/** One search of the process table for all commands that ended meanwhile, and off their way. */
function sweepSoon(): void {
  sweepDue ??= setTimeout(() => {
    sweepDue = null;
    sweep();
  }, 200);
}

function send(message: FromHost): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function take(message: ToHost): void {
  if (message.type === 'stop') {
    running.get(message.id)?.stop();
    return;
  }
  const gone = (): void => {
    running.delete(message.id);
    sweepSoon();
  };
  running.set(message.id, null);
  const started = runCommand(message, markOf(message.id), send, gone);
  if (started) running.set(message.id, started);
  else running.delete(message.id);
}

function leave(): void {
  running.clear();
  sweep();
  process.exit(0);
}

// The parent may be gone while an answer is on its way.
process.stdout.on('error', leave);
process.on('SIGTERM', leave);
createInterface({ input: process.stdin })
  .on('line', (line) => take(JSON.parse(line) as ToHost))
  .on('close', leave);
sweep();
