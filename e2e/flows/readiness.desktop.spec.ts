// The readiness screen in the desktop window: what was seen, said and opened is there again after the application was closed.
import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enginePid, openDesktop, type Desktop } from '../support/desktop.ts';
import { httpItem, makePlanFolder, planText, type PlanFolder } from '../support/plan-files.ts';
import { demoItems, readinessOn, type ReadinessPage } from '../support/readiness-page.ts';

test.describe.configure({ mode: 'serial' });

const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-kept-'));
let folder: PlanFolder;
let server: Server;
let address: string;
let desktop: Desktop;
let screen: ReadinessPage;

async function open(): Promise<void> {
  desktop = await openDesktop({ dataDir });
  screen = readinessOn(desktop.page);
  await desktop.page.getByText('engine live').waitFor();
}

test.beforeAll(async () => {
  folder = makePlanFolder();
  server = createServer((_request, response) => response.end('well'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await open();
});
test.afterAll(async () => {
  await desktop.close();
  await new Promise((resolve) => server.close(resolve));
  folder.remove();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

test('the demo is opened from the palette, run by a key and ticked', async () => {
  const { page } = desktop;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('try it on the demo');
  await page.keyboard.press('Enter');
  await expect(screen.drawer('Demo')).toContainText('The demo is running');
  await screen.runAll();
  await expect(screen.sign(demoItems.health, 'passed')).toBeVisible();
  await expect(screen.headline).toHaveText(/^Not proven: /);
  await screen.row(demoItems.pipeline).click();
  await page.keyboard.press('Space');
  await screen.dialog.getByLabel('Passed', { exact: true }).check();
  await screen.dialog.getByLabel('Your name (required)').fill('Release lead');
  await screen.dialog.getByLabel('Evidence (required)').fill('pipeline 4711');
  await screen.dialog.getByRole('button', { name: 'Tick', exact: true }).click();
  await expect(screen.reason(demoItems.pipeline)).toHaveText('passed, says Release lead');
});

test('a plan file is opened by its path, and the palette goes from plan to plan', async () => {
  const { page } = desktop;
  await screen.openPath(folder.write('own.yaml', planText('own', 'A plan of my own', httpItem('It answers', address))));
  await expect(screen.dialog).toBeHidden();
  await expect(screen.plans).toHaveCount(2);
  await screen.runAll();
  await expect(screen.headline).toHaveText('Ready: all 1 passed');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('phase ix');
  await page.keyboard.press('Enter');
  await expect(screen.row(demoItems.health)).toBeVisible();
});

test('an engine that is killed comes back by itself, with all that was on the screen', async () => {
  process.kill(enginePid(desktop.app), 'SIGKILL');
  await expect(desktop.page.getByText('NOT LIVE')).toBeVisible();
  await expect(desktop.page.getByText('engine live')).toBeVisible();
  await expect(screen.sign(demoItems.health, 'passed')).toBeVisible();
  await expect(screen.reason(demoItems.pipeline)).toHaveText('passed, says Release lead');
  await expect(screen.headline).not.toHaveText(/^As last known/);
});

test('closed and started again on the same folder, it shows the same', async () => {
  await desktop.app.close();
  await open();
  await expect(screen.plans).toHaveCount(2);
  await screen.plans.filter({ hasText: 'A plan of my own' }).click();
  await expect(screen.headline).toHaveText('Ready: all 1 passed');
  await screen.plans.filter({ hasText: 'Phase IX' }).click();
  await expect(screen.sign(demoItems.health, 'passed')).toBeVisible();
  await screen.row(demoItems.pipeline).click();
  await expect(screen.drawer('Item')).toContainText('says Release lead');
  await expect(screen.drawer('Item')).toContainText('pipeline 4711');
  await expect((await screen.openRuns()).getByRole('article')).toHaveCount(1);
});
