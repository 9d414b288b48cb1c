// Tells people through the desktop what calls for them; a press brings the console to the front. Whether anybody is to be
// told at all is the engine's to decide.
import { BrowserWindow, Notification } from 'electron';
import type { ShellNotice } from '#shared/shell/host-messages.ts';

/** Held while they are shown: one that is collected no longer answers to a press. */
const shown = new Map<string, Notification>();

export function showNotice({ title, body, key }: ShellNotice): void {
  if (!Notification.isSupported()) return;
  shown.get(key)?.close();
  const notification = new Notification({ title, body });
  notification.on('click', bringToFront);
  notification.on('close', () => {
    if (shown.get(key) === notification) shown.delete(key);
  });
  shown.set(key, notification);
  notification.show();
}

function bringToFront(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
