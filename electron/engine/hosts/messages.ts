// The engine's name for what it and the shell say to each other; the shell must not import the engine, so it is in shared.
export type { FromHost, HostStart, ShellEvent, ToHost } from '#shared/shell/host-messages.ts';
