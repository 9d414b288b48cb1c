// Takes apart Docker's stream of two outputs: frames of eight bytes of head (which output, how long) and their content,
// cut anywhere. Knows nothing of lines.
import { OpsError } from '#shared/model/ops-error.ts';

/** Docker's own messages have at most 16 KiB and a timestamp; more than this is no stream of frames. */
const frameLimitBytes = 16 * 1024 * 1024;
const headBytes = 8;

/** @returns a function that takes the next bytes. It throws OpsError `unavailable` where they are no frames. */
export function readFrames(onFrame: (err: boolean, content: Buffer) => void): (bytes: Buffer) => void {
  let rest: Buffer | null = null;
  /** Pieces of a frame that spans several chunks, gathered once instead of at every chunk. */
  let pieces: Buffer[] = [];
  let missing = 0;
  let err = false;

  return (chunk) => {
    let bytes = chunk;
    if (missing > 0) {
      const piece = bytes.subarray(0, missing);
      pieces.push(piece);
      missing -= piece.length;
      if (missing > 0) return;
      onFrame(err, Buffer.concat(pieces));
      pieces = [];
      bytes = bytes.subarray(piece.length);
    } else if (rest !== null) {
      bytes = Buffer.concat([rest, bytes]);
      rest = null;
    }
    let at = 0;
    while (bytes.length - at >= headBytes) {
      const kind = bytes[at];
      const length = bytes.readUInt32BE(at + 4);
      if ((kind ?? 9) > 3 || length > frameLimitBytes) {
        throw new OpsError('unavailable', 'it sent something that is not a stream of log lines');
      }
      err = kind === 2;
      const from = at + headBytes;
      if (bytes.length - from < length) {
        pieces = [bytes.subarray(from)];
        missing = length - (bytes.length - from);
        return;
      }
      onFrame(err, bytes.subarray(from, from + length));
      at = from + length;
    }
    if (at < bytes.length) rest = bytes.subarray(at);
  };
}
