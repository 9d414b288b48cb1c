import { expect, test } from 'vitest';
import type { BacktestAlert } from '#engine/triggers/backtest.ts';
import { alarmLines, backtestLines } from './backtest-lines.ts';
import { readBacktestCommand, type BacktestCommand } from './backtest-request.ts';
import { readCommandLine } from './command-line.ts';
import { plainPaint } from './terminal-text.ts';

const t0 = Date.UTC(2026, 0, 1);
const alert: BacktestAlert = {
  group: 'g',
  name: 'Down',
  expr: 'up == 0',
  forMs: 60_000,
  keepFiringForMs: 0,
  intervalMs: 30_000,
  planned: 21,
  evaluations: 21,
  failures: [],
  gaps: [],
  spans: [],
  needs: [],
  withoutSamples: [],
  warnings: [],
};
const linesOf = (...alerts: BacktestAlert[]): string[] =>
  backtestLines({ fromMs: t0, toMs: t0 + 600_000, alerts, complete: alerts.every(({ failures }) => failures.length === 0) }, plainPaint); // prettier-ignore

test('an alert that fired has its times, values and texts', () => {
  const values = { first: '0', last: '3', least: '0', greatest: '4' };
  const span = {
    labels: { alertname: 'Down', instance: 'a\u001B[2J' },
    annotations: { summary: 'a is down' },
    pendingFromMs: t0,
    firingFromMs: t0 + 60_000,
    lastTrueAtMs: t0 + 90_000,
    toMs: t0 + 120_000,
    values,
  };
  const open = { ...span, labels: {}, annotations: {}, firingFromMs: t0, toMs: null, values: { ...values, last: '0', greatest: '0' } }; // prettier-ignore
  expect(linesOf({ ...alert, spans: [span, open] })).toEqual([
    'From 2026-01-01T00:00:00Z to 2026-01-01T00:10:00Z',
    '',
    'Down  fired 2 times  group g, for 1 min, every 30 s',
    '  {instance="a\\u001b[2J"}',
    '    pending from 2026-01-01T00:00:00Z, firing from 2026-01-01T00:01:00Z, over at 2026-01-01T00:02:00Z',
    '    value first 0, last 3, least 0, greatest 4',
    '    summary: a is down',
    '  {}',
    '    firing from 2026-01-01T00:00:00Z, not over at the end',
    '    value 0',
    '',
    '1 alert, of which 1 fired',
  ]);
});

test('what was not seen is never a plain "did not fire"', () => {
  const failure = { fromMs: t0, toMs: t0, evaluations: 1, reason: 'too many samples' };
  expect(linesOf(alert)[2]).toBe('Down  did not fire  group g, for 1 min, every 30 s');
  const partly = linesOf({ ...alert, failures: [failure], gaps: [{ fromMs: t0, toMs: t0 + 90_000 }], needs: ['job:x'], withoutSamples: [{ metric: 'up', evaluations: 21 }], warnings: ['w'] }); // prettier-ignore
  expect(partly.slice(2)).toEqual([
    'Down  did not fire in 20 of 21 evaluations  group g, for 1 min, every 30 s',
    '  ! could not be evaluated 1 time, at 2026-01-01T00:00:00Z: too many samples',
    '  ! nothing known from 2026-01-01T00:00:00Z to 2026-01-01T00:01:30Z: the time of "for" stood still',
    '  ! needs the series job:x, which a recording rule makes',
    '  ! no samples of up at 21 of 21 evaluations',
    '  ! Prometheus warns: w',
    '',
    '1 alert, of which 0 fired; not everything could be evaluated',
  ]);
  const none = linesOf({ ...alert, evaluations: 5, failures: [{ ...failure, evaluations: 5 }] });
  expect(none.slice(2, 5)).toEqual([
    'Down  not evaluated  group g, for 1 min, every 30 s',
    '  ! could not be evaluated 5 times, at 2026-01-01T00:00:00Z: too many samples',
    '  ! stopped after 5 of 21 evaluations',
  ]);
});

function commandOf(...args: string[]): BacktestCommand {
  const asked = readCommandLine(['backtest', 'rules.yml', ...args]);
  if (asked.kind !== 'command') throw new Error('no command');
  return readBacktestCommand(asked.line);
}

test('times are ISO or numbers, and what is not clear is refused', () => {
  const url = ['--prometheus', 'http://user:pass@localhost:9090/prefix/'];
  const read = commandOf(...url, '--start', '2026-01-01T01:00:00+01:00', '--end', '1767226200', '--interval', '30s');
  expect(read).toMatchObject({ rulesFile: 'rules.yml', fromMs: t0, toMs: t0 + 600_000, intervalMs: 30_000, json: false }); // prettier-ignore
  expect(commandOf(...url, '--start', '2026-01-01', '--end', `${t0}`)).toMatchObject({ fromMs: t0, toMs: t0, intervalMs: null }); // prettier-ignore
  const start = ['--start', '2026-01-01'];
  const refused: [string[], RegExp][] = [
    [[...start, '--end', '2026-01-02'], /needs --prometheus/],
    [['--prometheus', 'localhost:9090', ...start, '--end', '2026-01-02'], /begins with http/],
    [[...url, ...start], /needs --end/],
    [[...url, ...start, '--end', '2026-01-02T00:00:00'], /with Z or an offset/],
    [[...url, ...start, '--end', 'tomorrow'], /it must be a time/],
    [[...url, ...start, '--end', '2025-01-01'], /before --start/],
    [[...url, ...start, '--end', '2026-01-02', '--interval', '30'], /at least 1s/],
  ];
  for (const [args, words] of refused) expect(() => commandOf(...args), args.join(' ')).toThrow(words);
});

test('a record is asked in the place of a server, of its last day where no time is named', () => {
  const read = (...words: string[]): BacktestCommand => {
    const asked = readCommandLine(['backtest', 'rules.yml', ...words]);
    if (asked.kind !== 'command') throw new Error('help');
    return readBacktestCommand(asked.line);
  };
  expect(read('--record', '/data')).toMatchObject({ from: { record: '/data' }, fromMs: null, toMs: null });
  expect(read('--record', '/data', '--start', '2026-01-01')).toMatchObject({ fromMs: t0, toMs: null });
  expect(() => read('--record', '/data', '--prometheus', 'http://p')).toThrow('either --prometheus or --record');
  expect(() => read('--start', '1', '--end', '2')).toThrow(
    'backtest needs --prometheus URL, or --record with a folder or a bundle',
  );
});

test('firings are held against incidents, and what was missed is named', () => {
  const firing = { labels: {}, fromMs: t0, toMs: null, value: '1', incident: null };
  const incident = { id: 'i', number: 3, title: 'T' };
  const result = { name: 'Down', expr: '', fromMs: t0, toMs: t0, intervalMs: 1000, evaluations: 1, unknownEvaluations: 0, unknown: [], totalFirings: 2, missed: [{ id: 'j', number: 4, title: 'U', known: false }], firings: [{ ...firing, alarm: 'true_alarm' as const, incident }, { ...firing, alarm: 'false_alarm' as const }] }; // prettier-ignore
  expect(alarmLines([result])).toEqual(['', 'Down: 1 during an incident, 1 for nothing, 0 not judged; INC-3', 'Down: quiet in INC-4 (not all recorded)']); // prettier-ignore
  expect(alarmLines([])).toEqual([]);
});
