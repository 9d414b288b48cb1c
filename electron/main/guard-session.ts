// What pages may ask of the machine and the network: two permissions, and nothing but our own scheme.
import type { Session } from 'electron';
import { consoleUrl } from './console-scheme.ts';

const permitted = new Set<string>(['clipboard-sanitized-write', 'notifications']);

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permitted.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => permitted.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  // One that is off fetches its dictionaries all the same, from elsewhere; for no language there are none.
  session.setSpellCheckerLanguages([]);
  // The rule below is for requests of pages; this one takes files from everybody in the session.
  session.protocol.handle('file', () => Response.error());
  session.webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
    answer({ cancel: !(isOurs(url) || (url.startsWith('data:') && resourceType === 'image')) });
  });
}

/** Our files, what the page made itself (an export on its way to disk), and the inspector's own pages. */
function isOurs(url: string): boolean {
  return [consoleUrl, `blob:${consoleUrl}`, 'devtools://'].some((beginning) => url.startsWith(beginning));
}
