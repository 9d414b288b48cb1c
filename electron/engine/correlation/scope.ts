// What the engine does on one errand carries one id, through every await: a scope at its beginning, child spans within.
// Whoever writes something down asks for the span it is in. Nothing is recorded here.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Trace } from './traceparent.ts';

export interface Span {
  /** The same for all of an errand; 32 hexadecimal digits, or the id that somebody else gave it. */
  correlationId: string;
  spanId: string;
  parentSpanId: string | null;
  component: string;
  startedAt: number;
}

const current = new AsyncLocalStorage<Span>();

export const newCorrelationId = (): string => randomBytes(16).toString('hex');
export const newSpanId = (): string => randomBytes(8).toString('hex');

/** The span in which the caller runs, or null. */
export const currentSpan = (): Span | null => current.getStore() ?? null;

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
  const span: Span = {
    correlationId: correlationId ?? trace?.traceId ?? newCorrelationId(),
    spanId: newSpanId(),
    parentSpanId: trace?.spanId ?? null,
    component,
    startedAt: now(),
  };
  return current.run(span, () => work(span));
} // prettier-ignore

/** Runs `work` as a part of the errand it is in; outside of any it begins one. */
export function childSpan<T>(component: string, now: () => number, work: (span: Span) => T): T {
  const parent = currentSpan();
  if (parent === null) return correlationScope({ component, now }, work);
  const span: Span = { ...parent, spanId: newSpanId(), parentSpanId: parent.spanId, component, startedAt: now() };
  return current.run(span, () => work(span));
}
