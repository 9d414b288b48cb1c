// Explore on a real Prometheus: a query is written with completion, asked, found wrong, and found again in the history and
// after a reload. Each part begins where the one before it ended.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { serveMetricTarget, type MetricTarget } from '../support/metric-target.ts';
import { startPrometheus, type RealPrometheus } from '../support/prometheus.ts';

test.describe.configure({ mode: 'serial' });

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
const asked = () => new URLSearchParams(page.url().split('?')[1]).get('explore') ?? '';

test('the Prometheus that answers is proposed, and taken only when a person says so', async () => {
  await page.getByRole('button', { name: 'Metrics', exact: true }).click();
  await page.getByRole('tab', { name: 'Targets' }).click();
  await page.getByRole('button', { name: /^Use it/ }).click();
  await expect(page.getByRole('button', { name: '1 up' })).toBeVisible();
});

test('a name is completed from those that Prometheus has, and asked by Ctrl-Enter at once', async () => {
  await page.getByRole('tab', { name: 'Explore' }).click();
  await editor().click();
  await page.keyboard.type('app_req');
  const offered = page.locator('.cm-tooltip-autocomplete li').filter({ hasText: 'app_requests_total' });
  await offered.click();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.chart[data-drawn]')).toBeVisible();
  await expect(editor()).toHaveText('app_requests_total');
  expect(asked()).toContain('"app_requests_total"');
  await expect(
    page.getByRole('figure', { name: 'Explore' }).getByRole('button', { name: '500', exact: true }),
  ).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test('as a table it is one row a series', async () => {
  await page.getByRole('radio', { name: 'Table' }).check();
  await expect(page.getByRole('table', { name: 'Rows' })).toContainText('404');
  await expect(page.getByText('3 rows', { exact: true })).toBeVisible();
});

test('what is no query is refused beside it, in the words of Prometheus', async () => {
  await editor().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' +');
  await expect(page.getByText('Changed since it was asked')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem').getByRole('status').filter({ hasText: /parse error/ })).toBeVisible(); // prettier-ignore
});

test('the history has what was asked, newest first, and puts it back; a reload asks it again', async () => {
  const past = page.locator('.explore-history');
  await past.locator('summary').click();
  await expect(past.getByRole('listitem')).toHaveText([/^app_requests_total \+/, /^app_requests_total(?! \+)/]);
  await page.getByRole('button', { name: 'Remove query A' }).click();
  if (!(await past.getByRole('searchbox').isVisible())) await past.locator('summary').click();
  await past.getByRole('searchbox').fill('total');
  await past.getByRole('listitem').last().getByRole('button').click();
  await expect(page.getByText('3 rows', { exact: true })).toBeVisible();
  const address = page.url();
  await page.reload();
  await expect(page.getByText('3 rows', { exact: true })).toBeVisible();
  await expect(editor()).toHaveText('app_requests_total');
  expect(page.url()).toBe(address);
});
