// Whether a message from a screen is one that the transport can read. The transport throws on any other, where nobody can
// catch it, and the process would end. What is asked for, and with what input, the contract checks afterwards.

/** As the loopback server's limit for one WebSocket message. */
export const frameLimitChars = 2 * 1024 * 1024;

const request = 1;
const iteratorEvent = 3;
const abort = 4;
const origin = 'http://orpc';

/** Only text is taken: no operation has a file or a stream for its input, and so no screen of ours sends bytes. */
export function isRequestFrame(data: unknown): data is string {
  if (typeof data !== 'string' || data.length > frameLimitChars) return false;
  const frame = parse(data);
  if (!isRecord(frame) || typeof frame.i !== 'string' || frame.i.length > 64) return false;
  const type = frame.t ?? request;
  if (type === abort) return true;
  if (!isRecord(frame.p)) return false;
  if (type === iteratorEvent) return typeof frame.p.e === 'string';
  return type === request && isUrl(frame.p.u) && isMethod(frame.p.m) && areHeaders(frame.p.h);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is simply not a frame.
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isUrl(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return value.startsWith('/') ? URL.canParse(origin + value) : value.startsWith(`${origin}/`) && URL.canParse(value);
}

const isMethod = (value: unknown): boolean => value === undefined || value === 'GET' || value === 'POST';

/** Headers that would make the transport read the body as a form, a file or a stream are not among ours. */
function areHeaders(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([name, text]) => typeof text === 'string' && !/^content-/i.test(name));
}
