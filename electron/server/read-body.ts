// Reads the body of an admitted request as text, within a size also after it is unpacked.
import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';

export class BodyRefused extends Error {
  readonly status: 400 | 413 | 415 | 503;

  constructor(status: BodyRefused['status'], message: string) {
    super(message);
    this.status = status;
  }
}

export const bodyLimitBytes = 8 * 1024 * 1024;
/** What all bodies that are being read may hold together. */
export const bodiesLimitBytes = 32 * 1024 * 1024;
let heldBytes = 0;

/** @throws BodyRefused for an encoding other than gzip, a body that is too large, packed or not, no UTF-8, or too much that is read at once. */
export async function readBody(request: IncomingMessage, limitBytes = bodyLimitBytes): Promise<string> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new BodyRefused(415, 'A body may be plain or packed with gzip.');
  }
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const parts: Buffer[] = [];
  let bytes = 0;
  const stream = encoding === 'gzip' ? request.pipe(createGunzip()) : request;
  // pipe() does not pass on that the other side left.
  const left = (): void => void (stream !== request && stream.destroy(new Error('The sender left in the middle.')));
  request.once('aborted', left).once('error', left);
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      bytes += part.length;
      heldBytes += part.length;
      if (bytes > limitBytes) throw tooLarge(limitBytes);
      if (heldBytes > bodiesLimitBytes) throw new BodyRefused(503, 'Too much is being sent at once; send it again.');
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof BodyRefused) throw error;
    throw new BodyRefused(400, 'The body ended early or is not what its encoding says.');
  } finally {
    heldBytes -= bytes;
    request.off('aborted', left).off('error', left);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new BodyRefused(400, 'The body is not UTF-8.');
  }
}

const tooLarge = (limitBytes: number): BodyRefused =>
  new BodyRefused(413, `A body may have ${limitBytes / 1024 / 1024} MiB, unpacked.`);
