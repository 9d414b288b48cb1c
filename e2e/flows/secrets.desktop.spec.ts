// A secret in the keeping of the real desktop app: refused in words where the system has no keyring; otherwise stored, used
// against a server, and then in no file, page or output.
import { expect, test } from '@playwright/test';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesktop, type Desktop } from '../support/desktop.ts';

const value = 'hush-hush-bearer-4711';

let dataDir: string;
let desktop: Desktop;
let server: Server;
let url: string;
let sent: (string | undefined)[];

test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'readyroom-secrets-'));
  desktop = await openDesktop({ dataDir });
  sent = [];
  server = createServer(({ headers }, response) => {
    sent.push(headers.authorization);
    const right = headers.authorization === `Bearer ${value}`;
    // It quotes what it was sent, as servers do.
    response.writeHead(right ? 200 : 401).end(JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, String(Date.now() / 1000)] }, error: `not ${headers.authorization}` })); // prettier-ignore
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
test.afterEach(async () => {
  await desktop.close();
  server.closeAllConnections();
  server.close();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** How the system encrypts is the one thing that is replaced: this machine may have no keyring. */
async function withKeyring(there: boolean): Promise<void> {
  await desktop.app.evaluate(({ safeStorage }, has) => {
    const mask = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, index) => byte ^ (0xa5 + index * 7)));
    safeStorage.isEncryptionAvailable = () => has;
    safeStorage.getSelectedStorageBackend = () => (has ? 'gnome_libsecret' : 'basic_text');
    safeStorage.encryptString = (text) => mask(Buffer.from(text));
    safeStorage.decryptString = (sealed) => mask(Buffer.from(sealed)).toString('utf8');
  }, there);
}

/** The form of the environment that is active, at its token of Prometheus. */
async function openForm(): Promise<void> {
  const { page } = desktop;
  await page.getByRole('button', { name: /^Environment / }).click();
  await page
    .getByRole('menuitem', { name: /^(Edit|Change)/ })
    .first()
    .click();
  await page.getByText('Access to Prometheus').click();
  await page.getByRole('radio', { name: 'Bearer token' }).first().check();
  await page.getByRole('button', { name: 'Store in the keychain…' }).click();
}

/** Every file below the folder of the application, Chromium's own among them. */
function filesWith(text: string): string[] {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(10);
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('base64').slice(0, -4))]; // prettier-ignore
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return paths.filter((path) => forms.some((form) => readFileSync(path).includes(form)));
}

test('without a keyring of the system nothing is stored, and the form says what to install', async () => {
  const { page, app } = desktop;
  if (process.platform === 'linux') {
    // Unchanged first: what Electron says here, whichever it is, is what the form acts on.
    const backend = await app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend());
    test.info().annotations.push({ type: 'backend', description: backend });
    if (backend !== 'basic_text') await withKeyring(false);
  } else await withKeyring(false);
  await openForm();
  await expect(page.getByText(/no keyring|does not answer/)).toContainText('start Ready Room again');
  await expect(page.getByLabel('Secret for Token of Prometheus')).toHaveCount(0);
  expect(readdirSync(dataDir)).not.toContain('secrets.json');
});

test('what is stored is sent as the bearer token, also after a new start, and is in no file, page or output', async () => {
  await withKeyring(true);
  const { page } = desktop;
  await openForm();
  await page.getByLabel('Name in the keychain').fill('prom');
  await page.getByLabel('Secret for Token of Prometheus').fill(value);
  await page.getByRole('button', { name: 'Store', exact: true }).click();
  const who = page.getByRole('dialog', { name: 'Who are you?' });
  await who.getByLabel('Your name (required)').fill('On-call');
  await who.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByLabel('Token of Prometheus', { exact: true })).toHaveValue('keychain:prom');
  await page.getByLabel('Prometheus URL').fill(url);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => sent.at(-1)).toBe(`Bearer ${value}`);
  expect(await page.content()).not.toContain(value);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Environment / })).toBeVisible();
  expect(await page.content()).not.toContain(value);
  const kept = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { secrets: { name: string }[] };
  expect(kept.secrets.map(({ name }) => name)).toEqual(['prom']);
  expect(filesWith(value)).toEqual([]);
  const before = desktop.stderr();
  await desktop.close();
  expect(filesWith(value)).toEqual([]);
  expect(filesWith('secret.stored')).not.toEqual([]);

  sent.length = 0;
  desktop = await openDesktop({ dataDir });
  await withKeyring(true);
  await expect.poll(() => sent.at(-1)).toBe(`Bearer ${value}`);
  expect(before + desktop.stderr()).not.toContain(value);
});
