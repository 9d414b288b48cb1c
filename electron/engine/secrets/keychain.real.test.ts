// The system's keychain by a tool of the same name that a test has made, run as the real one would be.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startProbeHost } from '../probe-host/client.ts';
import { testFolder } from '../store/store.fixture.ts';
import { createKeychain } from './keychain.ts';

function setup(script: string | null) {
  const dir = join(testFolder(), 'bin');
  mkdirSync(dir, { recursive: true });
  if (script !== null) writeFileSync(join(dir, 'secret-tool'), `#!/bin/sh\n${script}\n`);
  if (script !== null) chmodSync(join(dir, 'secret-tool'), 0o755);
  const host = startProbeHost({});
  onTestFinished(() => host.close());
  return createKeychain({ run: host.run, env: { PATH: `${dir}:/usr/bin:/bin`.slice(0, script === null ? dir.length : undefined) }, platform: 'linux' }); // prettier-ignore
}

test('an entry is read by its name, one that is not there is none, a refusal is said in the words of the tool', async () => {
  const keychain = setup('[ "$*" = "lookup service readyroom account prom" ] && printf %s "hush hush" && exit 0\n[ "$5" = locked ] && echo "Cannot create an item in a locked collection" >&2 && exit 1\nexit 1'); // prettier-ignore
  expect(await keychain('prom')).toBe('hush hush');
  expect(await keychain('other')).toBeNull();
  await expect(keychain('locked')).rejects.toMatchObject({ code: 'denied', message: expect.stringContaining('locked collection') }); // prettier-ignore
});

test('without the tool, or on a system without one, it says what is missing', async () => {
  await expect(setup(null)('prom')).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('secret-tool') }); // prettier-ignore
  const nowhere = createKeychain({ run: () => Promise.reject(new Error('not run')), env: {}, platform: 'win32' });
  await expect(nowhere('prom')).rejects.toMatchObject({ message: expect.stringContaining('no keychain here') });
});
