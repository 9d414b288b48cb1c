// Makes lines of the bytes of one output, however they are cut: takes the timestamps off, joins what the engine split at
// its own limit, and cuts what is longer than is kept. Does not look into the text.
import { lineLimitBytes } from '#shared/model/log-lines.ts';
import { readStamp, type Stamp } from './log-stamp.ts';

export interface RawLine extends Stamp {
  err: boolean;
  bytes: Buffer;
  cut: boolean;
}

export interface Assembler {
  /**
   * @param whole the bytes are a message of its own that begins with a timestamp, even where it goes on with a line
   * that an earlier one began; otherwise they are cut anywhere.
   */
  take: (bytes: Buffer, whole: boolean) => void;
  /** The output is over: what was begun is a line too. */
  end: () => void;
}

/** @param now the time of a line that carries none. */
export function assembleLines(err: boolean, now: () => number, onLine: (line: RawLine) => void): Assembler {
  let begun: Buffer[] = [];
  let length = 0;
  let cut = false;

  const add = (part: Buffer): void => {
    // The timestamp is not counted: it is at most this much longer.
    const room = lineLimitBytes + 40 - length;
    if (part.length > room) cut = true;
    if (room <= 0 || part.length === 0) return;
    const kept = part.length > room ? part.subarray(0, room) : part;
    begun.push(kept);
    length += kept.length;
  };
  const finish = (): void => {
    const whole = begun.length === 1 ? (begun[0] as Buffer) : Buffer.concat(begun);
    const stamp = readStamp(whole, 0, whole.length);
    const from = stamp?.end ?? 0;
    let to = whole.length;
    if (!cut && to > from && whole[to - 1] === 0x0d) to--;
    if (to - from > lineLimitBytes) {
      to = from + lineLimitBytes;
      cut = true;
    }
    onLine({ at: stamp?.at ?? now(), nanos: stamp?.nanos ?? 0, err, bytes: whole.subarray(from, to), cut });
    begun = [];
    length = 0;
    cut = false;
  };

  return {
    take: (bytes, whole) => {
      let from = whole && length > 0 ? (readStamp(bytes, 0, bytes.length)?.end ?? 0) : 0;
      for (let at = bytes.indexOf(0x0a, from); at !== -1; at = bytes.indexOf(0x0a, from)) {
        add(bytes.subarray(from, at));
        finish();
        from = at + 1;
      }
      if (from < bytes.length) add(bytes.subarray(from));
    },
    end: () => {
      if (length > 0) finish();
    },
  };
}
