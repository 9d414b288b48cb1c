// The process behind the console in a browser: prints its link, a fresh one for each line entered, and ends on a signal.
import { join } from 'node:path';
import { messageOf } from '#shared/model/ops-error.ts';
import { dataFolder } from './data-folder.ts';
import { serve } from './serve.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const appDir = join(import.meta.dirname, '..', '..');
  const port = process.env.READYROOM_PORT === undefined ? 0 : Number(process.env.READYROOM_PORT);
  const served = await serve({ dataDir: dataFolder(), appDir, port, log: (line) => process.stderr.write(`${line}\n`) });
  say(`Ready Room is at ${served.url}`);
  say('The link opens one session. Enter prints another one, Ctrl-C ends.');
  process.stdin.on('data', () => say(`Ready Room is at ${served.newUrl()}`));
  process.stdin.unref?.();

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    served.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`It did not close in order: ${messageOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}
