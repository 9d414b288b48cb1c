import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { look, testNow } from './context.fixture.ts';
import { logProbe } from './log.ts';

function newFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'log-probe-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'x.jsonl');
  writeFileSync(file, text);
  return file;
}
const numbered = (numbers: number[]): string => numbers.map((seq) => `{"seq":${seq}}\n`).join('');
const lookAt = async (text: string, more: object = {}) =>
  look(logProbe, { file: newFile(text), format: 'jsonl', ...more });

describe('a log of JSON lines', () => {
  test('that is whole has no gaps and nothing malformed', async () => {
    const { facts } = await lookAt(numbered([41, 42, 43]), { sequence: 'seq' });
    expect(facts).toMatchObject({
      exists: true,
      lines: 3,
      malformed: 0,
      gaps: 0,
      missing: 0,
      duplicates: 0,
      outOfOrder: 0,
      partial: false,
    });
    expect(facts).not.toHaveProperty('firstGap');
  });

  test('with a gap names it, in the facts and in the evidence', async () => {
    const { facts, evidence } = await lookAt(numbered([40, 41, 44, 45, 50]), { sequence: 'seq' });
    expect(facts).toMatchObject({
      gaps: 2,
      missing: 6,
      firstGap: 'after 41 comes 44 (line 3)',
      details: { gaps: 'after 41 comes 44 (line 3)' },
    });
    expect(evidence?.text).toContain('gap at line 3: after 41 comes 44\ngap at line 5: after 45 comes 50');
  });

  test('whose lines come late or twice says so, and a late line fills its gap', async () => {
    const { facts } = await lookAt(numbered([1, 2, 5, 4, 4, 6]), { sequence: 'seq' });
    expect(facts).toMatchObject({
      gaps: 1,
      missing: 1,
      outOfOrder: 1,
      duplicates: 1,
      firstGap: 'after 2 comes 4 (line 3)',
    });
  });

  test('in which no line carries the number proves nothing about gaps', async () => {
    const { facts } = await lookAt('{"a":1}\n{"seq":"2"}\n', { sequence: 'seq' });
    expect(facts).toMatchObject({ unsequenced: 2, failure: 'no line carries a whole number in "seq"' });
    expect(facts).not.toHaveProperty('gaps');
  });

  test('counts what is not an object as malformed, and a last line in the making as partial', async () => {
    const { facts } = await lookAt('{"a":1}\n\nnot json\n[1]\n{"b":2}\n{"c"');
    expect(facts).toMatchObject({ lines: 4, malformed: 2, partial: true });
    expect(facts['details']).toEqual({ malformed: 'line 3 is not a JSON object: not json' });
    expect((await lookAt('{"a":1}\n{"b":2}')).facts).toMatchObject({ lines: 2, malformed: 0, partial: false });
  });

  test('counts patterns by name, and tells the age of the newest line', async () => {
    const text = `{"time":"2026-11-20T09:59:30Z","m":"INSECURE"}\n{"time":"2026-11-20T09:59:00Z","m":"ok"}\n`;
    const { facts } = await lookAt(text, { patterns: { insecure: 'INSECURE', none: '^x' }, timeField: 'time' });
    expect(facts).toMatchObject({ counts: { insecure: 1, none: 0 }, lastAgeSeconds: 30 });
    expect(testNow).toBe(Date.parse('2026-11-20T10:00:00Z'));
  });

  test('has lines that cross reads put together again, of any length up to 1 MiB', async () => {
    const long = JSON.stringify({ seq: 2, pad: 'é'.repeat(100_000), end: 'needle' });
    const tooLong = JSON.stringify({ seq: 3, pad: 'x'.repeat(1_100_000) });
    const text = `{"seq":1}\n${long}\n${tooLong}\n{"seq":3}\n`;
    const { facts } = await lookAt(text, { sequence: 'seq', patterns: { needle: 'needle' } });
    expect(facts).toMatchObject({ lines: 4, malformed: 1, gaps: 0, counts: { needle: 1 } });
  });

  test('is read from the end where it is longer than is asked for', async () => {
    const { facts } = await lookAt(numbered([1, 5, 6, 7]), { sequence: 'seq', maxBytes: 25 });
    expect(facts).toMatchObject({ lines: 2, gaps: 0, lastSequence: 7, skippedBytes: 15 });
  });
});

test('a log of text counts lines and patterns', async () => {
  const { facts } = await lookAt('one\n\ntwo WARN\nthree', { format: 'text', patterns: { warn: 'WARN|ERROR' } });
  expect(facts).toMatchObject({ lines: 3, malformed: 0, counts: { warn: 1 } });
});

test('no such file is a fact; a folder, and a relative name in a plan without one, are errors', async () => {
  expect((await look(logProbe, { file: '/no/such.log', format: 'text' })).facts).toEqual({
    exists: false,
    failure: 'no such file: /no/such.log',
  });
  await expect(look(logProbe, { file: tmpdir(), format: 'text' })).rejects.toThrow(
    /is not a regular file but a folder/,
  );
  await expect(look(logProbe, { file: 'x.log', format: 'text' })).rejects.toThrow(/relative/);
});

// root may read everything.
test.skipIf(process.getuid?.() === 0)('a log that may not be read is an error', async () => {
  const file = newFile('x');
  chmodSync(file, 0);
  await expect(look(logProbe, { file, format: 'text' })).rejects.toMatchObject({ code: 'denied' });
});

test.each([['(a+)+$'], ['(a+|b)*c'], ['('], ['x'.repeat(501)]])(
  'the pattern %s is refused when the plan is loaded',
  (source) => {
    expect(logProbe.params.safeParse({ file: 'x', format: 'text', patterns: { p: source } }).success).toBe(false);
  },
);
