// Reads a file that a command was given; its problems are said with their places.
import { readFile } from 'node:fs/promises';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { printable } from './terminal-text.ts';
import type { Terminal } from './terminal.ts';

/** @throws OpsError `bad_input`: it cannot be read. */
export async function textOf(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    throw new OpsError('bad_input', `${path} cannot be read: ${messageOf(error)}`, { cause: error });
  });
}

/** Null where it has problems. */
export async function definitionOf<T>(
  path: string,
  read: (text: string) => { value: T } | { problems: PlanProblem[] },
  terminal: Terminal,
): Promise<T | null> {
  const answer = read(await textOf(path));
  if ('value' in answer) return answer.value;
  for (const { line, column, message } of answer.problems) {
    terminal.stderr.write(`${path}:${line}:${column}: ${printable(message)}\n`);
  }
  return null;
}
