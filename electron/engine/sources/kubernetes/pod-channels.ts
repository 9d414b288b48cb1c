// The numbered channels in one WebSocket into a pod, with back-pressure both ways: while nobody reads, nothing is taken
// from the connection, and whoever writes waits for it.
import type { RawData, WebSocket } from 'ws';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

export interface PodMessage {
  channel: number;
  bytes: Buffer;
}

export interface PodChannels {
  protocol: string;
  /** To be read once; ends with the connection. */
  messages: AsyncIterable<PodMessage>;
  /** Resolves when the connection has taken it. @throws OpsError `unavailable` after the end. */
  send: (channel: number, bytes: Uint8Array) => Promise<void>;
  close: () => void;
}

/** So much may wait to be read before the connection is held back. */
const waitingLimitBytes = 1024 * 1024;

/** Takes over a socket that is open and may be paused. */
export function podChannels(socket: WebSocket): PodChannels {
  const waiting: PodMessage[] = [];
  let waitingBytes = 0;
  let ended = false;
  let wake = (): void => undefined;

  socket.on('message', (data: RawData) => {
    const whole = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    const [channel] = whole;
    if (channel === undefined) return;
    waiting.push({ channel, bytes: whole.subarray(1) });
    waitingBytes += whole.length;
    if (waitingBytes > waitingLimitBytes) socket.pause();
    wake();
  });
  socket.on('close', () => {
    ended = true;
    wake();
  });

  socket.resume();

  async function* messages(): AsyncGenerator<PodMessage, void> {
    for (;;) {
      const next = waiting.shift();
      if (next) {
        waitingBytes -= next.bytes.length + 1;
        if (socket.isPaused && waitingBytes < waitingLimitBytes / 2) socket.resume();
        yield next;
      } else if (ended) return;
      else await new Promise<void>((woken) => (wake = woken));
    }
  }

  return {
    protocol: socket.protocol,
    messages: messages(),
    send: (channel, bytes) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== socket.OPEN)
          return reject(new OpsError('unavailable', 'the connection to the pod has ended'));
        const whole = Buffer.concat([Buffer.from([channel]), bytes]);
        socket.send(whole, (error) => (error ? reject(new OpsError('unavailable', messageOf(error))) : resolve()));
      }),
    close: () => {
      // A paused socket would never hear that the other side agrees to the end.
      socket.resume();
      socket.close(1000);
      setTimeout(() => socket.terminate(), 2000).unref();
    },
  };
}
