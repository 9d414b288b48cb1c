// The clock on the real console: something is recorded, it changes, and the screens show what was known before it changed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fakeContainer, idOf, startFakeDaemon, type FakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { readinessOn } from '../support/readiness-page.ts';

test.use({ actionTimeout: 20_000 });

let home: string;
let daemon: FakeDaemon;
let app: ConsoleProcess;
test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'clock-flow-'));
  daemon = await startFakeDaemon(join(home, 'docker.sock'));
  daemon.containers.set(idOf('web'), fakeContainer('web'));
  app = await startConsole({ env: { DOCKER_HOST: daemon.endpoint, HOME: home, KUBECONFIG: join(home, 'none'), TZ: 'UTC' } }); // prettier-ignore
});
test.afterEach(async () => {
  await app.close();
  await daemon.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const plan = [
  'apiVersion: readyroom/v1',
  'kind: Plan',
  'name: release',
  'title: Release',
  'phases:',
  '  - id: go',
  '    title: Go',
  '    items:',
  '      - { id: pipeline, title: The pipeline is green, manual: { instructions: Look at it. } }',
].join('\n');

const section = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const band = (page: Page) => page.locator('.banner-past');

/** The clock of this machine has gone on past that moment, with a while on both sides of it. */
async function momentNow(): Promise<number> {
  const after = Date.now() + 1_500;
  await expect.poll(() => Date.now(), { intervals: [100] }).toBeGreaterThan(after);
  const at = Date.now();
  await expect.poll(() => Date.now(), { intervals: [100] }).toBeGreaterThan(at + 1_500);
  return at;
}

async function show(page: Page, at: number): Promise<void> {
  await page.locator('.clock-menu > summary').click();
  const entry = page.locator('.clock-entry');
  await entry.getByRole('textbox').fill(new Date(at).toISOString());
  await entry.getByRole('button', { name: 'Show' }).click();
  await expect(band(page)).toContainText(/As known at/);
  await page.keyboard.press('Escape');
}

test('what was ticked, what ran and what was written is shown as it was known, then and now, and a key leads back', async ({
  page,
}) => {
  const screen = readinessOn(page);
  await page.goto(app.url);
  await section(page, 'Containers').click();
  const web = page.getByRole('grid').getByRole('row').filter({ hasText: 'web' });
  await expect(web).toContainText('running', { ignoreCase: true });
  await section(page, 'Readiness').click();
  await screen.paste(plan);
  const item = screen.row('The pipeline is green');
  await item.click();
  await page.keyboard.press('Space');
  await screen.dialog.getByLabel('Passed', { exact: true }).check();
  await screen.dialog.getByLabel('Your name (required)').fill('On-call');
  await screen.dialog.getByRole('button', { name: 'Tick', exact: true }).click();
  await expect(screen.sign('The pipeline is green', 'passed')).toBeVisible();
  const ticked = await momentNow();

  daemon.emit('die', fakeContainer('web', { state: 'exited' }), { exitCode: '137' });
  // Told of only now: it happened before the moment that is looked at.
  const about = JSON.stringify({ ID: idOf('web'), Attributes: { name: 'web', image: 'web:1' } });
  const before = ticked - 1_000;
  const late = `{"Type":"container","Action":"oom","Actor":${about},"time":${Math.floor(before / 1_000)},"timeNano":${before}000001}`; // prettier-ignore
  daemon.sendText(`${late}\n`);
  await screen.drawer('Item').getByRole('button', { name: 'Take the tick back' }).click();
  await expect(screen.sign('The pipeline is green', 'open')).toBeVisible();
  await section(page, 'Containers').click();
  await expect(web).toContainText('exited', { ignoreCase: true });

  await show(page, ticked);
  await expect(web).toContainText('running', { ignoreCase: true });
  await section(page, 'Readiness').click();
  await expect(screen.sign('The pipeline is green', 'passed')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);

  await section(page, 'Journal').click();
  const journal = page.locator('.journal .table');
  await expect(journal.getByText('item.ticked').first()).toBeVisible();
  await expect(journal.getByText('item.unticked')).toHaveCount(0);
  await expect(journal.getByText('oom')).toHaveCount(0);
  await page.getByRole('button', { name: 'What is known now' }).click();
  await expect(band(page)).toContainText('As known today about');
  await expect(journal.getByText('web ran out of memory').first()).toBeVisible();
  await expect(journal.getByText('item.unticked')).toHaveCount(0);

  await section(page, 'Logs').click();
  await expect(page.getByText(/^Lines of logs are .* were not recorded/)).toBeVisible();
  await page.reload();
  await expect(band(page)).toContainText('As known today about');

  await page.keyboard.press('l');
  await expect(page.locator('.clock-live')).toBeVisible();
  await section(page, 'Readiness').click();
  await expect(screen.sign('The pipeline is green', 'open')).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(band(page)).toBeVisible();
});
