// What was not written to its end goes with the process, however that ends short of being killed.
import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partFile } from './part-file.ts';
import { testFolder } from './store.fixture.ts';

test('a process that ends in the middle of it leaves nothing of it, nor what SQLite lays beside', async () => {
  const dir = testFolder();
  const script = `import { partFile } from ${JSON.stringify(join(import.meta.dirname, 'part-file.ts'))};
    import { writeFileSync } from 'node:fs';
    const { path } = partFile(${JSON.stringify(join(dir, 'a.part'))});
    for (const end of ['', '-journal', '-wal']) writeFileSync(path + end, 'half');
    process.exit(130);`;
  const code = await new Promise((resolve) => execFile(process.execPath, ['--input-type=module', '-e', script], (error) => resolve(error?.code))); // prettier-ignore
  expect(code).toBe(130);
  expect(readdirSync(dir)).toEqual([]);
});

test('one that was removed is let go of', () => {
  const dir = testFolder();
  const listeners = process.listenerCount('exit');
  const part = partFile(join(dir, 'a.part'));
  writeFileSync(part.path, 'half');
  part.remove();
  expect(readdirSync(dir)).toEqual([]);
  expect(process.listenerCount('exit')).toBe(listeners);
});
