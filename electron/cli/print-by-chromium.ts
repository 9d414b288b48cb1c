// Makes a PDF of a page by a Chromium that is on this machine, in a profile that is thrown away. The page holds all it needs;
// its policy lets nothing run and nothing be fetched, and names lead nowhere besides.
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyToNew } from '#engine/bundles/drafts.ts';
import type { TellLeftover } from '#engine/store/part-file.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable', 'chrome', 'msedge']; // prettier-ignore
const patienceMs = 60_000;

type Env = Readonly<Record<string, string | undefined>>;

/** `READYROOM_CHROMIUM`, or the first on PATH. @throws OpsError `unavailable`: there is none; it says how to get one */
export function findChromium(env: Env): string {
  const named = env['READYROOM_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (isAbsolute(named) && canRun(named)) return named;
    throw new OpsError('unavailable', `READYROOM_CHROMIUM is ${named}, which is no program: give its whole path`);
  }
  const ends = process.platform === 'win32' ? ['.exe'] : [''];
  const folders = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const found = names.flatMap((name) => folders.flatMap((folder) => ends.map((end) => join(folder, `${name}${end}`)))).find(canRun); // prettier-ignore
  if (found !== undefined) return found;
  throw new OpsError('unavailable', `a PDF needs Chromium, Chrome or Edge, and none of ${names.slice(0, 5).join(', ')} is on PATH: install one (apt install chromium, brew install --cask chromium), name it in READYROOM_CHROMIUM, or write .html and print that`); // prettier-ignore
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface PrintOptions {
  signal: AbortSignal;
  /** Told of what a killed command had left of the same file. */
  tellLeftover: TellLeftover;
}

/** @param out an absolute path; there whole or not at all. @throws OpsError `conflict` where it is there, `unavailable` with what Chromium said */
export async function printByChromium(
  chromium: string,
  html: string,
  out: string,
  { signal, tellLeftover }: PrintOptions,
): Promise<void> {
  const folder = makeThrowawayFolder('print');
  try {
    const page = join(folder.path, 'page.html');
    const printed = join(folder.path, 'page.pdf');
    writeFileSync(page, html, { mode: 0o600 });
    const args = [
      '--headless', '--disable-gpu', '--no-first-run', '--disable-extensions', '--disable-background-networking', '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND', '--no-pdf-header-footer', `--user-data-dir=${join(folder.path, 'profile')}`,
      // As root it does not start with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--print-to-pdf=${printed}`, pathToFileURL(page).href,
    ]; // prettier-ignore
    const said = await new Promise<string | null>((resolve) => {
      execFile(chromium, args, { signal, timeout: patienceMs, killSignal: 'SIGKILL' }, (error, _stdout, stderr) =>
        resolve(error === null ? null : stderr.trim().split('\n').at(-1) || error.message),
      );
    });
    signal.throwIfAborted();
    if (said !== null || !existsSync(printed)) throw new OpsError('unavailable', `${chromium} made no PDF within ${patienceMs / 1000} s: ${said ?? 'it ended without one'}`); // prettier-ignore
    copyToNew(printed, out, tellLeftover);
  } finally {
    folder.remove();
  }
}
