// From bytes to lines: frames and timestamps cut anywhere, lines that the engine split, lines that are too long.
import { expect, test } from 'vitest';
import { lineLimitBytes } from '#shared/model/log-lines.ts';
import { assembleLines, type RawLine } from './assemble-lines.ts';
import { frameOf, logStamp, nanosAfter } from './fake-log-engine.fixture.ts';
import { compareStamps, readStamp, stampInWords } from './log-stamp.ts';
import { readFrames } from './read-frames.ts';

const stampOf = (text: string) => readStamp(Buffer.from(text), 0, Buffer.byteLength(text));

/** Reads bytes in pieces of the given size, in frames or as they are. */
function read(bytes: Buffer, size: number, framed = true): RawLine[] {
  const lines: RawLine[] = [];
  const [out, err] = [false, true].map((isErr) => assembleLines(isErr, () => 7, (line) => lines.push(line))); // prettier-ignore
  const frames = readFrames((isErr, content) => (isErr ? err : out)?.take(content, true));
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    if (framed) frames(piece);
    else out?.take(piece, false);
  }
  out?.end();
  err?.end();
  return lines;
}
const texts = (lines: RawLine[]): string[] =>
  lines.map(({ err, bytes }) => `${err ? 'err' : 'out'} ${bytes.toString()}`);

test('timestamps are read to the nanosecond, with any zone and number of digits', () => {
  expect(stampOf('2026-11-20T20:12:50.123456789Z text')).toEqual({ at: Date.UTC(2026, 10, 20, 20, 12, 50, 123), nanos: 456_789, end: 31 }); // prettier-ignore
  expect(stampOf('2026-11-20T20:12:50.5+02:00 x')).toMatchObject({ at: Date.UTC(2026, 10, 20, 18, 12, 50, 500), nanos: 0 }); // prettier-ignore
  expect(stampOf('2026-11-20T20:12:50Z')).toMatchObject({ at: Date.UTC(2026, 10, 20, 20, 12, 50), end: 20 });
  for (const none of [
    '2026-11-20 20:12:50Z x',
    '2026-11-20T20:12:50 x',
    '2026-1x-20T20:12:50Z x',
    '2026-11-20T20:12:50.Z x',
    'short',
  ]) {
    // prettier-ignore
    expect(stampOf(none)).toBeNull();
  }
  const stamp = { at: Date.UTC(2026, 0, 1), nanos: 42 };
  expect(stampInWords(stamp)).toBe('2026-01-01T00:00:00.000000042Z');
  expect(compareStamps(stamp, { ...stamp, nanos: 43 })).toBeLessThan(0);
});

test('frames of two outputs come out the same wherever they are cut', () => {
  const bytes = Buffer.concat(
    ['one\n', 'zwei ü\n', '\n', 'four\r\n'].map((text, at) => frameOf({ nanos: nanosAfter(at, 1), err: at % 2 === 1, text })), // prettier-ignore
  );
  const wanted = ['out one', 'err zwei ü', 'out ', 'err four'];
  for (const size of [1, 2, 3, 7, 8, 9, 40, 41, 1000]) expect(texts(read(bytes, size))).toEqual(wanted);
  expect(read(bytes, 5)[1]).toMatchObject({ at: Number(nanosAfter(1) / 1_000_000n), nanos: 1 });
});

test('a line that the engine split is one line, and keeps the time of its beginning', () => {
  const part = 'x'.repeat(16_384);
  const messages = [
    { nanos: nanosAfter(1), err: false, text: part },
    { nanos: nanosAfter(2), err: true, text: 'between\n' },
    { nanos: nanosAfter(3), err: false, text: part },
    { nanos: nanosAfter(4), err: false, text: 'end\n' },
  ];
  const lines = read(Buffer.concat(messages.map(frameOf)), 999);
  expect(lines.map(({ bytes }) => bytes.length)).toEqual([7, 2 * 16_384 + 3]);
  expect(lines[1]).toMatchObject({ at: Number(nanosAfter(1) / 1_000_000n), cut: false });
  expect(lines[1]?.bytes.toString()).toBe(`${part}${part}end`);
});

test('a line that is too long is cut and says so, and the next one is whole', () => {
  const long = `${'y'.repeat(lineLimitBytes + 1)}\n`;
  const lines = read(Buffer.concat([frameOf({ nanos: 0n, err: false, text: long }), frameOf({ nanos: 1n, err: false, text: 'next\n' })]), 5000); // prettier-ignore
  expect(lines.map(({ bytes, cut }) => [bytes.length, cut])).toEqual([[lineLimitBytes, true], [4, false]]); // prettier-ignore
});

test('a terminal has no frames', () => {
  const bytes = Buffer.from(['a', 'b 2', 'last'].map((text, at) => `${logStamp(nanosAfter(at))} ${text}`).join('\r\n'));
  for (const size of [1, 10, 1000]) expect(texts(read(bytes, size, false))).toEqual(['out a', 'out b 2', 'out last']);
});

test('bytes without a timestamp are a line of this moment', () => {
  expect(read(Buffer.from('Error grabbing logs: unexpected EOF\n'), 100, false)).toMatchObject([{ at: 7, nanos: 0 }]);
});

test('what is no stream of frames is refused', () => {
  expect(() => read(Buffer.from('<html>not docker at all</html>'), 100)).toThrow('not a stream of log lines');
});
