// The last lines of a log that is over, of whatever system: without secrets, and no more than are kept of one that died.
import { assembleLines, type RawLine } from '../logs/assemble-lines.ts';
import { createSecretHider, plainText } from '../logs/clean-text.ts';
import { readFrames } from '../logs/read-frames.ts';
import type { Redactor } from '../redact/redact.ts';

export interface ExcerptLine {
  /** Epoch milliseconds. */
  at: number;
  text: string;
  /** Absent for the output of errors. */
  out?: true;
}

export interface Excerpt {
  lines: ExcerptLine[];
  /** Lines that were read and are not kept, as they were too many or too long together. */
  left: number;
}

export const excerptLines = 200;
const excerptBytes = 64 * 1024;
/** Of one line; a stack in one line may be long, a dump need not be whole. */
const lineChars = 4096;
/** Whatever a system sends, no more of it is read. */
const readBytes = 4 * 1024 * 1024;

export interface ReadExcerpt {
  chunks: AsyncIterable<Buffer>;
  /** Docker's frames of two outputs. */
  framed: boolean;
  redactor: Redactor;
  now: () => number;
}

/** @throws what reading throws; the caller says what could not be fetched. */
export async function readExcerpt({ chunks, framed, redactor, now }: ReadExcerpt): Promise<Excerpt> {
  const raw: RawLine[] = [];
  let dropped = 0;
  const keep = (line: RawLine): void => {
    // A chunk may hold many times what is kept; its bytes must not stay with it.
    raw.push({ ...line, bytes: Buffer.from(line.bytes.subarray(0, lineChars)) });
    if (raw.length > 2 * excerptLines) dropped += raw.splice(0, raw.length - excerptLines).length;
  };
  const outputs = [assembleLines(false, now, keep), assembleLines(true, now, keep)] as const;
  const takeFrames = readFrames((err, content) => outputs[err ? 1 : 0].take(content, true));
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (framed) takeFrames(chunk);
    else outputs[0].take(chunk, false);
    if (size > readBytes) break;
  }
  for (const output of outputs) output.end();
  return cut(raw.map(cleaned(redactor, framed)), dropped);
}

function cleaned(redactor: Redactor, framed: boolean): (line: RawLine) => ExcerptLine {
  // A key may span lines; each output has its own.
  const hiders = [createSecretHider(redactor), createSecretHider(redactor)] as const;
  return ({ at, err, bytes }) => {
    const { text } = hiders[err ? 1 : 0].hide(plainText(bytes.toString('utf8')));
    return { at, text: text.toWellFormed(), ...(framed && !err && { out: true as const }) };
  };
}

/** The last of them that fit. */
function cut(lines: ExcerptLine[], dropped: number): Excerpt {
  let bytes = 0;
  let from = lines.length;
  while (from > 0 && lines.length - from < excerptLines) {
    bytes += Buffer.byteLength(lines[from - 1]?.text ?? '') + 1;
    if (bytes > excerptBytes) break;
    from--;
  }
  return { lines: lines.slice(from), left: dropped + from };
}
