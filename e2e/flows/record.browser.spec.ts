// The record from the page on the real console: it is checked, backed up and its budget changed by name, and it is walked on a
// timeline from which the clock of every screen is set.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fakeContainer, idOf, startFakeDaemon, type FakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';

test.use({ actionTimeout: 20_000 });

let home: string;
let daemon: FakeDaemon;
let app: ConsoleProcess;
test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'record-flow-'));
  daemon = await startFakeDaemon(join(home, 'docker.sock'));
  daemon.containers.set(idOf('web'), fakeContainer('web'));
  app = await startConsole({ env: { DOCKER_HOST: daemon.endpoint, HOME: home, KUBECONFIG: join(home, 'none') } });
});
test.afterEach(async () => {
  await app.close();
  await daemon.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const section = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('the record is said to be whole with its root, is backed up, and its budget is changed by name', async ({
  page,
}) => {
  await page.goto(app.url);
  await section(page, 'Settings').click();
  const record = page.getByRole('region', { name: 'Record', exact: true });
  const fact = (name: string) => record.locator('.record-facts > div').filter({ hasText: name });
  await fact('Whole').getByRole('button', { name: 'Check now' }).click();
  await expect(fact('Whole')).toContainText(/whole, /);
  await expect(fact('Whole').getByRole('button', { name: 'Copy root' })).toBeVisible();
  await expect(fact('Whole')).not.toContainText('NOT');
  await expect(fact('Backup')).toContainText('none was made');
  await fact('Backup').getByRole('button', { name: 'Back up now' }).click();
  const file = fact('Backup').locator('code');
  await expect(file).toContainText('.db');
  expect(existsSync((await file.textContent()) ?? '')).toBe(true);

  const days = record.getByLabel('Keep for, in days');
  const save = record.getByRole('button', { name: 'Save' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await days.fill('0');
  await expect(record.getByText('allowed: 0.05 to 3,650 days')).toBeVisible();
  await days.press('Enter');
  await days.fill('many');
  await expect(record.getByText('allowed: 0.05 to 3,650 days')).toBeVisible();
  await days.fill('14');
  await expect(record.getByText('allowed: 0.05 to 3,650 days')).toHaveCount(0);
  await page.getByLabel('Your name').fill('On-call');
  await save.click();
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  expect(await axeViolations(page)).toEqual([]);

  await section(page, 'Journal').click();
  const journal = page.getByRole('region', { name: 'Journal events' });
  const row = journal.getByRole('row').filter({ hasText: 'person:On-call' });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('retention');
  await page.reload();
  await section(page, 'Settings').click();
  await expect(days).toHaveValue('14');
});

test('on the timeline of the record one comes nearer, opens an event, and sets the clock to it', async ({ page }) => {
  await page.goto(app.url);
  await section(page, 'Containers').click();
  const web = page.getByRole('grid').getByRole('row').filter({ hasText: 'web' });
  await expect(web).toContainText('running', { ignoreCase: true });
  daemon.emit('die', fakeContainer('web', { state: 'exited' }), { exitCode: '137' });
  await expect(web).toContainText('exited', { ignoreCase: true });

  await section(page, 'Journal').click();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  const events = page.getByRole('listbox', { name: 'Timeline of the record: events' });
  await expect(events).toContainText('web');
  const span = page.locator('.timeline-span');
  await expect(span).toContainText('6');
  const before = await span.textContent();
  await page.getByRole('button', { name: 'The whole record' }).or(page.getByRole('button', { name: 'all', exact: true })).first().click(); // prettier-ignore
  await expect(span).not.toHaveText(before ?? '');
  await page.getByRole('group', { name: 'Timeline of the record: lanes' }).focus();
  const whole = await span.textContent();
  await page.keyboard.press('-');
  await expect(span).not.toHaveText(whole ?? '');
  await page.keyboard.press('+');
  await page.getByRole('searchbox', { name: 'Filter events' }).fill('object:web source:docker');
  await expect(
    events
      .getByRole('option')
      .filter({ hasText: /137|exited|died/i })
      .first(),
  ).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);

  await events.focus();
  await page.keyboard.press('j');
  await expect(events.getByRole('option', { selected: true })).toHaveCount(1);
  await events.getByRole('option').filter({ hasText: /137|exited|died/i }).first().click(); // prettier-ignore
  const drawer = page.getByRole('complementary', { name: 'Event' });
  await expect(drawer).toContainText('Recorded');
  await expect(drawer.getByRole('button', { name: 'Pin' })).toHaveAttribute('aria-disabled', 'true');
  await drawer.getByRole('button', { name: 'Set the clock to this moment' }).click();
  await expect(page.locator('.banner-past')).toContainText('As known at');
  await section(page, 'Containers').click();
  await expect(web).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.locator('.clock-live')).toBeVisible();
});
