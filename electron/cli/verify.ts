// `readyroom verify`: whether the record is what was recorded. It reads beside a console that is running, and mends nothing.
import { join } from 'node:path';
import { verifyRecord } from '#engine/recorder/verify-record.ts';
import type { ChainReport } from '#engine/recorder/verify-record.ts';
import { dataFolder } from '../server/data-folder.ts';
import type { CommandLine } from './command-line.ts';
import { exitCodes } from './exit-code.ts';
import { printable } from './terminal-text.ts';
import { interruptSignal, type Terminal } from './terminal.ts';

/** @throws OpsError `not_found`, `conflict`: there is no record, or none that can be read. */
export async function verify(line: CommandLine, terminal: Terminal): Promise<number> {
  const file = join(line.value('data') ?? dataFolder(), 'readyroom.db');
  const signal = interruptSignal(terminal, 'cancelled; not every event was checked');
  const report = await verifyRecord(file, { signal });
  if (line.flag('json')) terminal.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else terminal.stdout.write(verifyLines(report).map((text) => `${printable(text)}\n`).join('')); // prettier-ignore
  return report.faultCount === 0 ? exitCodes.proven : exitCodes.failed;
}

/** The verdict first, then each fault, then the root. */
export function verifyLines({ checked, evicted, head, faults, faultCount }: ChainReport): string[] {
  const gone = evicted === 0 ? '' : `; ${evicted} were evicted, as the record tells`;
  const verdict = faultCount === 0 ? 'whole' : `NOT whole: ${faultCount} ${faultCount === 1 ? 'fault' : 'faults'}`;
  const hidden = faultCount - faults.length;
  return [
    `${verdict}: ${checked} events checked${gone}`,
    ...faults.map(({ kind, words }) => `  ${kind.padEnd(8)}  ${words}`),
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
    head === null ? 'nothing was recorded yet' : `root ${head.hash} at event ${head.sequence}`,
  ];
}
