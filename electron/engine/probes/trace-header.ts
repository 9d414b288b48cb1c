// The header by which a service can say what it did for one of our looks. It goes to this machine alone, unless the plan asks
// for more: elsewhere it would tell strangers which of their requests belong together.
import type { SpanIds } from '#engine/correlation/scope.ts';
import { writeTraceparent } from '#engine/correlation/traceparent.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export const isThisMachine = (url: URL): boolean => loopback.test(url.hostname);

/** @param wish What the plan says of it; where it says nothing, whether it goes to this machine. Returns null where it is not sent. */
export function traceHeader(wish: boolean, span: SpanIds | undefined): string | null {
  if (!wish || span === undefined) return null;
  const traceId = traceIdOf(span.correlationId);
  return traceId === null ? null : writeTraceparent({ traceId, spanId: span.spanId, sampled: true });
}

/** All looks of a run are on one errand. */
let last: { correlationId: string; traceId: string | null } = { correlationId: '', traceId: null };

/** The errand's id as that of a trace; null where it is somebody else's and cannot be one. */
function traceIdOf(correlationId: string): string | null {
  if (last.correlationId !== correlationId) {
    const digits = correlationId.replaceAll('-', '');
    last = { correlationId, traceId: /^(?!0+$)[0-9a-f]{32}$/.test(digits) ? digits : null };
  }
  return last.traceId;
}
