// Reads a file that a command was given; its problems are said with their places.
import { readRegularFile } from '#engine/plans/regular-file.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { printable } from './terminal-text.ts';
import type { Terminal } from './terminal.ts';

/** More than any file that a person writes. */
const usualLimitBytes = 16 * 1024 * 1024;

/** @param wanted what the file is to be, for the refusal. @throws OpsError `bad_input`, `too_large`: it cannot be read. */
export async function textOf(path: string, wanted: string, limitBytes = usualLimitBytes): Promise<string> {
  const read = await readRegularFile(path, limitBytes).catch((error: unknown) => {
    throw new OpsError('bad_input', `${path} cannot be read: ${messageOf(error)}`, { cause: error });
  });
  if (read.kind === 'read') return read.bytes.toString('utf8');
  if (read.kind === 'too_large') throw new OpsError('too_large', `${path} is longer than ${limitBytes / 1024 / 1024} MiB, the most that is taken`); // prettier-ignore
  throw new OpsError('bad_input', `${path} is ${read.kind === 'folder' ? 'a folder' : 'no regular file'}; name ${wanted}`); // prettier-ignore
}

/** Null where it has problems. */
export async function definitionOf<T>(
  path: string,
  read: (text: string) => { value: T } | { problems: PlanProblem[] },
  terminal: Terminal,
): Promise<T | null> {
  const answer = read(await textOf(path, 'a file of definitions'));
  if ('value' in answer) return answer.value;
  for (const { line, column, message } of answer.problems) {
    terminal.stderr.write(`${path}:${line}:${column}: ${printable(message)}\n`);
  }
  return null;
}
