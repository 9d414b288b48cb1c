// What the well-known dashboards have beyond lines and figures, on a real Prometheus in a real browser.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { importedSample } from '../support/imported-sample.ts';
import { serveMetricTarget, type MetricTarget } from '../support/metric-target.ts';
import { startPrometheus, type RealPrometheus } from '../support/prometheus.ts';

test.describe.configure({ mode: 'serial' });

const home = mkdtempSync(join(tmpdir(), 'readyroom-imported-'));
let api: MetricTarget;
let prometheus: RealPrometheus;
let served: ConsoleProcess;
let page: Page;

test.beforeAll(async ({ browser }) => {
  api = await serveMetricTarget(3);
  prometheus = await startPrometheus([{ job: 'api', targets: [api.address] }]);
  served = await startConsole({ env: { HOME: home, KUBECONFIG: join(home, 'none'), DOCKER_HOST: `unix://${home}/none` } }); // prettier-ignore
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(served.url);
});
test.afterAll(async () => {
  await page.context().close();
  await served.close();
  await prometheus.stop();
  await api.close();
  rmSync(home, { recursive: true, force: true });
});

const panel = (name: string): Locator => page.locator('[data-panel]', { has: page.getByRole('heading', { name, exact: true }) }); // prettier-ignore
const seen = async (name: string): Promise<Locator> => {
  await panel(name).scrollIntoViewIfNeeded();
  return panel(name);
};

test('every panel is drawn, and nothing is noted', async () => {
  await page.getByRole('button', { name: /^Environment / }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  await page.getByRole('dialog').getByLabel('Prometheus URL').fill(prometheus.url);
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Metrics', exact: true }).click();
  await page.getByRole('button', { name: 'Import…' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByLabel('A file as Grafana exports it').click();
  await (await chooser).setFiles({ name: 'kinds.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(importedSample())) }); // prettier-ignore
  await expect(panel('Queues').getByRole('table')).toHaveAttribute('aria-label', 'Queues: 3 rows');
  await expect(page.getByText('Not drawn here')).toHaveCount(0);
});

test('heads of a table stand above their columns, however long they are', async () => {
  const table = (await seen('Queues')).getByRole('table');
  const edges = (role: 'columnheader' | 'cell') => table.getByRole(role).evaluateAll((all) => all.slice(0, 3).map((one) => Math.round(one.getBoundingClientRect().right))); // prettier-ignore
  await expect(table.getByRole('columnheader')).toHaveCount(3);
  expect(await edges('columnheader')).toEqual(await edges('cell'));
});

test('a calculation over several series is one bar, and a name stands in the place of its value', async () => {
  const bars = (await seen('Used')).getByRole('listitem');
  await expect(bars.locator('.bar-name')).toHaveText(['Disks', 'Mean']);
  // (62.5 + 91.2) / 2, and half way from there to 50.
  await expect(bars.locator('.bar-value')).toHaveText([/^76\.8/, /^63\.4/]);
  await expect(panel('Fullest').locator('.shown-value')).toHaveText('/var/lib/postgresql');
});

test('states, answers, bars over rows and how often values come can be read without the picture too', async () => {
  const states = (await seen('States')).getByRole('figure', { name: 'States' });
  await expect(states.locator('.lanes-names')).toContainText('api: serving');
  await expect(states.locator('.lanes-legend')).toHaveText('serving');
  await expect((await seen('Answers')).locator('.lanes-legend')).toContainText('from 1');
  const rows = (name: string): Locator => panel(name).getByRole('figure').locator('tbody tr');
  await expect(rows('How full disks are')).toHaveText([/^50 to below 100\s*2$/]);
  await seen('Requests by code');
  await expect(rows('Requests by code')).toHaveText([/^200.*2$/, /^404.*2$/, /^500.*2$/]);
  expect(await axeViolations(page)).toEqual([]);
});
