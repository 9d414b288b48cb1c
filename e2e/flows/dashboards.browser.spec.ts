// A dashboard file on a real Prometheus, from its import to the day Prometheus dies and comes back. Each part begins where
// the one before it ended.
import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { sampleDashboard } from '../support/dashboard-sample.ts';
import { serveMetricTarget, type MetricTarget } from '../support/metric-target.ts';
import { startPrometheus, type RealPrometheus } from '../support/prometheus.ts';

test.describe.configure({ mode: 'serial' });

const home = mkdtempSync(join(tmpdir(), 'readyroom-dashboards-'));
let api: MetricTarget;
let worker: MetricTarget;
let prometheus: RealPrometheus;
let served: ConsoleProcess;
let context: BrowserContext;
let page: Page;

const jobs = () => [
  { job: 'api', targets: [api.address] },
  { job: 'worker', targets: [worker.address] },
];

test.beforeAll(async ({ browser }) => {
  [api, worker] = await Promise.all([serveMetricTarget(4), serveMetricTarget(7)]);
  prometheus = await startPrometheus(jobs());
  // What a variable may be is read once: both jobs have to be there by then.
  await expect.poll(() => samplesIn('up{job="api"}[30s]')).toBeGreaterThan(0);
  await expect.poll(() => samplesIn('up{job="worker"}[30s]')).toBeGreaterThan(0);
  served = await startConsole({ env: { HOME: home, KUBECONFIG: join(home, 'none'), DOCKER_HOST: `unix://${home}/none` } }); // prettier-ignore
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.goto(served.url);
});
test.afterAll(async () => {
  await context.close();
  await served.close();
  await prometheus.stop();
  await Promise.all([api.close(), worker.close()]);
  rmSync(home, { recursive: true, force: true });
});

const panel = (name: string): Locator => page.locator('[data-panel]', { has: page.getByRole('heading', { name, exact: true }) }); // prettier-ignore
const number = async (name: string): Promise<number> => Number.parseFloat((await panel(name).locator('.shown-value').first().textContent()) ?? ''); // prettier-ignore

async function samplesIn(range: string): Promise<number> {
  const answer = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(`count_over_time(${range})`)}`);
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return Number(data.result[0]?.value[1] ?? 0);
}

/** How long a time the picture of the latency is of. Until the answer is here it is the one that was chosen before. */
async function drawnMs(): Promise<number> {
  const plot = panel('Latency').locator('.chart-overlay');
  return Number(await plot.getAttribute('aria-valuemax')) - Number(await plot.getAttribute('aria-valuemin'));
}

async function shown(from: string): Promise<void> {
  const range = page.getByRole('group', { name: 'Time range' });
  await range.locator('summary').click();
  await range.getByRole('textbox', { name: 'From' }).fill(from);
  await range.getByRole('textbox', { name: 'To' }).fill('now');
  await range.getByRole('button', { name: 'Show this range' }).click();
  await expect(page).toHaveURL(new RegExp(`span=${from}`));
}

test('without a Prometheus a dashboard opens all the same, and each panel says what is missing', async () => {
  await page.getByRole('button', { name: 'Metrics', exact: true }).click();
  await page.getByRole('button', { name: 'Import…' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByLabel('A file as Grafana exports it').click();
  await (await chooser).setFiles({ name: 'checkout.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(sampleDashboard('1s'))) }); // prettier-ignore
  const report = page.getByRole('dialog', { name: /^Import notes on Checkout/ });
  await expect(report).toContainText('14 panels: 13 drawn, 1 not drawn');
  await expect(report).toContainText('A node graph is not drawn here');
  await report.getByRole('button', { name: 'Close' }).last().click();
  await expect(panel('Targets up')).toContainText('Waiting for $job');
  await expect(page.getByRole('button', { name: /^Job: All, could not be read: No Prometheus/ })).toBeVisible();
});

test('with one its panels come alive, each with the kind of drawing it asked for', async () => {
  await page.getByRole('button', { name: /^Environment / }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  await page.getByRole('dialog').getByLabel('Prometheus URL').fill(prometheus.url);
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(panel('Targets up').locator('.shown-value')).toHaveText('2');
  await expect.poll(() => number('Requests')).toBeGreaterThan(10);
  await expect(panel('State')).toContainText('serving');
  await expect(panel('Disk used')).toContainText('91.2');
  await expect(panel('Requests by code').getByRole('button', { name: 'status 500' })).toBeVisible();
  await expect(panel('Requests by code').locator('.chart[data-drawn]')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await panel('Workers').scrollIntoViewIfNeeded();
  await expect(panel('Workers').getByRole('table')).toHaveAttribute('aria-label', 'Workers: 11 rows'); // prettier-ignore
  await expect(panel('Who calls whom')).toContainText('Not drawn here');
});

test('another choice changes what is asked and what depends on it', async () => {
  await page.getByRole('button', { name: 'Job: All' }).click();
  const search = page.getByRole('combobox', { name: 'Search Job' });
  await search.fill('api');
  await search.press('Enter');
  await search.press('Escape');
  await expect(page.getByRole('button', { name: 'Job: api' })).toBeVisible();
  await expect(panel('Workers').getByRole('table')).toHaveAttribute('aria-label', 'Workers: 4 rows');
  await page.getByRole('button', { name: /^Worker: / }).click();
  await expect(page.getByRole('listbox', { name: 'Worker' }).getByRole('option')).toHaveCount(4);
  await page.keyboard.press('Escape');
});

test('a drag over a chart zooms all of them, and a reload finds everything as it was', async () => {
  // The samples are as old as this test: there have to be some in what is chosen, which no picture of a longer time may be.
  await expect.poll(() => samplesIn('up{job="api"}[30s]')).toBeGreaterThan(12);
  await shown('now-30s');
  await panel('Latency').scrollIntoViewIfNeeded();
  await expect.poll(drawnMs).toBe(30_000);
  const plot = panel('Latency').locator('.chart-overlay');
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the chart has no plot');
  await page.mouse.move(box.x + box.width * 0.7, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.97, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/span=\d+\.\.\d+/);
  const address = page.url();
  const zoomed = await page.getByRole('group', { name: 'Time range' }).locator('summary').textContent();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Job: api' })).toBeVisible();
  expect(page.url()).toBe(address);
  await expect(page.getByRole('group', { name: 'Time range' }).locator('summary')).toHaveText(zoomed ?? '');
  await panel('Latency').scrollIntoViewIfNeeded();
  await expect(panel('Latency').locator('.chart[data-drawn]')).toBeVisible();
  const [, fromMs, toMs] = /span=(\d+)\.\.(\d+)/.exec(address) ?? [];
  expect(await drawnMs()).toBe(Number(toMs) - Number(fromMs));
  await shown('now-5m');
});

test('a panel is shown alone by its key, and looked into: what was sent, what came, how to ask it elsewhere', async () => {
  await panel('Requests by code').hover();
  await page.keyboard.press('v');
  await expect(page.locator('[data-panel]')).toHaveCount(1);
  await panel('Requests by code').locator('.panel-menu summary').click();
  await panel('Requests by code').getByRole('button', { name: 'Look into it' }).click();
  const inside = page.getByRole('dialog', { name: 'Requests by code' });
  await expect(inside).toContainText('sum by (code) (rate(app_requests_total{job=~"api"}');
  await expect(inside).toContainText(/3 series, \d+ samples/);
  await inside.getByRole('button', { name: 'Close' }).last().click();
  await page.keyboard.press('Escape');
  await expect(panel('Latency')).toBeVisible();
});

test('when Prometheus dies the panels keep their last data, greyed, and say since when and why; then they live again', async () => {
  await expect.poll(() => number('Requests')).toBeGreaterThan(10);
  const port = Number(new URL(prometheus.url).port);
  await prometheus.stop();
  await expect(panel('Targets up')).toHaveClass(/panel-stale/);
  await expect(panel('Targets up').getByRole('status')).toContainText(/as of .+: /);
  await expect(panel('Targets up').locator('.shown-value')).toHaveText('1');
  await expect(panel('Requests by code')).toHaveClass(/panel-stale/);
  prometheus = await startPrometheus(jobs(), { port });
  await expect(panel('Targets up')).not.toHaveClass(/panel-stale/);
  await expect.poll(() => number('Requests')).toBeGreaterThan(10);
});

test('it is removed after a question, and the library is without it', async () => {
  await page.getByRole('button', { name: 'Back to the list of dashboards' }).click();
  await page.getByRole('button', { name: /^Remove Checkout/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Checkout: requests/ })).toHaveCount(0);
  await expect(page.getByText('comes with Ready Room').first()).toBeVisible();
});
