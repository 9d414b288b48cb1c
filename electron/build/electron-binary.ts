// Finds an Electron on this machine, or has its package fetch one. Starts nothing.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ElectronBinary {
  executable: string;
  /** 0 where the folder does not say. */
  major: number;
}

const downloadLimitMs = 180_000;
const sayEveryMs = 10_000;

function executableIn(dist: string, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(dist, platform === 'win32' ? 'electron.exe' : 'electron');
}

/** ELECTRON_OVERRIDE_DIST_PATH, and that alone when it is set, else the one in node_modules; null where there is none. */
export function findElectron(
  root: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): ElectronBinary | null {
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules', 'electron', 'dist');
  const executable = executableIn(dist, platform);
  if (!existsSync(executable)) return null;
  const versionFile = join(dist, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8') : '';
  return { executable, major: Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0) };
}

/**
 * Whether the engine can run in this Electron's own Node: better-sqlite3 needs the Node-API of Electron 36. One that does
 * not say its version is taken for new enough.
 */
export const canHostEngine = ({ major }: ElectronBinary): boolean => major === 0 || major >= 36;

/** Runs the electron package's own download. Resolves to null when it is there, else to why it is not. */
export async function downloadElectron(root: string, say: (line: string) => void): Promise<string | null> {
  const script = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(script)) return 'the electron package is not installed';
  say('downloading Electron, about 120 MB (once)');
  const startedAt = Date.now();
  const child = spawn(process.execPath, [script], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
  let words = '';
  child.stderr.on('data', (part: Buffer) => (words += part.toString()));
  const saying = setInterval(
    () => say(`still downloading, ${Math.round((Date.now() - startedAt) / 1000)} s`),
    sayEveryMs,
  );
  const limit = setTimeout(() => child.kill(), downloadLimitMs);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(saying);
  clearTimeout(limit);
  if (code === 0 && findElectron(root) !== null) return null;
  if (code === null) return `its download took longer than ${downloadLimitMs / 1000} s`;
  return `its download failed: ${/^\w*Error: .*$/m.exec(words)?.[0] ?? `exit code ${code}`}`;
}
