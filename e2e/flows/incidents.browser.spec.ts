// An incident from the page on the real console, from the trigger that fires to its close: what the record shows, what people
// say, what is called the cause, what keeps it open, and what was known of it when.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { fakeContainer, idOf, startFakeDaemon, type FakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';

test.use({ actionTimeout: 20_000 });

let home: string;
let daemon: FakeDaemon;
let app: ConsoleProcess;
test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'incidents-flow-'));
  daemon = await startFakeDaemon(join(home, 'docker.sock'));
  daemon.containers.set(idOf('attestor'), fakeContainer('attestor'));
  app = await startConsole({ env: { DOCKER_HOST: daemon.endpoint, HOME: home, KUBECONFIG: join(home, 'none'), TZ: 'UTC' } }); // prettier-ignore
});
test.afterEach(async () => {
  await app.close();
  await daemon.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const section = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();
const button = (within: Page | Locator, name: string | RegExp): Locator => within.getByRole('button', { name, exact: typeof name === 'string' }); // prettier-ignore
const chip = (page: Page): Locator => page.locator('.incident-chip');
const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Fills a form that an act on the incident opens, and sends it. */
async function act(page: Page, open: Locator, fill: (dialog: Locator) => Promise<void>, send: string): Promise<void> {
  await open.click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await button(dialog, send).click();
  await expect(dialog).toHaveCount(0);
}

async function momentNow(): Promise<number> {
  const after = Date.now() + 1_500;
  await expect.poll(() => Date.now(), { intervals: [100] }).toBeGreaterThan(after);
  return Date.now();
}

async function watchedTrigger(page: Page): Promise<Locator> {
  await section(page, 'Triggers');
  await button(page, 'New…').last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('AttestorUnhealthy');
  await dialog.getByLabel('What is watched').selectOption({ label: 'A container is not healthy' });
  await dialog.getByLabel('Container or service').fill('attestor');
  await dialog.getByLabel('Look every').fill('1s');
  await dialog.getByLabel('Your name (required)').fill('On-call');
  await button(dialog, 'Save').click();
  return page.getByRole('button', { name: /AttestorUnhealthy/ }).first();
}

async function declare(page: Page): Promise<void> {
  const drawer = page.getByRole('complementary', { name: 'Trigger' });
  await button(drawer, 'Declare an incident…').click();
  const dialog = page.getByRole('dialog');
  const found = dialog.getByRole('region', { name: 'What the record shows' });
  await expect(found).toContainText('1 trigger that fired');
  await expect(found).toContainText('AttestorUnhealthy');
  await dialog.getByLabel('Title').fill('Attestor is not healthy');
  await dialog.getByLabel('SEV2', { exact: true }).check();
  await dialog.getByLabel('Class, for recurrence').fill('attestor.health');
  expect(await axeViolations(page)).toEqual([]);
  await button(dialog, 'Declare').click();
  await expect(page.getByRole('heading', { name: 'INC-1 Attestor is not healthy' })).toBeVisible();
}

async function sayAndCorrect(page: Page): Promise<void> {
  const said = page.getByRole('form', { name: 'Say something' });
  await said.getByRole('textbox', { name: 'What', exact: true }).fill('The disk of the attestor filled up');
  await said.getByLabel('When').selectOption({ label: 'earlier…' });
  await said.getByLabel('It happened').fill('now-10m');
  await button(said, 'Say it').click();
  const word = page.locator('.incident-words > li').first();
  await expect(word).toContainText('The disk of the attestor filled up');
  await expect(word).toContainText('fact');
  await expect(word).toContainText(/said .* later, from memory/);
  await act(page, button(word, 'Correct…'), async (dialog) => {
    await dialog.getByRole('textbox', { name: 'What', exact: true }).fill('The disk filled up with logs');
    await dialog.getByLabel('Known as').selectOption({ label: 'inference: concluded' });
  }, 'Correct'); // prettier-ignore
  await expect(word.locator('.incident-word')).toContainText('The disk filled up with logs');
  await expect(word.locator('.incident-word')).toContainText('inference');
  await expect(word.locator('del')).toHaveText('The disk of the attestor filled up');
}

async function lead(page: Page): Promise<void> {
  const roles = part(page, 'Roles');
  await act(page, button(roles, 'Assign…'), (dialog) => dialog.getByLabel('Person').fill('Deputy'), 'Record');
  await expect(roles).toContainText('Deputy');
  const acknowledged = button(part(page, 'Milestones'), 'Acknowledged: not recorded; record it');
  await act(page, acknowledged, (dialog) => dialog.getByLabel('Note (optional)').fill('by phone'), 'Record'); // prettier-ignore
  await expect(acknowledged).toHaveCount(0);
}

async function callTheCause(page: Page): Promise<void> {
  await tab(page, 'Suspects');
  const first = page.locator('.suspect-list > li').first();
  await expect(first).toBeVisible();
  await button(first, 'It is the cause').click();
  await first.getByLabel('It is the cause, because').fill('it began the second after');
  await button(first, 'It is the cause').click();
  await expect(first).toContainText('On-call said the cause');
  await expect(first).toContainText('it began the second after');
}

async function learn(page: Page): Promise<void> {
  await tab(page, 'Learning');
  await act(page, button(part(page, 'Root cause'), 'Write it…'), (dialog) => dialog.getByLabel(/What caused it/).fill('Logs were not rotated'), 'Record'); // prettier-ignore
  const actions = part(page, 'Actions');
  await act(page, button(actions, 'Add…'), async (dialog) => {
    await dialog.getByLabel('What is to be done').fill('Rotate the logs');
    await dialog.getByLabel('Owner').fill('Deputy');
  }, 'Record'); // prettier-ignore
  await expect(page.getByText('the action “Rotate the logs” is neither done nor declined')).toBeVisible();
  await act(page, button(actions, 'Done…'), (dialog) => dialog.getByLabel('How (not required)').fill('logrotate'), 'Record'); // prettier-ignore
  const controls = part(page, 'Controls');
  await act(page, button(controls, 'Add…'), (dialog) => dialog.getByRole('group', { name: 'Trigger', exact: true }).getByRole('radio', { name: /^AttestorUnhealthy/ }).check(), 'Add'); // prettier-ignore
  const control = controls.getByRole('article', { name: 'AttestorUnhealthy' });
  await button(control, 'Try it on the incident').click();
  await expect(control.locator('header')).toHaveText(/^\s*proven/);
  await expect(control).toContainText(/On the incident.*red.*Now.*green/);
  await expect(page.getByText('Nothing keeps it from being closed.')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
}

async function showAt(page: Page, at: number): Promise<void> {
  await page.locator('.clock-menu > summary').click();
  const entry = page.locator('.clock-entry');
  await entry.getByRole('textbox').fill(new Date(at).toISOString());
  await button(entry, 'Show').click();
  await expect(page.locator('.banner-past')).toContainText('As known at');
  await page.keyboard.press('Escape');
}

test('a trigger becomes an incident, people say what they know, and it closes once a control is proven', async ({
  page,
}) => {
  await page.goto(app.url);
  const line = await watchedTrigger(page);
  await expect(line).toHaveClass(/trigger-inactive/);
  daemon.emit('health_status: unhealthy', fakeContainer('attestor', { health: 'unhealthy' }));
  await expect(page.getByRole('heading', { name: '1 firing' })).toBeVisible();
  await line.click();
  const before = await momentNow();
  await momentNow();
  await declare(page);

  await expect(chip(page)).toContainText(/INC-1 SEV2 \d+:\d\d of 15 min/);
  for (const name of ['Watch', 'Metrics', 'Errors', 'Settings']) {
    await section(page, name);
    await expect(chip(page)).toContainText('INC-1');
  }
  await chip(page).click();
  await sayAndCorrect(page);
  await lead(page);
  expect(await axeViolations(page)).toEqual([]);
  await callTheCause(page);

  daemon.emit('health_status: healthy', fakeContainer('attestor', { health: 'healthy' }));
  await tab(page, 'Overview');
  const move = (name: string, word: string): Promise<void> => act(page, button(page, `${name}…`), (dialog) => dialog.getByLabel(/^Why/).fill(word), name); // prettier-ignore
  await act(page, button(page, 'Diagnosed…'), (dialog) => dialog.getByLabel('Note (optional)').fill('logs'), 'Record');
  await expect(chip(page)).toContainText('diagnosed in');
  await act(page, button(page, 'Activate…'), async () => undefined, 'Activate');
  await move('Mitigated', 'logs removed');
  await move('Resolved', 'it answers');
  await button(page, 'Close it…').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('nobody has written its root cause');
  await expect(dialog).toContainText('it has no control, such as a trigger or an item of a plan');
  await expect(button(dialog, 'Close it')).toHaveAttribute('aria-disabled', 'true');
  await button(dialog, 'Cancel').click();
  await learn(page);
  await tab(page, 'Overview');
  await act(page, button(page, 'Close it…'), async () => undefined, 'Close it');
  await expect(page.locator('.incident-head')).toContainText('closed');
  await expect(chip(page)).toHaveCount(0);

  await section(page, 'Journal');
  const journal = part(page, 'Journal events');
  for (const type of [
    'incident.declared',
    'incident.said',
    'incident.suspect',
    'incident.moved',
    'learning.caused',
    'learning.control_tried',
  ]) {
    await expect(journal.getByRole('row').filter({ hasText: type }).first()).toContainText('person:On-call');
  }
  await section(page, 'Incidents');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'INC-1 Attestor is not healthy' })).toBeVisible();
  await expect(page.locator('.incident-words')).toContainText('The disk filled up with logs');
  await expect(part(page, 'Roles')).toContainText('Deputy');
  await button(page, 'All incidents').click();

  await showAt(page, before);
  await expect(page.getByText('No incident had been declared by this moment.')).toBeVisible();
  await button(page, 'What is known now').click();
  await expect(page.getByRole('button', { name: /INC-1/ }).first()).toBeVisible();
});
