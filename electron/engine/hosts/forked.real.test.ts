// The engine's process as it is built. Needs a build in out/.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../store/store.fixture.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** From its start to its end in order; how it ended. */
async function startAndEnd(): Promise<unknown> {
  const start = JSON.stringify({ dataDir: testFolder(), resourcesDir: join(root, 'resources') });
  const child = fork(join(root, 'out', 'engine', 'forked.js'), [start], { serialization: 'advanced', execArgv: [] });
  const ended = once(child, 'exit');
  const [message] = (await once(child, 'message')) as [{ kind: string }];
  expect(message.kind).toBe('ready');
  child.send({ kind: 'shutdown' });
  return (await ended)[0];
}

/** Which file it is, not only its name: what is kept anew replaces it. */
function keptCode(): { name: string; place: number }[] {
  const folder = join(root, 'out', 'compiled');
  const names = readdirSync(folder).filter((name) => name.startsWith('host.cjs-'));
  return names.map((name) => ({ name, place: statSync(join(folder, name)).ino }));
}

test('a start of the built engine takes the code that an earlier one has kept, and needs nothing but it', async () => {
  expect(await startAndEnd()).toBe(0);
  const kept = keptCode();
  expect(kept.length).toBeGreaterThan(0);
  expect(await startAndEnd()).toBe(0);
  expect(keptCode()).toEqual(kept);
});
