// What the engine and the probe-host say to each other: one JSON object a line, over the host's stdin and stdout.
// Types only, so that the host stays free of everything else.
import type { AllowedCommands, CommandAnswer } from '../probes/probe.ts';

export interface RunMessage {
  type: 'run';
  id: number;
  argv: [string, ...string[]];
  /** Absolute; the host's own folder when absent. */
  cwd?: string;
  env: Record<string, string>;
  deadlineMs: number;
  cpuSeconds: number;
  allowed?: AllowedCommands;
}
/** Answered at once with what was put out so far; the command and all it started are then ended. */
export interface StopMessage {
  type: 'stop';
  id: number;
}
export type ToHost = RunMessage | StopMessage;

export interface Answered extends Required<CommandAnswer> {
  type: 'answered';
  id: number;
}
/** It was not run. */
export interface Refused {
  type: 'refused';
  id: number;
  code: 'bad_input' | 'not_found' | 'denied' | 'unavailable';
  message: string;
}
export type FromHost = Answered | Refused;
