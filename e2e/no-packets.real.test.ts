// Nothing leaves the machine in a session without targets: whole sessions in a network of their own whose way out is counted.
// As root on Linux; elsewhere the suite is skipped by name.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findElectron } from '../electron/build/electron-binary.ts';
import { realSuite } from './support/real-suite.ts';
import { inSilentNetwork } from './support/silent-network.ts';

const suite = realSuite('packets', ['unshare', 'ip', 'mount'], true);
const root = join(import.meta.dirname, '..');
const window = realSuite('packets of the window', ['unshare', 'ip', 'mount', 'Xvfb'], true);
const noElectron = findElectron(root) === null;
const session = (name: string) =>
  inSilentNetwork(join(import.meta.dirname, 'support', 'silent-session.ts'), [name], electronAt());

function electronAt(): Record<string, string> {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  return dist === undefined ? {} : { ELECTRON_OVERRIDE_DIST_PATH: dist };
}

describe.skipIf(suite.skip)(`a session without targets${suite.why}`, () => {
  test('would be told by what leaves on purpose: over IPv4, over IPv6, and as a question for a name', async () => {
    const { sent } = (await session('canary')) as { sent: [number, number, number, number] };
    const [before, afterIpv4, afterIpv6, afterName] = sent;
    expect([before, afterIpv4, afterIpv6]).toEqual([0, 1, 2]);
    expect(afterName).toBeGreaterThan(2);
  });

  test('sends no packet off loopback as a server with a page, a plan against this machine and a diagnosis', async () => {
    expect(await session('server')).toMatchObject({
      sent: 0,
      page: true,
      verdict: 'pass',
      counts: { pass: 2, error: 0 },
      diagnosed: expect.any(Number),
      code: 0,
    });
  });
});

const without = noElectron ? ' (skipped: there is no Electron)' : window.why;

describe.skipIf(window.skip || noElectron)(`a desktop session without targets${without}`, () => {
  test('sends no packet off loopback, neither ours nor of the browser within', async () => {
    expect(await session('desktop')).toEqual({ drawn: true, sent: 0 });
  });
});
