// One shell per data folder: a second start brings the first one's window to the front and ends with exit code 0.
import { app, BrowserWindow } from 'electron';

/** False where another one runs already; this process is then on its way out. */
export function beTheOnlyOne(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return false;
  }
  app.on('second-instance', () => {
    const [first] = BrowserWindow.getAllWindows();
    if (first?.isMinimized()) first.restore();
    first?.show();
    first?.focus();
  });
  return true;
}
