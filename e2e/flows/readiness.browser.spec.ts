// A lead's day with the demo, in one browser: from the empty screen to ready, through a stop of the server, to red and why,
// and to an instrument that is gone. Each part begins where the one before it ended.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { prometheusPid } from '../support/process-tree.ts';
import { demoItems, demoPhase, readinessOn, type ReadinessPage } from '../support/readiness-page.ts';

test.describe.configure({ mode: 'serial' });

const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-lead-'));
let served: ConsoleProcess;
let context: BrowserContext;
let page: Page;
let screen: ReadinessPage;

test.beforeAll(async ({ browser }) => {
  served = await startConsole({ dataDir });
  context = await browser.newContext({ acceptDownloads: true });
  page = await context.newPage();
  screen = readinessOn(page);
  await page.goto(served.url);
});
test.afterAll(async () => {
  await context.close();
  await served.close();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const automatic = [demoItems.health, demoItems.logs, demoItems.target, demoItems.rate];
const url = async (name: 'attestor' | 'Prometheus'): Promise<string> => {
  const demo = await screen.openDemo();
  return (await demo.locator('dt', { hasText: name }).locator('+ dd').textContent()) ?? '';
};
const health = async (): Promise<number> => (await fetch(`${await url('attestor')}/health`)).status;

async function startDemo(): Promise<void> {
  await screen.button('Try it on the demo').click();
  await expect(screen.drawer('Demo')).toContainText('The demo is running');
}

test('an empty screen offers the demo, and the demo begins with nothing looked at', async () => {
  await expect(page.getByText('No plan is open.')).toBeVisible();
  await startDemo();
  await expect(screen.headline).toHaveText('Not proven: 1 waits for a person, 4 not looked at');
  for (const title of automatic) await expect(screen.sign(title, 'not looked at')).toBeVisible();
});

test('one key runs it all: four pass, one is open, and that is not called ready', async () => {
  await screen.runAll();
  await expect(screen.headline).toHaveText('Not proven: 1 waits for a person');
  await expect(screen.detail).toContainText('4 passed, 1 open');
  for (const title of automatic) await expect(screen.sign(title, 'passed')).toBeVisible();
  await expect(screen.sign(demoItems.pipeline, 'open')).toBeVisible();
  await expect(screen.reason(demoItems.pipeline)).toHaveText('waits for a person');
  await expect(screen.reason(demoItems.rate)).toContainText('value');
});

test('a tick is refused without outcome, name and evidence, and kept with who and when', async () => {
  await screen.row(demoItems.pipeline).click();
  await expect(screen.drawer('Item')).toContainText('Open the pipeline and look.');
  await page.keyboard.press('Space');
  const tick = screen.dialog.getByRole('button', { name: 'Tick', exact: true });
  for (const [missing, mend] of [
    ['say what it came to', () => screen.dialog.getByLabel('Passed', { exact: true }).check()],
    ['give the evidence that this item needs', () => screen.dialog.getByLabel('Evidence (required)').fill('pipeline 4711')], // prettier-ignore
    ['say who you are', () => screen.dialog.getByLabel('Your name (required)').fill('Release lead')],
  ] as const) {
    await expect(screen.dialog).toContainText(`First ${missing}.`);
    await tick.click({ force: true });
    await expect(screen.sign(demoItems.pipeline, 'open')).toBeVisible();
    await mend();
  }
  await tick.click();
  await expect(screen.dialog).toBeHidden();
  await expect(screen.headline).toHaveText('Ready: all 5 passed');
  await expect(screen.reason(demoItems.pipeline)).toHaveText('passed, says Release lead');
});

test('a run with everything passed and ticked is a green run', async () => {
  await screen.runAll();
  const runs = (await screen.openRuns()).getByRole('listitem').filter({ has: page.getByRole('article') });
  await expect(runs).toHaveCount(2);
  await expect(runs.first()).toContainText('Ready: all 5 passed');
  await expect(runs.last()).toContainText('Not proven: 1 waits for a person');
});

test('notes in Markdown are kept on an item and on a phase', async () => {
  await screen.row(demoItems.health).click();
  await page.keyboard.press('n');
  await screen.writeNote('Item', '## Watch it\n\nIt was **slow** in the morning.');
  await screen.button('Preview').click();
  await expect(screen.drawer('Item').locator('strong', { hasText: 'slow' })).toBeVisible();
  await screen.row(demoPhase).click();
  await screen.writeNote('Phase', '- decided by *all*');
});

/** All that a lead had on the screen before, whatever happened in between. */
async function expectAllThere(): Promise<void> {
  await expect(screen.headline).toHaveText('Ready: all 5 passed');
  for (const title of Object.values(demoItems)) await expect(screen.sign(title, 'passed')).toBeVisible();
  await screen.row(demoItems.pipeline).click();
  await screen.tab('Result').click();
  const item = screen.drawer('Item');
  await expect(item).toContainText('says Release lead');
  await expect(item).toContainText('pipeline 4711');
  await expect(item.locator('.tick time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT/);
  await screen.row(demoItems.health).click();
  await screen.tab('Note').click();
  await expect(item.locator('strong', { hasText: 'slow' })).toBeVisible();
  await screen.tab('History').click();
  await expect(item.locator('.history').getByRole('listitem')).toHaveCount(2);
  await expect(item.locator('.history').getByRole('img', { name: 'passed' })).toHaveCount(2);
  await screen.row(demoPhase).click();
  await screen.drawer('Phase').getByRole('button', { name: 'Preview' }).click();
  await expect(screen.drawer('Phase').locator('em', { hasText: 'all' })).toBeVisible();
  await expect((await screen.openRuns()).getByRole('article')).toHaveCount(2);
}

test('a reload finds everything again', async () => {
  await page.reload();
  await expectAllThere();
});

test('so does a stop of the server and a new start on the same folder', async () => {
  expect(await served.close()).toBe(0);
  served = await startConsole({ dataDir });
  await page.goto(served.url);
  await expectAllThere();
});

test('a gap in the log and a sick service turn red with reasons that name them', async () => {
  await screen.openDemo();
  await startDemo();
  await screen.setFault('Gap in the log', true);
  await screen.setFault('Health down', true);
  await expect.poll(health).toBe(503);
  await screen.runAll();
  await expect(screen.headline).toHaveText('Not ready: 2 failed');
  await expect(screen.sign(demoItems.logs, 'failed')).toBeVisible();
  await expect(screen.reason(demoItems.logs)).toContainText(/gap/i);
  await expect(screen.sign(demoItems.health, 'failed')).toBeVisible();
  await expect(screen.reason(demoItems.health)).toContainText('503');
  await screen.row(demoItems.logs).click();
  await screen.tab('Result').click();
  await expect(screen.drawer('Item').locator('.checks')).toContainText('gaps == 0');
});

test('what changed since the last green run is named, with the facts before and after', async () => {
  const red = (await screen.openRuns()).getByRole('article').first();
  await red.getByRole('button', { name: 'What changed' }).click();
  const changes = screen.drawer('Runs').locator('.changes');
  const logs = changes.getByRole('listitem').filter({ hasText: demoItems.logs });
  await expect(logs).toContainText('broke');
  await expect(logs.getByRole('row', { name: /^gaps/ })).toContainText(/0.*1|0.*3/);
  await expect(changes.getByRole('listitem').filter({ hasText: demoItems.health })).toContainText('broke');
  await screen.row(demoItems.logs).click();
  await screen.tab('History').click();
  await expect(screen.drawer('Item').locator('.changes')).toContainText('broke');
});

async function exported(format: string): Promise<string> {
  const red = (await screen.openRuns()).getByRole('article').first();
  const download = page.waitForEvent('download');
  await red.getByRole('button', { name: format, exact: true }).click();
  return readFileSync(await (await download).path(), 'utf8');
}

test('the red run leaves as JSON, JUnit XML and Markdown that others can read', async () => {
  const json = JSON.parse(await exported('JSON')) as { run: { verdict: string }; results: { itemId: string; outcome: string }[] }; // prettier-ignore
  expect(json.run.verdict).toBe('fail');
  expect(json.results.filter(({ outcome }) => outcome === 'fail').map(({ itemId }) => itemId).toSorted()).toEqual(['health', 'logs']); // prettier-ignore

  const xml = await exported('JUnit');
  expect(XMLValidator.validate(xml)).toBe(true);
  const junit = new XMLParser({ ignoreAttributes: false }).parse(xml) as { testsuites: Record<string, unknown> };
  expect(junit.testsuites).toMatchObject({ '@_tests': '5', '@_failures': '2' });

  const markdown = await exported('Markdown');
  expect(markdown).toMatch(/^# .*Phase IX/m);
  for (const title of Object.values(demoItems)) expect(markdown).toContain(title);
  expect(markdown).toContain('Release lead');
});

test('with Prometheus killed its two items say that nobody could look, and nothing is called ready', async () => {
  await screen.setFault('Gap in the log', false);
  await screen.setFault('Health down', false);
  await expect.poll(health).toBe(200);
  const address = await url('Prometheus');
  process.kill(prometheusPid(served.pid, address), 'SIGKILL');
  await expect(screen.drawer('Demo')).toContainText(/Prometheus.*(SIGKILL|ended|gone)/);
  await screen.runAll();
  for (const title of [demoItems.target, demoItems.rate]) {
    await expect(screen.sign(title, 'could not look')).toBeVisible();
    await expect(screen.reason(title)).toContainText(new URL(address).host);
  }
  await expect(screen.detail).toContainText('2 could not be looked at');
  await expect(screen.headline).toHaveText(/^Not (ready|proven): /);
  const runs = await screen.openRuns();
  await expect(runs.getByRole('article').first()).toContainText('2 could not be looked at');
  await expect(runs.getByRole('article').first()).not.toContainText('Ready:');
});
