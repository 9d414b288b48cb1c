// Cuts the items out of a list while it arrives, so that each is parsed by itself and the loop is never blocked by a whole
// page. It counts braces outside of strings and knows nothing of what the items are.

export interface ItemScanner {
  /** Takes the next piece; returns the items that became whole, each as its JSON. */
  push: (chunk: Buffer) => Buffer[];
  /** All that stands before the items, as soon as they begin; null before. */
  head: () => unknown;
  /** To be called when no more comes. @throws SyntaxError where the answer is not whole. */
  end: () => unknown;
}

const lookBack = 64;
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93];

/** @throws RangeError from `push` where one item, or what is around them, is larger than the limit. */
export function scanItems(limitBytes: number): ItemScanner {
  /** Pieces of what is around the items, and of the item that is being read. */
  const around: Buffer[] = [];
  let parts: Buffer[] = [];
  let aroundBytes = 0;
  let partsBytes = 0;
  let phase: 'head' | 'items' | 'tail' = 'head';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let begun: unknown = null;

  const keep = (piece: Buffer): void => {
    around.push(piece);
    aroundBytes += piece.length;
    if (aroundBytes > limitBytes) throw new RangeError('the head of the list is too large');
  };
  const keepPart = (piece: Buffer): void => {
    parts.push(piece);
    partsBytes += piece.length;
    if (partsBytes > limitBytes) throw new RangeError(`an object of more than ${limitBytes / 1024 / 1024} MB`);
  };
  /** Whether the array that opens here is the one of the items. */
  const opensItems = (chunk: Buffer, from: number, at: number, level: number): boolean => {
    if (phase !== 'head' || level !== 1) return false;
    // A key and what may stand between it and its value; the pieces before may be of any size.
    let before = chunk.subarray(Math.max(from, at - lookBack), at);
    for (let back = around.length - 1; before.length < lookBack && back >= 0; back--) {
      before = Buffer.concat([around[back] as Buffer, before]);
    }
    return /"items"\s*:\s*$/.test(before.toString('latin1', Math.max(0, before.length - lookBack)));
  };
  const beginItems = (chunk: Buffer, from: number, at: number): void => {
    keep(chunk.subarray(from, at + 1));
    phase = 'items';
    try {
      begun = JSON.parse(`${Buffer.concat(around).toString('utf8')}]}`);
    } catch {
      // Something else stands before the items than usual; the whole of it is read at the end.
      begun = null;
    }
  };

  const push = (chunk: Buffer): Buffer[] => {
    const whole: Buffer[] = [];
    const size = chunk.length;
    // What every byte needs is kept in locals: this is as hot as the parsing itself.
    let level = depth;
    let at = 0;
    /** Where the present item, or what is around, begins in this chunk. */
    let from = 0;
    while (at < size) {
      if (inString) {
        at = endOfString(chunk, at);
        if (at > size) break;
        inString = false;
      }
      const stop = nextMark(chunk, at);
      if (stop === size) break;
      const byte = chunk[stop];
      at = stop + 1;
      if (byte === quote) inString = true;
      else if (byte === openBrace || byte === openBracket) {
        if (byte === openBracket && opensItems(chunk, from, stop, level)) beginItems(chunk, from, stop);
        else if (phase === 'items' && level === 2) from = stop;
        level++;
      } else {
        level--;
        if (phase !== 'items') continue;
        if (level === 2) whole.push(endItem(chunk.subarray(from, at)));
        else if (level === 1) {
          phase = 'tail';
          from = stop;
        }
      }
    }
    depth = level;
    if (phase !== 'items') keep(chunk.subarray(from));
    else if (level > 2) keepPart(chunk.subarray(from));
    return whole;
  };
  const endItem = (last: Buffer): Buffer => {
    keepPart(last);
    const item = parts.length === 1 ? last : Buffer.concat(parts);
    parts = [];
    partsBytes = 0;
    return item;
  };
  /** The place after the quote that ends the string; beyond the end where it is not in this chunk. */
  const endOfString = (chunk: Buffer, start: number): number => {
    const size = chunk.length;
    let at = start;
    if (escaped) {
      at++;
      escaped = false;
    }
    while (at < size) {
      const byte = chunk[at++];
      if (byte === quote) return at;
      if (byte !== backslash) continue;
      if (at === size) escaped = true;
      at++;
    }
    return size + 1;
  };

  return {
    push,
    head: () => begun,
    end: () => JSON.parse(Buffer.concat(around).toString('utf8')) as unknown,
  };
}

/** The next byte outside of strings that means something to the structure, or the end. */
function nextMark(chunk: Buffer, start: number): number {
  const size = chunk.length;
  let at = start;
  while (at < size) {
    const byte = chunk[at];
    if (byte === quote || byte === openBrace || byte === closeBrace || byte === openBracket || byte === closeBracket) break; // prettier-ignore
    at++;
  }
  return at;
}
