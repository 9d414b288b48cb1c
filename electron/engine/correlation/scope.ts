// What the engine does on one errand carries one id, through every await: a scope at its beginning, and spans within.
// Whoever writes something down asks for the span it is in. A span ends with its work: what that work leaves running, such
// as a loop that follows a source, is on no errand any more. Nothing is recorded here.
import { AsyncLocalStorage } from 'node:async_hooks';
import { takeHex } from './random-pool.ts';
import type { Trace } from './traceparent.ts';

export interface SpanIds {
  /** The same for all of an errand; 32 hexadecimal digits, or the id that somebody else gave it. */
  correlationId: string;
  spanId: string;
}

export interface Span extends SpanIds {
  parentSpanId: string | null;
  component: string;
  startedAt: number;
}

interface Running {
  span: Span;
  ended: boolean;
}

const current = new AsyncLocalStorage<Running | null>();

export const newCorrelationId = (): string => takeHex(32);
export const newSpanId = (): string => takeHex(16);

/** The span in which the caller runs, or null. */
export function currentSpan(): Span | null {
  const running = current.getStore() ?? null;
  return running === null || running.ended ? null : running.span;
}

export interface ScopeOptions {
  component: string;
  now: () => number;
  /** An id that the errand has already, such as a run's. */
  correlationId?: string;
  /** The errand goes on what somebody else began. */
  trace?: Trace | null;
}

/** Runs `work` on an errand of its own, even within another. */
export function correlationScope<T>({ component, now, correlationId, trace }: ScopeOptions, work: (span: Span) => T): T {
  return within(
    {
      correlationId: correlationId ?? trace?.traceId ?? newCorrelationId(),
      spanId: newSpanId(),
      parentSpanId: trace?.spanId ?? null,
      component,
      startedAt: now(),
    },
    work,
  );
} // prettier-ignore

/** A part of an errand, to be handed on by its ids: nothing runs in it. */
export const spanWithin = (correlationId: string): SpanIds => ({ correlationId, spanId: newSpanId() });

function within<T>(span: Span, work: (span: Span) => T): T {
  const running: Running = { span, ended: false };
  const end = (): void => void (running.ended = true);
  let result: T;
  try {
    result = current.run(running, () => work(span));
  } catch (error) {
    end();
    throw error;
  }
  if (result instanceof Promise) result.then(end, end);
  else end();
  return result;
}

/** `work` as it will run later, still in the span of now; itself where there is none. */
export function held<A extends unknown[], T>(work: (...given: A) => T): (...given: A) => T {
  const span = currentSpan();
  if (span === null) return work;
  return (...given) => current.run({ span, ended: false }, () => work(...given));
}

/** Runs `work` in no span: it is done for many at once. */
export const outsideSpans = <T>(work: () => T): T =>
  (current.getStore() ?? null) === null ? work() : current.run(null, work);
