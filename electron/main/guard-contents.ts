// No page ever leaves app://console, opens a window or embeds a page. Links to the outside open in the user's browser,
// after the user has seen where they lead.
import { BrowserWindow, dialog, shell, type WebContents } from 'electron';
import { messageOf } from '#shared/model/ops-error.ts';
import { externalUrl } from './external-url.ts';

export function guardContents(contents: WebContents): void {
  const deny = (event: { preventDefault: () => void }): void => event.preventDefault();
  // Comes before will-navigate, and instead of it where it is denied.
  contents.on('will-frame-navigate', (event) => {
    deny(event);
    if (event.isMainFrame) void offerOutside(contents, event.url);
  });
  contents.on('will-navigate', deny);
  contents.on('will-redirect', deny);
  contents.on('will-attach-webview', deny);
  contents.setWindowOpenHandler(({ url }) => {
    void offerOutside(contents, url);
    return { action: 'deny' };
  });
}

let asking = false;

/** Asks, one question at a time: a page cannot pile up dialogs. */
async function offerOutside(contents: WebContents, url: string): Promise<void> {
  const target = externalUrl(url);
  const window = BrowserWindow.fromWebContents(contents);
  if (target === null || window === null || asking) return;
  asking = true;
  try {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: 'Open this outside Ready Room?',
      detail: target,
      buttons: ['Cancel', 'Open'],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 1) await shell.openExternal(target);
  } catch (error) {
    dialog.showErrorBox('It could not be opened', messageOf(error));
  } finally {
    asking = false;
  }
}
