// Makes a PDF of a page that holds all it needs: drawn out of sight, in a sandbox and a session of its own, where nothing
// runs and no address can be reached.
import { session, WebContentsView, type Session } from 'electron';
import { messageOf } from '#shared/model/ops-error.ts';
import type { PrintAnswer, ShellRefusal } from '#shared/shell/host-messages.ts';
import { within } from './within.ts';

const scheme = 'readyroom-print';
const patienceMs = 30_000;
const pages = new Map<string, string>();
let lastPage = 0;
let printing: Session | null = null;

/** @returns a refusal where the page could not be drawn, or not within half a minute; it never throws. */
export async function printPage(html: string): Promise<PrintAnswer | ShellRefusal> {
  const url = `${scheme}://page/${++lastPage}`;
  pages.set(url, html);
  const view = new WebContentsView({
    webPreferences: {
      session: (printing ??= closedSession()),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  try {
    const pdf = await within(patienceMs, async () => {
      await view.webContents.loadURL(url);
      return await view.webContents.printToPDF({ pageSize: 'A4', printBackground: true, generateTaggedPDF: true });
    });
    return { ok: true, pdf: new Uint8Array(pdf) };
  } catch (error) {
    return { ok: false, code: 'unavailable', message: `The PDF could not be made: ${messageOf(error)}. Save the post-mortem as HTML instead; any browser prints it.` }; // prettier-ignore
  } finally {
    pages.delete(url);
    view.webContents.close();
  }
}

/** In memory; only the pages above are in it. */
function closedSession(): Session {
  const closed = session.fromPartition('printing');
  closed.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  closed.setPermissionCheckHandler(() => false);
  closed.setSpellCheckerEnabled(false);
  closed.setSpellCheckerLanguages([]);
  closed.protocol.handle('file', () => Response.error());
  closed.protocol.handle(scheme, ({ url }) => {
    const html = pages.get(url);
    return html === undefined
      ? new Response('', { status: 404 })
      : new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  });
  closed.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !pages.has(url) }));
  return closed;
}
