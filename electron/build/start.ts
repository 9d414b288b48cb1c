// `npm start`: builds what changed and opens the desktop window; where that cannot be had it says why, in one line, and
// serves the same console on loopback. `-- --browser` asks for that at once.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildIfNeeded } from './build-if-needed.ts';
import { canHostEngine, downloadElectron, findElectron, type ElectronBinary } from './electron-binary.ts';

const root = join(import.meta.dirname, '..', '..');
const say = (line: string): void => console.log(`ready room: ${line}`);

const failed = buildIfNeeded();
if (failed !== 0) process.exit(failed);

const electron = await desktop();
if (typeof electron === 'string') browser(electron);
else open(electron);

/** The Electron to use, or why there will be no window. */
async function desktop(): Promise<ElectronBinary | string> {
  if (process.argv.includes('--browser')) return 'no window was asked for';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'there is no display for a window';
  const found = findElectron(root);
  if (found !== null) return found;
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return 'there is no Electron in ELECTRON_OVERRIDE_DIST_PATH';
  const failure = await downloadElectron(root, say);
  return findElectron(root) ?? `there is no Electron for a window: ${failure}`;
}

function open(electron: ElectronBinary): void {
  const args = [root];
  const env = { ...process.env };
  if (!canHostEngine(electron)) env.READYROOM_ENGINE_NODE ??= process.execPath;
  if (process.getuid?.() === 0) {
    say("started as root, so without the operating system's sandbox around the page (--no-sandbox)");
    args.unshift('--no-sandbox');
  }
  const startedAt = Date.now();
  const child = spawn(electron.executable, args, { cwd: root, stdio: 'inherit', env });
  passSignals(child);
  child.once('error', (error) => browser(`Electron could not be started: ${error.message}`));
  child.once('exit', (code, signal) => {
    // One that lacks a library of the system, or cannot reach its display, ends at once.
    const atOnce = Date.now() - startedAt < 5000 && code !== 0 && signal !== 'SIGINT' && signal !== 'SIGTERM';
    if (atOnce) browser(`Electron ended at once (${signal ?? `exit code ${code}`}), see above`);
    else process.exit(code ?? 1);
  });
}

function browser(reason: string): void {
  say(`${reason}; serving the console for a browser instead`);
  const child = spawn(process.execPath, [join(root, 'out', 'server', 'main.js')], { cwd: root, stdio: 'inherit' });
  passSignals(child);
  child.once('exit', (code) => process.exit(code ?? 1));
}

/** Ctrl-C reaches the child by itself; this process stays until the child has ended in order. */
function passSignals(child: ReturnType<typeof spawn>): void {
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
}
