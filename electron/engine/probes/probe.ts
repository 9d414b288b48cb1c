// The shape of a probe: look once, return facts. It knows no schedule, no storage and no expectation; the monitor owns
// deadline, retries, redaction and judging.
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { Demand } from '#shared/model/checklist.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import type { Insufficiency } from '#shared/model/judge.ts';
import type { SpanIds } from '../correlation/scope.ts';
import type { Cutoff } from './cutoff.ts';

export interface ProbeContext {
  /** Aborted at the attempt's deadline or when the run is cancelled. A probe that ignores it is abandoned. */
  cutoff: Cutoff;
  /** Of this look, where it is on an errand: by it a service can say what it did for it. */
  span?: SpanIds | undefined;
  /** Epoch milliseconds. */
  now: () => number;
  /** Monotonic milliseconds, for durations. */
  elapsedMs: () => number;
  /** Relative file names are taken from here; null when the plan has no folder (imported text). */
  baseDir: string | null;
  /** Keep-alive connections shared by one run. */
  http: Dispatcher;
  /** Throws OpsError('denied') where the plan may not do this; called again with each address that the name resolves to. */
  permit: (demand: Demand, resolvedFrom?: string) => void;
  /** Runs a command in the probe-host process, never in this one. */
  command: (request: CommandRequest) => Promise<CommandAnswer>;
  /** Reads from the Kubernetes context that a person connected; absent where there is nobody to connect one. */
  kube?: KubeReader | undefined;
}

export interface KubeReader {
  /** The name of the connected context. @throws OpsError `unavailable` where none is. */
  context: () => string;
  /**
   * One path of its API server as JSON; null where there is no such thing.
   * @throws OpsError `unavailable`, `denied`, `timed_out`, or the signal's reason.
   */
  read: (path: string, signal: AbortSignal) => Promise<unknown>;
}

export interface CommandRequest {
  argv: [string, ...string[]];
  cwd?: string;
  env?: Record<string, string>;
  deadlineMs: number;
  signal: AbortSignal;
  /** Refused unless this list has the binary that argv[0] is found to be; absent where there is no list. */
  allowed?: AllowedCommands;
}

export interface AllowedCommands {
  /** The file that a person keeps the list in. */
  file: string;
  /** `path` is absolute; `sha256`, in lower case, of the file there. */
  commands: readonly { path: string; sha256?: string }[];
}

export interface CommandAnswer {
  /** null when it was ended by a signal. */
  exitCode: number | null;
  signal: string | null;
  /** Cut at the output cap; the full sizes are counted all the same. */
  stdout: string;
  stderr: string;
  stdoutBytes: number;
  stderrBytes: number;
  /** It had to be killed at its deadline. */
  timedOut: boolean;
  durationMs: number;
  /** The executable that argv[0] was found to be. */
  path?: string;
}

/** What was seen, before redaction and cutting. */
export interface RawEvidence {
  mediaType: string;
  text: string;
  sizeBytes: number;
}

export interface Observation {
  facts: Facts;
  evidence?: RawEvidence;
}

/** A function where what was seen is put into facts later, once, many in a row. It looks at nothing any more, and its work is short. */
export type Observed = Observation | (() => Observation);

export interface Probe<P = unknown> {
  kind: string;
  /** One sentence for editors and for `--help`. */
  doc: string;
  /** Parameters as a plan writes them; unknown keys are refused. `${name}` is replaced before `run`. */
  params: z.ZodType<P>;
  facts: FactSchema;
  /** What it will do to this machine or its network; see ProbeContext.permit. */
  demands: (params: P) => Demand[];
  /**
   * For kinds that ask an instrument: why these facts are not enough evidence, or null when they are.
   * Expectations on facts that are absent, or on those named alone, are then inconclusive instead of failed. Pure.
   */
  insufficient?: (facts: Facts) => Insufficiency;
  /** Throws only when it could not look; a refused connection to the thing itself is a fact. */
  run: (params: P, context: ProbeContext) => Promise<Observed>;
}

export function defineProbe<P>(probe: Probe<P>): Probe<P> {
  return probe;
}

/** Probe kinds by name, as the loader, the monitor and the schema generator take them. */
export type ProbeKinds = ReadonlyMap<string, Probe<never>>;
