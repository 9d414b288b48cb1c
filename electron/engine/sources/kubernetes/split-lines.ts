// Cuts a stream of bytes into lines, wherever its pieces are cut. Knows nothing of what is in them.

/**
 * @returns a function that takes the next piece and gives the lines that became whole and are not empty.
 * @throws RangeError from it where a line is longer than `limitBytes`.
 */
export function splitLines(limitBytes: number): (chunk: Buffer) => Buffer[] {
  let parts: Buffer[] = [];
  let size = 0;
  return (chunk) => {
    const lines: Buffer[] = [];
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const piece = chunk.subarray(from, at);
      const line = parts.length === 0 ? piece : Buffer.concat([...parts, piece]);
      if (line.length > limitBytes) throw new RangeError(`a line of more than ${limitBytes / 1024 / 1024} MB`);
      if (line.length > 0) lines.push(line);
      parts = [];
      size = 0;
      from = at + 1;
    }
    if (from < chunk.length) {
      parts.push(chunk.subarray(from));
      size += chunk.length - from;
      if (size > limitBytes) throw new RangeError(`a line of more than ${limitBytes / 1024 / 1024} MB`);
    }
    return lines;
  };
}
