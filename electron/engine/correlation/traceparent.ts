// The header of W3C Trace Context (https://www.w3.org/TR/trace-context/): one trace, one span in it.

export interface Trace {
  /** 32 and 16 hexadecimal digits. */
  traceId: string;
  spanId: string;
  sampled: boolean;
}

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** null for what is none: version ff, ids of zeros, and anything after version 00. */
export function readTraceparent(text: string | null | undefined): Trace | null {
  const found = shape.exec(text?.trim() ?? '');
  if (found === null) return null;
  const [, version = '', traceId = '', spanId = '', flags = '', more] = found;
  if (version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export const writeTraceparent = ({ traceId, spanId, sampled }: Trace): string =>
  `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
