// What a line says of its own level, and that nothing is made up where it says none.
import { expect, test } from 'vitest';
import { levelOf, type LogLevel } from './log-level.ts';

const cases: [LogLevel, string][] = [
  ['info', '{"level":"info","msg":"ok"}'],
  ['error', '{"msg":"nested {\\"level\\":\\"debug\\"}","severity":"ERROR"}'],
  ['warn', '{"time":1,"level":40,"msg":"pino"}'],
  ['fatal', '{"level":60}'],
  ['error', '{"level":3,"msg":"a number of syslog"}'],
  ['warn', `{"msg":"${'x'.repeat(3000)}","log.level":"warning"}`],
  ['unknown', '{"msg":"no level here"}'],
  ['unknown', '{"level":"purple"}'],
  ['debug', 'time=2026-11-20T20:12:50Z level=debug msg="logfmt"'],
  ['error', 'lvl="eror" msg=geth'],
  ['info', 'I0612 14:02:07.123456       1 main.go:12] klog'],
  ['warn', 'W0612 14:02:07.123456       1 main.go:12] klog'],
  ['fatal', 'F0612 14:02:07.123456       1 main.go:12] klog'],
  ['error', '2026-11-20 14:02:07.123 UTC [4711] ERROR:  deadlock detected'],
  ['info', '2026-11-20 14:02:07.123 UTC [4711] LOG:  checkpoint complete'],
  ['error', '[ERROR] it broke'],
  ['error', '2026-11-20 14:02:07,123 ERROR it broke'],
  ['info', '14:02:07.123 [main] INFO com.example.App - started'],
  ['warn', '2026-11-20T14:02:07Z [warn] slow'],
  ['error', '2026/11/20 14:02:07 [error] 31#31: *1 open() failed'],
  ['error', 'error: no such file'],
  ['fatal', 'panic: runtime error: index out of range'],
  ['error', 'error[E0308]: mismatched types'],
  ['fatal', '<2>kernel words'],
  ['info', '<14>syslog words'],
  ['unknown', 'GET /error HTTP/1.1 200'],
  ['unknown', 'the word info stands in a sentence, level is not said'],
  ['unknown', '    at Object.error (index.js:3:1)'],
  ['unknown', ''],
  ['unknown', 'Information wants to be free'],
  ['unknown', 'constructor: prototype'],
];

test.each(cases)('%s: %s', (level, text) => {
  expect(levelOf(text)).toBe(level);
});

test('a long hostile line is passed over once', () => {
  // A pass from each place in it anew would take hours, and the test would be out of time.
  for (const sign of ['[', '"level"', ' 1', '- ', 'level=', '{"level":', '(a', '2026-11-20 ']) {
    expect(levelOf(sign.repeat(500_000))).toBe('unknown');
  }
});
