// The console's own errors as envelopes, so that they are grouped, counted and seen like any other's. An error in taking one
// makes none.
import { OpsError } from '#shared/model/ops-error.ts';
import { currentSpan } from '../correlation/scope.ts';
import { version } from '../version.ts';
import type { Ingest } from './ingest.ts';
import { framesOfTrace, topFrame } from './top-frame.ts';

export interface LoggedError {
  /** Under which the log has it. */
  id: string;
  message: string;
  error: unknown;
  at: number;
}

const mostAMinute = 60;

/** At most sixty a minute are taken; the log has all, and how many were passed over is said with the next. */
export function takeOwnErrors(ingest: Ingest): (logged: LoggedError) => void {
  let minute = 0;
  let taken = 0;
  let passedOver = 0;
  return (logged) => {
    const now = Math.floor(logged.at / 60_000);
    if (now !== minute) [minute, taken] = [now, 0];
    if (++taken > mostAMinute) {
      passedOver++;
      return;
    }
    const value = envelopeOf(logged, passedOver);
    passedOver = 0;
    void ingest.take([{ value }], { ingest: 'engine' });
  };
}

function envelopeOf({ id, message, error, at }: LoggedError, passedOver: number): Record<string, unknown> {
  const stack = error instanceof Error ? error.stack : undefined;
  const frame = stack === undefined ? null : topFrame(framesOfTrace(stack));
  const module = frame === null ? null : /([\w-]+)\/[\w.-]+#/.exec(frame)?.[1];
  const code = error instanceof OpsError ? error.code : 'internal';
  const span = currentSpan();
  return {
    timestamp: at,
    layer: 'L6',
    component: module === null || module === undefined ? 'readyroom' : `readyroom.${module}`,
    error_class: `system.${code}`,
    severity: 'ERROR',
    message,
    exception_chain: chainOf(error),
    stacktrace: stack,
    release: version,
    engine_version: version,
    context: { log_id: id, ...(passedOver > 0 && { passed_over: passedOver }) },
    ...(span !== null && { correlation_id: span.correlationId, span_id: span.spanId, parent_span_id: span.parentSpanId ?? undefined }),
  };
} // prettier-ignore

function chainOf(error: unknown): { type: string }[] {
  const chain: { type: string }[] = [];
  for (let one = error; one instanceof Error && chain.length < 10; one = one.cause) chain.push({ type: one.name });
  return chain;
}
