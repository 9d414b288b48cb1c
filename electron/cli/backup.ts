// `readyroom backup FILE`: copies the record, beside a console that may be writing it, and proves the copy.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { backUp } from '#engine/recorder/back-up.ts';
import { openForReading } from '#engine/store/database.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { dataFolder } from '../server/data-folder.ts';
import type { CommandLine } from './command-line.ts';
import { exitCodes } from './exit-code.ts';
import { printable } from './terminal-text.ts';
import { interruptSignal, tellLeftoverOn, type Terminal } from './terminal.ts';

/** @throws OpsError `bad_input`, `not_found`, `conflict`, `unavailable`: there is no record, the file exists, or it cannot be written. */
export async function backup(line: CommandLine, terminal: Terminal): Promise<number> {
  const [file = ''] = line.operands;
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new OpsError('bad_input', `${file} is a folder; name the file that the copy is to be`); // prettier-ignore
  const signal = interruptSignal(terminal, 'cancelled; no copy was made');
  const read = openForReading(join(line.value('data') ?? dataFolder(), 'readyroom.db'));
  try {
    const { events, bytes, head } = await backUp(read, file, { signal, tellLeftover: tellLeftoverOn(terminal) });
    terminal.stdout.write(`${printable(file)}: ${events} events, ${bytes} bytes, proven\n`);
    if (head !== null) terminal.stdout.write(`root ${head.hash} at event ${head.sequence}\n`);
    return exitCodes.proven;
  } finally {
    read.close();
  }
}
