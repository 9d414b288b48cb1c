import { expect, test } from 'vitest';
import type { ItemState } from '#shared/model/checklist.ts';
import { closingLine, doneLines, runningLines, type DoneItem } from './progress-lines.ts';
import { createProgressScreen } from './progress-screen.ts';
import { colourPaint, columnsOf, fitted, plainPaint, printable } from './terminal-text.ts';

const item: DoneItem = {
  phaseId: 'smoke',
  itemId: 'health',
  title: 'The attestor answers',
  outcome: 'pass',
  reason: 'status == 200',
  durationMs: 12.4,
};
const pipe = { paint: plainPaint, columns: null };

test('a pass is one line, anything else has its reason below, whole', () => {
  expect(doneLines(item, pipe)).toEqual(['pass          smoke/health  The attestor answers  12 ms']);
  const reason = 'status was 503, expected == 200';
  expect(doneLines({ ...item, outcome: 'fail', reason }, { paint: plainPaint, columns: 30 })).toEqual([
    'fail          smoke/health  T…',
    `              ${reason}`,
  ]);
});

test('what a probed system says cannot move the cursor or forge a line', () => {
  const reason = 'seen \u001B[2J\u001B[32mpass\nsmoke/other\u202Ex';
  expect(doneLines({ ...item, outcome: 'fail', reason }, pipe)[1]?.trim()).toBe('seen  [2J [32mpass smoke/other x');
  expect(printable('a\u0000\u009Bb')).toBe('a b');
});

test('colour is around the outcome and does not count as width', () => {
  expect(doneLines(item, { paint: colourPaint, columns: 40 })[0]).toBe(
    '\u001B[32mpass        \u001B[0m  smoke/health  The…  12 ms',
  );
});

test('text is cut by columns: wide characters take two', () => {
  expect(columnsOf('日本')).toBe(4);
  expect(fitted('日本語', 5)).toBe('日本…');
  expect(fitted('日本語', 4)).toBe('日…');
  expect(fitted('abc', 3)).toBe('abc');
  expect(fitted('abcd', 0)).toBe('');
});

const state = (itemId: string, running: ItemState['running']) =>
  ({ phaseId: 'p', itemId, title: 'T', running }) as ItemState;

test('the block shows what is looked at, within its rows, and counts the rest', () => {
  const items = [
    state('a', { state: 'looking', attempt: 1, attempts: 1 }),
    state('b', { state: 'backing_off', attempt: 2, attempts: 3 }),
    state('c', { state: 'looking', attempt: 1, attempts: 1 }),
    state('d', { state: 'waiting', attempt: 1, attempts: 1 }),
  ];
  expect(runningLines(items, 4, 8, 3, pipe)).toEqual([
    'looks         p/a  T',
    'waits         p/b  attempt 2 of 3  T',
    '4 of 8 done',
  ]);
});

test('the closing line says the verdict and its counts', () => {
  const run = { verdict: 'inconclusive', state: 'finished', counts: { pass: 4, open: 1 } };
  expect(closingLine({ run, results: [] } as never, pipe)).toBe('Not proven: 4 passed, 1 open');
});

test('on a terminal the block is redrawn in place and lines that stay go above it', () => {
  let written = '';
  const screen = createProgressScreen({ write: (text) => (written += text), isTTY: true, columns: 80, rows: 24 }, {});
  screen.draw(['one', 'two']);
  screen.keep(['kept']);
  screen.draw(['three']);
  expect(written).toBe('one\ntwo\n\u001B[2A\u001B[Jkept\nthree\n');
});

test('in a pipe there are plain lines only, and NO_COLOR takes the colour of a terminal', () => {
  let written = '';
  const write = (text: string) => (written += text);
  const piped = createProgressScreen({ write }, {});
  piped.draw(['block']);
  piped.keep([piped.style().paint('red', 'line')]);
  expect(written).toBe('line\n');
  const plain = createProgressScreen({ write, isTTY: true, columns: 20 }, { NO_COLOR: '1' });
  expect(plain.style()).toEqual({ paint: plainPaint, columns: 20 });
  expect(createProgressScreen({ write, isTTY: true }, { TERM: 'dumb' }).blockRows()).toBe(0);
});
