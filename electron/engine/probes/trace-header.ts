// The header by which a service can say what it did for one of our looks. It goes to this machine alone, unless the plan asks
// for more: elsewhere it would tell strangers which of their requests belong together.
import { currentSpan } from '#engine/correlation/scope.ts';
import { writeTraceparent } from '#engine/correlation/traceparent.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** @param wish What the plan says of it; undefined where it says nothing. Returns null where it is not sent. */
export function traceHeader(url: URL, wish: boolean | undefined): string | null {
  if (wish === false || (wish === undefined && !loopback.test(url.hostname))) return null;
  const span = currentSpan();
  const traceId = span?.correlationId.replaceAll('-', '') ?? '';
  if (span === null || !/^(?!0+$)[0-9a-f]{32}$/.test(traceId)) return null;
  return writeTraceparent({ traceId, spanId: span.spanId, sampled: true });
}
