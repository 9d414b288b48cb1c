// What the page needs of a way to the engine, whichever shell it runs in. Knows no operation and no retry.

/** The part of a MessagePort that is used; a WebSocket is dressed up as one. */
export interface PortLike {
  postMessage: (data: unknown) => void;
  addEventListener: (type: 'message' | 'close', listener: (event: { data?: unknown }) => void) => void;
  close: () => void;
}

export interface PortEvents {
  onPort: (port: PortLike) => void;
  /** A dial that came to nothing; the words are shown to people. */
  onFailure: (reason: string) => void;
  /** The shell has given the engine up; no port will come any more. */
  onGone: (reason: string) => void;
}

export interface PortSource {
  /** What is at the other end, in words. */
  name: string;
  /** Whether the page may ask for a port; where not, the shell brings one by itself. */
  dials: boolean;
  dial: () => void;
}

export type ConnectPorts = (events: PortEvents) => PortSource;
