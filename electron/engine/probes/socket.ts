// Waits on a socket: until it is connected, until something was read. Whoever opened it destroys it.
import type { Socket } from 'node:net';

/** How long silence lasts before what was read counts as the whole, in milliseconds. */
const silenceMs = 200;

/** Resolves on the event that tells the connection. Rejects with the socket's error or the signal's reason. */
export function connected(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return settled(socket, signal, (resolve) => socket.once(event, () => resolve()));
}

/** What comes in: until `maxBytes`, the end, or a pause after the first bytes. Rejects as `connected` does. */
export function readBanner(socket: Socket, maxBytes: number, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  let silence: NodeJS.Timeout | undefined;
  return settled<string>(socket, signal, (resolve) => {
    const done = (): void => resolve(Buffer.concat(chunks).toString('utf8', 0, maxBytes));
    socket.once('end', done);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      clearTimeout(silence);
      if (size >= maxBytes) done();
      else silence = setTimeout(done, silenceMs);
    });
  }).finally(() => clearTimeout(silence));
}

function settled<T>(socket: Socket, signal: AbortSignal, begin: (resolve: (value: T) => void) => void): Promise<T> {
  let stop = (): void => undefined;
  return new Promise<T>((resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    // Stays on: a socket may fail again while it is destroyed, and an error nobody hears ends the process.
    socket.on('error', reject);
    begin(resolve);
  }).finally(() => signal.removeEventListener('abort', stop));
}
