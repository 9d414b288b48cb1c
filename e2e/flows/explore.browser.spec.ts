// Explore on a real Prometheus: a query is written with completion, asked, zoomed, and found again after a reload.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { serveMetricTarget, type MetricTarget } from '../support/metric-target.ts';
import { startPrometheus, type RealPrometheus } from '../support/prometheus.ts';

test.describe.configure({ mode: 'serial', timeout: 60_000 });

const home = mkdtempSync(join(tmpdir(), 'readyroom-explore-'));
let api: MetricTarget;
let prometheus: RealPrometheus;
let served: ConsoleProcess;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  api = await serveMetricTarget(3);
  prometheus = await startPrometheus([{ job: 'api', targets: [api.address] }]);
  served = await startConsole({
    env: { HOME: home, KUBECONFIG: join(home, 'none'), DOCKER_HOST: `unix://${home}/none`, PROMETHEUS_URL: prometheus.url },
  }); // prettier-ignore
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.goto(served.url);
});
test.afterAll(async () => {
  await context.close();
  await served.close();
  await prometheus.stop();
  await api.close();
  rmSync(home, { recursive: true, force: true });
});

/** The editor stands in a shadow root, which locators see through. */
const editor = () => page.locator('.promql-editor .cm-content').first();

test('the Prometheus that answers is proposed, and taken only when a person says so', async () => {
  await page.getByRole('button', { name: 'Metrics', exact: true }).click();
  await page.getByRole('tab', { name: 'Targets' }).click();
  await page.getByRole('button', { name: /^Use it/ }).click();
  await expect(page.getByRole('button', { name: '1 up' })).toBeVisible({ timeout: 20_000 });
});

test('a query is completed from the names that Prometheus has, and asked by Ctrl-Enter', async () => {
  await page.getByRole('tab', { name: 'Explore' }).click();
  await editor().click();
  await page.keyboard.type('app_req');
  const offered = page.locator('.cm-tooltip-autocomplete li').first();
  await expect(offered).toContainText('app_requests_total', { timeout: 15_000 });
  await offered.click();
  await expect(editor()).toHaveText('app_requests_total');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.chart[data-drawn]')).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(/app_requests_total/);
  expect(await axeViolations(page)).toEqual([]);
});

test('what is no query is said so in the server’s words, and nothing of the last answer is lost', async () => {
  await editor().click();
  await page.keyboard.press('End');
  await page.keyboard.type(' +');
  await page.keyboard.press('Escape');
  await editor().click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: /parse error/ })).toBeVisible({ timeout: 15_000 });
});

test('a reload finds the query and asks it again', async () => {
  const address = page.url();
  await page.reload();
  expect(page.url()).toBe(address);
  await expect(editor()).toContainText('app_requests_total');
});
