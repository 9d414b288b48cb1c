// A bundle that is opened from outside the running desktop app: asked about first, then read in the same screens, and left.
import { expect, test } from '@playwright/test';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundleAt } from '#engine/bundles/bundle.fixture.ts';
import { openDesktop, startPlain, type Desktop } from '../support/desktop.ts';

let desktop: Desktop;
let folder: string;
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readyroom-bundles-'));
  desktop = await openDesktop();
});
test.afterEach(async () => {
  await desktop.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a bundle that is opened with the running app is shown in its dialog, read after a press, and closed', async () => {
  const { page } = desktop;
  const file = makeBundleAt(folder);
  const hash = (): string => createHash('sha256').update(readFileSync(file)).digest('hex');
  const before = hash();
  const second = startPlain(desktop.dataDir, [file]);
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
  const dialog = page.getByRole('dialog', { name: 'Open a bundle' });
  await expect(dialog.getByLabel('File')).toHaveValue(file);
  await dialog.getByRole('button', { name: 'Open' }).click();
  const band = page.locator('.banner', { hasText: 'Reviewing INC-1 from sound.rrb' });
  await expect(band).toBeVisible();
  await expect(band).toContainText('unsigned');
  await expect(band).toContainText('verified, 1 redacted');
  await band.getByRole('button', { name: 'Close' }).click();
  await expect(page.locator('.banner', { hasText: 'Reviewing' })).toHaveCount(0);
  expect(hash()).toBe(before);
});
