// `readyroom incident postmortem INC-3`: the post-mortem as it stands, out of a record that a console may be writing.
import { existsSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { readPostMortem } from '#engine/past/read-post-mortem.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { dataFolder } from '../server/data-folder.ts';
import type { CommandLine } from './command-line.ts';
import { findChromium, printByChromium } from './print-by-chromium.ts';
import { printable } from './terminal-text.ts';
import { interruptSignal, tellLeftoverOn, type Terminal } from './terminal.ts';
import { writeWhole } from './write-whole.ts';

const endings = ['.md', '.html', '.pdf'];

/** Markdown on standard output, or a file by its ending. @throws OpsError `bad_input`, `not_found`, `conflict`, `unavailable`. */
export async function postMortem(line: CommandLine, terminal: Terminal): Promise<number> {
  const [, id = ''] = line.operands;
  const out = line.value('out');
  const ending = out === undefined ? '.md' : extname(out).toLowerCase();
  if (!endings.includes(ending)) throw new OpsError('bad_input', `--out ${out}: a post-mortem is written as ${endings.join(', ')}`); // prettier-ignore
  const read = (): string => readPostMortem(join(line.value('data') ?? dataFolder(), 'readyroom.db'), id, ending === '.md' ? 'markdown' : 'html', Date.now()); // prettier-ignore
  if (out === undefined) {
    terminal.stdout.write(read().split('\n').map(printable).join('\n'));
    return 0;
  }
  const file = resolve(out);
  if (existsSync(file)) throw new OpsError('unavailable', `${file} is there already; it is not written over`);
  const tellLeftover = tellLeftoverOn(terminal);
  if (ending === '.pdf') {
    const signal = interruptSignal(terminal, 'cancelled; no PDF was written');
    await printByChromium(findChromium(terminal.env), read(), file, { signal, tellLeftover });
  } else writeWhole(file, read(), { over: false, tellLeftover });
  terminal.stdout.write(`${file}\n`);
  return 0;
}
