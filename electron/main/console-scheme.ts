// app://console/ : the built page, served from out/renderer with the same headers as in the browser. No other host exists.
import { protocol, type Session } from 'electron';
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { locateAsset, mediaTypeOf } from '#shared/page/asset-path.ts';
import { pageHeaders } from '#shared/page/page-headers.ts';

export const consoleUrl = 'app://console/';
const pageDir = join(import.meta.dirname, '..', 'renderer');

/** Must run before 'ready'. */
export function declareConsoleScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

export function serveConsole(session: Session): void {
  session.protocol.handle('app', async ({ url, method }) => {
    const { host, pathname } = new URL(url);
    if (host !== 'console' || method !== 'GET') return notFound();
    const path = await locateAsset(await realpath(pageDir), pathname, { realpath, separator: sep });
    const mediaType = path === null ? null : mediaTypeOf(path);
    if (path === null || mediaType === null) return notFound();
    const body = await readFile(path).catch(() => null);
    return body === null ? notFound() : new Response(body, { headers: { ...pageHeaders, 'content-type': mediaType } });
  });
}

function notFound(): Response {
  const headers = { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' };
  return new Response('There is no such page here.\n', { status: 404, headers });
}
