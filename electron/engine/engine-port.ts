// The one shape in which a screen's connection reaches the engine, whatever carries it: a MessagePort, a WebSocket, an IPC
// pipe. Carries messages only; who may connect is the shell's business.

import { isRequestFrame } from './request-frame.ts';

export interface EnginePort {
  postMessage: (data: unknown) => void;
  addEventListener: (type: 'message' | 'close', listener: (event: { data: unknown }) => void) => void;
  /** Bytes handed over but not yet on their way; a carrier that cannot know leaves it out. */
  backlogBytes?: () => number;
}

/** What a shell needs of the engine to connect a screen to it. */
export interface ScreenTarget {
  attach: (port: EnginePort, from: 'screen') => void;
}

export interface Carrier {
  /** What to do with a message for the screen; never called after `close`. */
  send: (data: unknown) => void;
  backlogBytes?: () => number;
}

export interface CarriedPort {
  port: EnginePort;
  /** A message from the screen has arrived. Held until somebody listens, so that none is lost while the engine starts. */
  deliver: (data: unknown) => void;
  /** The screen is gone; told once. */
  close: () => void;
}

/** Makes a port of any carrier; for either end, so it takes any message. */
export function carryPort(carrier: Carrier): CarriedPort {
  const listeners = {
    message: new Set<(event: { data: unknown }) => void>(),
    close: new Set<(event: { data: unknown }) => void>(),
  };
  const waiting: unknown[] = [];
  let closed = false;
  const port: EnginePort = {
    postMessage: (data) => {
      if (!closed) carrier.send(data);
    },
    addEventListener: (type, listener) => {
      listeners[type].add(listener);
      if (type === 'message') for (const data of waiting.splice(0)) listener({ data });
      if (type === 'close' && closed) listener({ data: null });
    },
    ...(carrier.backlogBytes === undefined ? {} : { backlogBytes: carrier.backlogBytes }),
  };
  return {
    port,
    deliver: (data) => {
      if (closed) return;
      if (listeners.message.size === 0) waiting.push(data);
      else for (const listener of listeners.message) listener({ data });
    },
    close: () => {
      if (closed) return;
      closed = true;
      for (const listener of listeners.close) listener({ data: null });
    },
  };
}

/**
 * The engine's end of a screen's connection: what is no request does not get through, as the transport could not read it.
 * `refuse` is told; without one it is passed over.
 */
export function carryScreen(carrier: Carrier & { refuse?: () => void }): CarriedPort {
  const carried = carryPort(carrier);
  return {
    ...carried,
    deliver: (data) => {
      if (isRequestFrame(data)) carried.deliver(data);
      else carrier.refuse?.();
    },
  };
}
