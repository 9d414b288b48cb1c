// The engine's process as a whole, in a process of its own.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../store/store.fixture.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', '..', 'resources');

test.each([
  ['an exception that nothing catches', `setImmediate(() => { throw new Error('the last straw'); })`],
  ['a rejection that nobody handles', `void Promise.reject(new Error('the last straw'))`],
])('%s ends the process as ever, and the log says why', (_, defect) => {
  const dataDir = testFolder();
  const entry = join(dataDir, 'entry.mjs');
  const host = JSON.stringify(new URL('host.ts', import.meta.url).href);
  writeFileSync(
    entry,
    `import { startHost } from ${host};
    startHost((message) => process.stdout.write(message.kind)).use(() => setImmediate(() => { ${defect}; }));`,
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, JSON.stringify({ dataDir, resourcesDir })], {
    encoding: 'utf8',
    timeout: 150_000,
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: 'ready' });
  expect(stderr).toContain('the last straw');
  const lines = readFileSync(join(dataDir, 'engine.log'), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
    expect.objectContaining({
      level: 'error',
      message: 'The engine process ends by an error that nothing caught',
      error: 'Error: the last straw',
      stack: expect.stringContaining('entry.mjs'),
    }),
  );
});
