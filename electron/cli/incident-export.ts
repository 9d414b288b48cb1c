// `readyroom incident export INC-3`: one file with all that the review of an incident needs, redacted on the way out.
import { resolve } from 'node:path';
import { exportIncident, type ExportedIncident } from '#engine/bundles/export-incident.ts';
import { usualLookAround } from '#shared/model/bundle/limits.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { dataFolder } from '../server/data-folder.ts';
import type { CommandLine } from './command-line.ts';
import { notAllowed } from './not-allowed.ts';
import { printable } from './terminal-text.ts';
import { interruptSignal, tellLeftoverOn, type Terminal } from './terminal.ts';

const minuteMs = 60_000;
/** As much as the console takes. */
const mostMinutes = 7 * 24 * 60;

/** Standard output holds the name of the file, or the JSON; the rest is said on standard error. */
export async function incident(line: CommandLine, terminal: Terminal): Promise<number> {
  const [how = '', id = ''] = line.operands;
  if (how !== 'export') throw new OpsError('bad_input', notAllowed('incident has no', how, ['export']));
  const out = line.value('out');
  const signal = interruptSignal(terminal, 'cancelled; nothing was written');
  const say = (words: string): void => void terminal.stderr.write(`${printable(words)}\n`);
  let said = 0;
  const exported = await exportIncident({
    dataDir: line.value('data') ?? dataFolder(),
    incident: id,
    fileOf: (label) => resolve(out ?? `${label}.rrb`),
    beforeMs: readMinutes('before', line.value('before')) ?? usualLookAround.beforeMs,
    afterMs: readMinutes('after', line.value('after')) ?? usualLookAround.afterMs,
    sign: line.flag('sign'),
    env: terminal.env,
    now: Date.now,
    tell: ({ doing, rowsDone, rowsOfAbout }) => {
      // A line for every hundred thousand rows: enough to see that it goes on.
      if (rowsDone - said < 100_000) return;
      said = rowsDone;
      say(`${doing}: ${rowsDone} rows of about ${Math.max(rowsDone, rowsOfAbout)}`);
    },
    signal,
    tellLeftover: tellLeftoverOn(terminal),
  });
  if (line.flag('json')) terminal.stdout.write(`${JSON.stringify(exported, null, 2)}\n`);
  else {
    terminal.stdout.write(`${exported.file}\n`);
    exportLines(exported).forEach(say);
  }
  return 0;
}

/** What left and what did not, a line each. */
export function exportLines({ manifest, fileBytes, signedBy }: ExportedIncident): string[] {
  const { incident: of, chain, redactions, leftOut } = manifest;
  const replaced = redactions.reduce((sum, { count }) => sum + count, 0);
  return [
    `${of.label} ${of.title}: ${chain.events} events, ${fileBytes} bytes`,
    replaced === 0 ? 'nothing had to be redacted on the way out' : `${replaced} redacted on the way out, ${chain.redacted} events with it:`, // prettier-ignore
    ...redactions.map(({ place, kind, count }) => `  ${place}: ${count} ${kindWords[kind]}`),
    ...leftOut.filter(({ count }) => count !== null).map(({ what, why, count }) => `left out of ${what}: ${count} ${why}`), // prettier-ignore
    signedBy === null ? 'not signed' : `signed by ${signedBy.fingerprint}; the key is kept in ${signedBy.keptIn}`,
  ];
}

const kindWords = { known: 'known secrets', secret: 'named or shaped like secrets', random: 'random words' } as const;

function readMinutes(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const minutes = Number(text);
  if (/^\d+$/.test(text) && minutes <= mostMinutes) return minutes * minuteMs;
  throw new OpsError('bad_input', `--${name} ${text}: it must be 0 to ${mostMinutes} minutes, a week`);
}
