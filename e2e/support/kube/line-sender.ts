// How the lines of one watch leave: in batches, in an order that a fault may bend, until they are over or fall silent.
import type { ServerResponse } from 'node:http';
import type { StreamDistortion } from './streams.ts';

export interface LineSender {
  /** In turn, unless a distortion changes that. */
  event: (line: string) => void;
  /** Behind everything that came before it. */
  last: (line: string) => void;
  raw: (line: string) => void;
  /** Ends the answer in order; a silent one stays. */
  close: () => void;
  /** Nothing more is ever sent, and the connection stays. */
  silence: () => void;
  isOver: () => boolean;
}

/** A client that reads slower than this much behind is let go, as the API server does. */
const mostBufferedBytes = 128 * 1024 * 1024;
/** An event that waits for the next one to change places with is sent after this time all the same. */
const swapWaitMs = 100;

export function createLineSender(
  response: ServerResponse,
  isDistorted: (kind: StreamDistortion) => boolean,
): LineSender {
  let isSilent = false;
  let isClosed = false;
  let held: string | null = null;
  let heldTimer: NodeJS.Timeout | undefined;
  let batch: string[] = [];

  const flush = (): void => {
    if (batch.length === 0 || isClosed) return;
    const text = batch.join('');
    batch = [];
    response.write(text);
    if (response.writableLength > mostBufferedBytes) close();
  };
  const raw = (line: string): void => {
    if (isSilent || isClosed) return;
    if (batch.push(line) === 1) setImmediate(flush);
  };
  const sendHeld = (): void => {
    clearTimeout(heldTimer);
    if (held !== null) raw(held);
    held = null;
  };
  const close = (): void => {
    if (isClosed || isSilent) return;
    sendHeld();
    flush();
    isClosed = true;
    response.end();
  };
  response.on('close', () => {
    isClosed = true;
    clearTimeout(heldTimer);
  });
  return {
    event: (line) => {
      if (isDistorted('out_of_order') && held === null) {
        held = line;
        heldTimer = setTimeout(sendHeld, swapWaitMs);
        return;
      }
      raw(line);
      if (isDistorted('duplicates')) raw(line);
      sendHeld();
    },
    last: (line) => {
      sendHeld();
      raw(line);
    },
    raw,
    close,
    silence: () => void (isSilent = true),
    isOver: () => isSilent || isClosed || response.destroyed,
  };
}
