// The desktop application for tests: started on a data folder of its own, with the page and the main process at hand.
// As root Chromium's sandbox around the process is off (--no-sandbox); what the window asks for can be seen all the same.
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canHostEngine, findElectron, type ElectronBinary } from '../../electron/build/electron-binary.ts';
import { descendantsOf } from './process-tree.ts';

const root = join(import.meta.dirname, '..', '..');

function binary(): ElectronBinary {
  const found = findElectron(root);
  if (found === null) throw new Error('There is no Electron; ELECTRON_OVERRIDE_DIST_PATH can name a folder with one');
  return found;
}

function launchOptions(dataDir: string): { executablePath: string; args: string[]; env: Record<string, string> } {
  const electron = binary();
  const env = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  env.READYROOM_DATA = dataDir;
  if (!canHostEngine(electron)) env.READYROOM_ENGINE_NODE = process.execPath;
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath: electron.executable, args: [...asRoot, '--disable-gpu', root], env };
}

export interface Desktop {
  app: ElectronApplication;
  page: Page;
  dataDir: string;
  /** What the application wrote to its standard error. */
  stderr: () => string;
  /** Quits, waits, and removes the data folder unless it was given. */
  close: () => Promise<void>;
}

/** Starts the application and waits until its page has drawn something. */
export async function openDesktop(options: { dataDir?: string } = {}): Promise<Desktop> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'readyroom-desktop-'));
  const app = await launch(dataDir);
  let written = '';
  app.process().stderr?.on('data', (part: Buffer) => (written += part.toString()));
  const page = await app.firstWindow();
  await drawn(page);
  const close = async (): Promise<void> => {
    await app.close();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  return { app, page, dataDir, stderr: () => written, close };
}

/**
 * The driver at times misses the word of an application that it has both its debuggers at, and waits for it for ever while
 * the application shows its page. Then it is started anew, once.
 */
async function launch(dataDir: string): Promise<ElectronApplication> {
  const options = { ...launchOptions(dataDir), timeout: 60_000 };
  try {
    return await _electron.launch(options);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    return await _electron.launch(options);
  }
}

/** Resolves when the page shows something. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('#root > *').first().waitFor({ state: 'visible' });
}

/** Starts the application without a debugger at it, as a person would, or with files that were opened; the caller waits for its end. */
export function startPlain(dataDir: string, files: readonly string[] = []): ChildProcess {
  const { executablePath, args, env } = launchOptions(dataDir);
  return spawn(executablePath, [...args, ...files], { env, stdio: 'ignore' });
}

/** The process that hosts the engine, in whichever of the two ways. */
export function enginePid(app: ElectronApplication): number {
  const found = descendantsOf(app.process().pid ?? 0).find(({ command }) => {
    return /engine[\\/]forked\.js/.test(command) || /node\.mojom\.NodeService/.test(command);
  });
  if (found === undefined) throw new Error('The application has no engine process');
  return found.pid;
}

/** The process that draws the page. */
export async function pagePid(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
}

/** 2 where the operating system filters what the process may ask of it. Linux only. */
export function seccompMode(pid: number): number {
  return Number(/^Seccomp:\s*(\d)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
