// Answers one admitted request for a file of the built page. Knows no sessions.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { locateAsset, mediaTypeOf } from '#shared/page/asset-path.ts';
import { pageHeaders } from '#shared/page/page-headers.ts';

/** Sends the file that `pathname` names below `root`, or a plain 404. Resolves when it is sent or the asker has left. */
export async function sendPageFile(
  response: ServerResponse,
  root: string,
  pathname: string,
  headOnly: boolean,
): Promise<void> {
  const path = await locateAsset(await realpath(root), pathname, { realpath, separator: sep });
  const mediaType = path === null ? null : mediaTypeOf(path);
  const info = path === null ? null : await stat(path);
  if (path === null || mediaType === null || !info?.isFile()) {
    sendText(response, 404, 'There is no such page here.');
    return;
  }
  response.writeHead(200, { ...pageHeaders, 'content-type': mediaType, 'content-length': info.size });
  if (headOnly) response.end();
  // An asker that leaves in the middle is no error of ours.
  else await pipeline(createReadStream(path), response).catch(() => response.destroy());
}

/** A sentence instead of a page, with the same headers. */
export function sendText(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${sentence}\n`);
}
