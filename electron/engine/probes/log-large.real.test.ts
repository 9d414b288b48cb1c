// What a large log costs this process, measured where no other test runs beside it.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchLoopHold } from '../loop-hold.fixture.ts';
import { look } from './context.fixture.ts';
import { logProbe } from './log.ts';

test('a large log is read without holding up the loop or filling the memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-probe-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'x.jsonl');
  const handle = openSync(file, 'w');
  const block = 40_000;
  for (let start = 0; start < 320_000; start += block) {
    writeSync(
      handle,
      Array.from(
        { length: block },
        (_, index) => `{"seq":${start + index},"level":"info","text":"${'x'.repeat(60)}"}\n`,
      ).join(''),
    );
  }
  closeSync(handle);
  const before = process.memoryUsage().rss;
  const hold = watchLoopHold();
  const { facts } = await look(logProbe, { file, format: 'jsonl', sequence: 'seq', patterns: { bad: 'INSECURE' } });
  const { p99Ms } = hold.stop();
  expect(facts).toMatchObject({ lines: 320_000, gaps: 0, malformed: 0 });
  expect(p99Ms).toBeLessThan(50);
  expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
});
