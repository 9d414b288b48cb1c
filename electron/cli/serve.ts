// `readyroom serve`: the console for a browser on this machine, until Ctrl-C.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OpsError } from '#shared/model/ops-error.ts';
import { dataFolder } from '../server/data-folder.ts';
import { serve as serveConsole } from '../server/serve.ts';
import type { CommandLine } from './command-line.ts';
import { findPlaces } from './places.ts';
import { interrupted, type Terminal } from './terminal.ts';

/** Standard output holds the address and nothing else. */
export async function serve(line: CommandLine, terminal: Terminal): Promise<number> {
  const port = readPort(line.value('port'));
  const { appDir } = findPlaces();
  if (!existsSync(join(appDir, 'out', 'renderer', 'index.html'))) {
    throw new OpsError('unavailable', `the console is not built; run \`npm run build\` in ${appDir}`);
  }
  const log = (words: string): void => void terminal.stderr.write(`${words}\n`);
  const served = await serveConsole({ dataDir: line.value('data') ?? dataFolder(), appDir, port, log });
  terminal.stdout.write(`${served.url}\n`);
  log('The address is good for one browser session. Ctrl-C ends.');
  await interrupted(terminal);
  await served.close();
  return 0;
}

/** @throws OpsError `bad_input` */
export function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new OpsError('bad_input', `--port ${text}: it must be 0 to 65535; 0 takes a free one`);
}
