// A dashboard in a bundle: the reviewer sees the panels with the data of then, each says that it was kept, and what was not
// kept says why, in a console that reaches no Prometheus.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { exportShopBundle, type ShopBundle } from '../support/shop-bundle.ts';

test.use({ actionTimeout: 20_000 });

let folder: string;
let bundle: ShopBundle;
let app: ConsoleProcess;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'kept-panels-flow-'));
  bundle = await exportShopBundle(folder);
  app = await startConsole({ env: { HOME: folder, KUBECONFIG: join(folder, 'none'), DOCKER_HOST: `unix://${join(folder, 'none.sock')}` } }); // prettier-ignore
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const panel = (page: Page, name: string): Locator => page.locator('[data-panel]', { has: page.getByRole('heading', { name, exact: true }) }); // prettier-ignore

test('panels of a dashboard in a bundle are drawn from what was kept, and say so', async ({ page }) => {
  await page.goto(app.url);
  await page.getByRole('button', { name: /^Search actions/ }).click();
  await page.getByRole('combobox').fill('open a bundle');
  await page.getByRole('option', { name: /Open a bundle/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('File').fill(bundle.file);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.locator('.banner', { hasText: /Reviewing INC-1 from INC-1\.rrb/ })).toBeVisible({
    timeout: 40_000,
  });

  await page.getByRole('button', { name: 'Metrics', exact: true }).click();
  await page.getByRole('button', { name: 'Shop', exact: true }).click();
  await expect(page.getByRole('button', { name: 'job: shop' })).toBeVisible();
  await expect(panel(page, 'Up').locator('.shown-value')).toHaveText('1');
  await expect(panel(page, 'Up')).toContainText('kept with INC-1');
  await expect(panel(page, 'Requests').locator('.chart[data-drawn]')).toBeVisible();
  await expect(panel(page, 'Requests').locator('.panel-notes summary')).toHaveAttribute('title', /Kept with INC-1 at .* answered then: step 10 s, rate over 11 s\./); // prettier-ignore
  await expect(panel(page, 'Workers').getByRole('table')).toHaveAttribute('aria-label', 'Workers: 3 rows');
  await panel(page, 'Wrong').scrollIntoViewIfNeeded();
  await expect(panel(page, 'Wrong')).toContainText(/Not kept with INC-1: .*parse error/);
  expect(await axeViolations(page)).toEqual([]);
});
