// One window of the console: a locked-down page that gets a fresh engine port each time it loads, and is loaded again
// when its process dies, at most three times a minute.
import { app, BrowserWindow, dialog, MessageChannelMain, type MessagePortMain } from 'electron';
import { join } from 'node:path';
import { consoleUrl } from './console-scheme.ts';
import type { DesktopEngine } from './engine.ts';
import type { Screen } from './engine-keeper.ts';
import { restartBudget } from './restart-budget.ts';

const reloadsPerMinute = 3;

/** Brings the window to the front, or opens one where there is none, at `place`: what follows the address of the page. */
export function showPlace(engine: DesktopEngine, place: string): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return openConsoleWindow(engine, place);
  const { webContents } = window;
  // Only what follows # differs, so the page stays and is told by the browser. The same address would load it anew.
  if (webContents.getURL() !== consoleUrl + place) void webContents.loadURL(consoleUrl + place);
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

export function openConsoleWindow(engine: DesktopEngine, place = ''): void {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    backgroundColor: '#101216',
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      experimentalFeatures: false,
      allowRunningInsecureContent: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  const screen: Screen<MessagePortMain> = {
    openPort: () => {
      const { port1, port2 } = new MessageChannelMain();
      window.webContents.postMessage('port', null, [port2]);
      return port1;
    },
    tellStopped: (reason) => window.webContents.send('engine', { state: 'stopped', reason }),
  };
  // The page's own listener is in place by then, so no port arrives unheard.
  window.webContents.on('did-finish-load', () => engine.serve(screen));
  window.once('ready-to-show', () => window.show());
  window.on('closed', () => engine.forget(screen));
  keepPage(window, engine, screen);
  void window.loadURL(consoleUrl + place);
}

function keepPage(window: BrowserWindow, engine: DesktopEngine, screen: Screen<MessagePortMain>): void {
  const budget = restartBudget(reloadsPerMinute, 60_000, () => performance.now());
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    engine.forget(screen);
    if (reason === 'clean-exit') return;
    engine.note({ kind: 'screen_gone', reason: `${reason} (${exitCode})` });
    if (budget.spend()) return void window.loadURL(consoleUrl);
    dialog.showErrorBox('The page keeps crashing', `It ended again because of: ${reason}. The record is not affected.`);
    app.quit();
  });
  window.on('unresponsive', () => {
    const question = {
      type: 'warning' as const,
      message: 'The page does not answer.',
      detail: 'The engine goes on; loading the page again loses nothing that was recorded.',
      buttons: ['Wait', 'Load it again'],
      defaultId: 0,
      cancelId: 0,
    };
    void dialog.showMessageBox(window, question).then(({ response }) => {
      // Its end is handled above, as any other end of the page is.
      if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    });
  });
}
