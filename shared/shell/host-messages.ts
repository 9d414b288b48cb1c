// What the shell and an engine in a process of its own say to each other beside the screens' messages.

/** Something the shell noticed and the engine may record. */
export type ShellEvent =
  | { kind: 'suspend' | 'resume' | 'lock' | 'unlock' }
  | { kind: 'screen_gone'; reason: string }
  /** One of Electron's own helper processes: network, GPU. */
  | { kind: 'helper_gone'; reason: string }
  | { kind: 'engine_gone'; reason: string };

/** Something that a person is to be told of, wherever they look. */
export interface ShellNotice {
  title: string;
  body: string;
  /** Of the trigger that it is about. */
  key: string;
}

/** Given to the process as JSON in its last argument. */
export interface HostStart {
  dataDir: string;
  resourcesDir: string;
  /** The built scripts of the processes that the engine starts: probe-host.js, attestor.js. */
  engineDir?: string;
}

export type ToHost =
  /** A new screen. In a utility process its port comes along; through a pipe its messages carry `portId`. */
  | { kind: 'port' }
  | { kind: 'open'; portId: number }
  | { kind: 'data'; portId: number; data: unknown }
  | { kind: 'close'; portId: number }
  | { kind: 'note'; event: ShellEvent }
  | { kind: 'shutdown' };

export type FromHost =
  | { kind: 'ready'; startedInMs: number }
  /** It could not start, and ends after this. */
  | { kind: 'failed'; reason: string }
  | { kind: 'notice'; notice: ShellNotice }
  | { kind: 'data'; portId: number; data: unknown }
  | { kind: 'close'; portId: number };
