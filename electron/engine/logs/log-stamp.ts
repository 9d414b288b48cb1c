// The timestamp at the beginning of a log line, to the nanosecond, as Docker and Kubernetes write it (RFC 3339).

export interface Stamp {
  /** Epoch milliseconds, whole. */
  at: number;
  /** Nanoseconds below the millisecond. */
  nanos: number;
}

export interface ReadStamp extends Stamp {
  /** Where the text after the stamp and one blank begins. */
  end: number;
}

const zero = 0x30;
const longest = 36;

/** null where the bytes from `from` on are no timestamp followed by a blank, or by the end. */
export function readStamp(bytes: Buffer, from: number, to: number): ReadStamp | null {
  const end = Math.min(to, from + longest);
  if (end - from < 20 || bytes[from + 4] !== 0x2d || bytes[from + 10] !== 0x54 || bytes[from + 13] !== 0x3a)
    return null;
  const whole = Date.UTC(
    two(bytes, from) * 100 + two(bytes, from + 2),
    two(bytes, from + 5) - 1,
    two(bytes, from + 8),
    two(bytes, from + 11),
    two(bytes, from + 14),
    two(bytes, from + 17),
  );
  if (Number.isNaN(whole)) return null;
  let place = from + 19;
  let fraction = 0;
  if (bytes[place] === 0x2e) {
    let digits = 0;
    for (place++; place < end && isDigit(bytes[place]); place++) {
      if (digits++ < 9) fraction = fraction * 10 + ((bytes[place] ?? zero) - zero);
    }
    if (digits === 0) return null;
    fraction *= 10 ** (9 - Math.min(9, digits));
  }
  const zone = readZone(bytes, place, end);
  if (zone === null) return null;
  place = zone.end;
  if (place < to && bytes[place] !== 0x20) return null;
  return {
    at: whole - zone.aheadMs + Math.floor(fraction / 1_000_000),
    nanos: fraction % 1_000_000,
    end: Math.min(to, place + 1),
  };
}

function readZone(bytes: Buffer, place: number, end: number): { aheadMs: number; end: number } | null {
  const sign = bytes[place];
  if (sign === 0x5a) return { aheadMs: 0, end: place + 1 };
  if ((sign !== 0x2b && sign !== 0x2d) || end - place < 6) return null;
  const minutes = two(bytes, place + 1) * 60 + two(bytes, place + 4);
  return { aheadMs: (sign === 0x2b ? minutes : -minutes) * 60_000, end: place + 6 };
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= zero && byte <= 0x39;

/** NaN where they are no digits. */
function two(bytes: Buffer, at: number): number {
  const [tens, ones] = [bytes[at], bytes[at + 1]];
  return isDigit(tens) && isDigit(ones) ? ((tens ?? 0) - zero) * 10 + ((ones ?? 0) - zero) : Number.NaN;
}

/** Negative where the first is earlier. */
export function compareStamps(one: Stamp, other: Stamp): number {
  return one.at - other.at || one.nanos - other.nanos;
}

/** `2026-11-20T20:12:50.123456789Z` */
export function stampInWords({ at, nanos }: Stamp): string {
  return `${new Date(at).toISOString().slice(0, -1)}${String(nanos).padStart(6, '0')}Z`;
}
