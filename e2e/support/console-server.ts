// The console for a browser, as its own process and built, on a data folder of its own; and its one-time links.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface ConsoleProcess {
  pid: number;
  dataDir: string;
  /** The first link; each opens one session, once. */
  url: string;
  /** Another link, as pressing Enter in the terminal gives. */
  newUrl: () => Promise<string>;
  /** Ends it as Ctrl-C does; resolves to its exit code. */
  close: () => Promise<number | null>;
}

export interface ConsoleOptions {
  dataDir?: string;
  port?: number;
  /** Added to this process's. */
  env?: Record<string, string>;
  /** A folder with `out/` and `resources/`; the project's own unless told. */
  appDir?: string;
}

/** Rejects with what it wrote where it ends before it is ready. The data folder is removed unless it was given. */
export async function startConsole(options: ConsoleOptions = {}): Promise<ConsoleProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'readyroom-console-'));
  const own = { READYROOM_DATA: dataDir, READYROOM_PORT: String(options.port ?? 0) };
  const env = { ...process.env, ...options.env, ...own };
  const child = spawn(process.execPath, [join(options.appDir ?? root, 'out', 'server', 'main.js')], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let written = '';
  const links: string[] = [];
  const waiting: ((url: string) => void)[] = [];
  const take = (part: Buffer): void => {
    written += part.toString();
    for (const [, url = ''] of part.toString().matchAll(/Ready Room is at (\S+)/g)) {
      const next = waiting.shift();
      if (next === undefined) links.push(url);
      else next(url);
    }
  };
  child.stdout.on('data', take);
  child.stderr.on('data', (part: Buffer) => (written += part.toString()));
  const nextLink = (): Promise<string> => {
    const ready = links.shift();
    return ready === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(ready);
  };
  const ended = exited.then((code) => {
    throw new Error(`The console ended with ${code}: ${written}`);
  });
  ended.catch(() => undefined);
  const url = await Promise.race([nextLink(), ended]);
  return {
    pid: child.pid ?? 0,
    dataDir,
    url,
    newUrl: () => {
      child.stdin.write('\n');
      return nextLink();
    },
    close: async () => {
      child.kill('SIGINT');
      const code = await exited;
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
      return code;
    },
  };
}
