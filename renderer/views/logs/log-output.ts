// What leaves the screen: marked lines to the clipboard, the whole log into a file. Both carry what the engine gave, with
// secrets replaced.
import type { LogRow } from '#shared/model/log-lines.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { saveAsFile } from '../readiness/save-as-file.ts';

const copyLimit = 5000;

export async function copyMarked({
  log,
  said,
  trouble,
}: Pick<ConsoleStores, 'log' | 'said' | 'trouble'>): Promise<void> {
  try {
    const rows = await log.markedRows(copyLimit);
    await navigator.clipboard.writeText(rows.map(copyLine).join('\n'));
    const cut = rows.some(({ text, chars }) => chars > text.length)
      ? ', long ones cut; save them as a file instead'
      : '';
    said.say(`${rows.length} ${rows.length === 1 ? 'line' : 'lines'} copied${rows.length === copyLimit ? ', which is as many as are' : ''}${cut}`); // prettier-ignore
  } catch (error) {
    trouble.add({ what: 'Copy the lines', why: messageOf(error) });
  }
}

const copyLine = ({ kind, at, text, count }: LogRow): string =>
  kind === 'line'
    ? `${new Date(at).toISOString()} ${text}`
    : `--- ${kind === 'gap' ? `${count} lines dropped` : text} ---`;

export async function exportLog({
  log,
  said,
  trouble,
  place,
}: Pick<ConsoleStores, 'log' | 'said' | 'trouble' | 'place'>): Promise<void> {
  try {
    const pieces: string[] = [];
    for await (const piece of log.exportPieces()) pieces.push(piece);
    const name = (place.store.getState().log ?? 'log').replace(/^[a-z]+:/, '').replace(/[^\w.-]+/g, '-').slice(0, 60); // prettier-ignore
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '');
    saveAsFile({ fileName: `${name}-${stamp}.log`, mediaType: 'text/plain', text: pieces.join('') });
    said.say('The log was saved');
  } catch (error) {
    trouble.add({ what: 'Save the log', why: messageOf(error) });
  }
}
