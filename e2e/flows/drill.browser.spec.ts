// The reviewer's part of the drill: the bundle of an incident is all that is left of it, and its cause is found on the screens,
// in a console that reaches no system.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { DrillState } from '../../electron/cli/drill/drill-state.ts';
import { liveSteps } from '../../electron/cli/drill/steps-live.ts';
import { offlineSteps } from '../../electron/cli/drill/steps-offline.ts';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';

test.use({ actionTimeout: 20_000 });

let folder: string;
let bundle: string;
let app: ConsoleProcess;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drill-flow-'));
  bundle = join(folder, 'incident.rrb');
  const state: DrillState = { folders: { first: join(folder, 'first'), second: '', bundle, backup: join(folder, 'backup.db') }, env: process.env, by: 'Drill', now: Date.now, console: null, planId: null, triggerKey: '', incident: null, firstFailedAt: null, diagnosedAt: null, cause: null }; // prettier-ignore
  const [exported, lost] = offlineSteps;
  for (const step of [...liveSteps, exported, lost]) await step?.run(state);
  app = await startConsole({ env: { HOME: folder, KUBECONFIG: join(folder, 'none'), DOCKER_HOST: `unix://${join(folder, 'none.sock')}` } }); // prettier-ignore
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a bundle is opened, says how far it is proven, and its suspects name the deploy', async ({ page }) => {
  await page.goto(app.url);
  await page.getByRole('button', { name: /^Search actions/ }).click();
  await page.getByRole('combobox').fill('open a bundle');
  await page.getByRole('option', { name: /Open a bundle/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('File').fill(bundle);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  const band = page.locator('.banner', { hasText: /Reviewing INC-1 from incident\.rrb/ });
  await expect(band).toBeVisible();
  await expect(band).toContainText('read-only');

  await page.getByRole('tab', { name: 'Suspects' }).click();
  const first = page.locator('.suspect-list > li').first();
  await expect(first).toContainText('attestor 1.1.0 was deployed');
  await expect(page.getByText('Recency is a lead, not a verdict.')).toBeVisible();

  await page.getByRole('tab', { name: 'Timeline' }).click();
  await expect(page.getByText(/Attestor unhealthy/).first()).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});
