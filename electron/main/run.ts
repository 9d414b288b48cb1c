// What happens once Electron is ready, in order: guards first, then the engine, the window, and the way out.
import { app, BrowserWindow, session } from 'electron';
import { serveConsole } from './console-scheme.ts';
import { openConsoleWindow, showPlace } from './console-window.ts';
import { endWith } from './ending.ts';
import { startEngine } from './engine.ts';
import { guardContents } from './guard-contents.ts';
import { guardSession } from './guard-session.ts';
import { setMenu } from './menu.ts';
import type { OpenedBundles } from './opened-bundles.ts';
import { reportPower } from './power.ts';
import { reportHelpers } from './helper-processes.ts';

/** @param dataDir where the engine keeps its record. */
export function run(dataDir: string, opened: OpenedBundles): void {
  serveConsole(session.defaultSession);
  guardSession(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  setMenu();

  const engine = startEngine(dataDir, (place) => showPlace(engine, place));
  reportPower(engine);
  reportHelpers(engine);
  endWith(engine);
  openConsoleWindow(engine, opened.first());
  opened.follow((place) => showPlace(engine, place));
  // macOS keeps an application without windows.
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openConsoleWindow(engine);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}
