// Cuts the elements of one array out of a JSON answer while it arrives, so that each is read by itself, none has to be kept,
// and the loop is never blocked by the whole. It counts brackets outside of strings and knows nothing of what they mean.

export interface ElementScanner {
  /** Takes the next piece; returns the elements that became whole, each as its JSON. @throws RangeError: too large. */
  push: (chunk: Buffer) => Buffer[];
  /** All that stands around them, with the array empty. @throws SyntaxError where the answer is not whole. */
  end: () => unknown;
}

const lookBackBytes = 64;
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93];

/**
 * @param array the key of the array and how deep it stands; only one of objects is cut, any other is left where it is.
 * @param limitBytes of one element, and of all that is around them.
 */
export function scanElements(array: { key: string; depth: number }, limitBytes: number): ElementScanner {
  const opening = new RegExp(`"${array.key}"\\s*:\\s*$`);
  const around: Buffer[] = [];
  let parts: Buffer[] = [];
  let aroundBytes = 0;
  let partsBytes = 0;
  /** `opened`: the array has begun, and what is in it is not known yet. */
  let phase: 'before' | 'opened' | 'within' | 'after' = 'before';
  let depth = 0;
  let inString = false;
  let escaped = false;

  const keep = (piece: Buffer): void => {
    around.push(piece);
    aroundBytes += piece.length;
    if (aroundBytes > limitBytes) throw new RangeError('too much around the elements');
  };
  const keepPart = (piece: Buffer): void => {
    parts.push(piece);
    partsBytes += piece.length;
    if (partsBytes > limitBytes) throw new RangeError('one element is too large');
  };
  const opens = (chunk: Buffer, from: number, at: number): boolean => {
    let before = chunk.subarray(Math.max(from, at - lookBackBytes), at);
    for (let back = around.length - 1; before.length < lookBackBytes && back >= 0; back--)
      before = Buffer.concat([around[back] as Buffer, before]);
    return opening.test(before.toString('latin1', Math.max(0, before.length - lookBackBytes)));
  };
  const ended = (last: Buffer): Buffer => {
    keepPart(last);
    const element = parts.length === 1 ? last : Buffer.concat(parts);
    parts = [];
    partsBytes = 0;
    return element;
  };
  /** The place after the quote that ends the string; beyond the end where it is not in this chunk. */
  const endOfString = (chunk: Buffer, start: number): number => {
    let at = escaped ? start + 1 : start;
    escaped = false;
    while (at < chunk.length) {
      const byte = chunk[at++];
      if (byte === quote) return at;
      if (byte !== backslash) continue;
      if (at === chunk.length) escaped = true;
      at++;
    }
    return chunk.length + 1;
  };

  const push = (chunk: Buffer): Buffer[] => {
    const whole: Buffer[] = [];
    // What every byte needs is kept in locals: this is as hot as the parsing itself.
    let level = depth;
    let at = 0;
    /** Where the present element, or what is around, begins in this chunk. */
    let from = 0;
    while (at < chunk.length) {
      if (inString) {
        at = endOfString(chunk, at);
        if (at > chunk.length) break;
        inString = false;
      }
      const stop = nextMark(chunk, at);
      if (stop === chunk.length) break;
      const byte = chunk[stop];
      at = stop + 1;
      if (byte === quote) {
        inString = true;
        if (phase === 'opened') phase = 'after';
      } else if (byte === openBrace || byte === openBracket) {
        if (phase === 'opened') {
          if (byte === openBrace) {
            keep(chunk.subarray(from, stop));
            from = stop;
          }
          phase = byte === openBrace ? 'within' : 'after';
        } else if (phase === 'within' && level === array.depth + 1) from = stop;
        else if (phase === 'before' && byte === openBracket && level === array.depth && opens(chunk, from, stop))
          phase = 'opened';
        level++;
      } else {
        level--;
        if (phase === 'opened') phase = 'after';
        if (phase !== 'within') continue;
        if (level === array.depth + 1) whole.push(ended(chunk.subarray(from, at)));
        else if (level === array.depth) {
          phase = 'after';
          from = stop;
        }
      }
    }
    depth = level;
    if (phase !== 'within') keep(chunk.subarray(from));
    else if (level > array.depth + 1) keepPart(chunk.subarray(from));
    return whole;
  };
  return { push, end: () => JSON.parse(Buffer.concat(around).toString('utf8')) as unknown };
}

/** The next byte outside of strings that means something to the structure, or the end. */
function nextMark(chunk: Buffer, start: number): number {
  let at = start;
  while (at < chunk.length) {
    const byte = chunk[at];
    if (byte === quote || byte === openBrace || byte === closeBrace || byte === openBracket || byte === closeBracket) break; // prettier-ignore
    at++;
  }
  return at;
}
