// Plans that are broken, that come from elsewhere, or that ask what never answers; on the real console.
import { expect, test } from '@playwright/test';
import { existsSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { httpItem, makePlanFolder, markItem, planText, type PlanFolder } from '../support/plan-files.ts';
import { readinessOn, type ReadinessPage } from '../support/readiness-page.ts';

let served: ConsoleProcess;
let folder: PlanFolder;
let server: Server;
let address: string;
let screen: ReadinessPage;

test.beforeEach(async ({ page }) => {
  folder = makePlanFolder();
  // Answers at once on /, never on /silent.
  server = createServer((request, response) => void (request.url === '/silent' || response.end('well')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  served = await startConsole();
  screen = readinessOn(page);
  await page.goto(served.url);
  await page.getByText('engine live').waitFor();
});
test.afterEach(async () => {
  await served.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  folder.remove();
});

test('a broken plan says where and what is allowed, and nothing is lost by it', async ({ page }) => {
  await screen.openPath(folder.write('good.yaml', planText('good', 'A good plan', httpItem('It answers', address))));
  await expect(screen.dialog).toBeHidden();
  await expect(screen.headline).toHaveText('Not looked at yet');
  await screen.runAll();
  await expect(screen.headline).toHaveText('Ready: all 1 passed');

  const broken = planText('bad', 'A bad plan', httpItem('It answers', address).replace('status ==', 'statuss =='));
  const file = folder.write('broken.yaml', broken.replace('title: One', 'titel: One'));
  await screen.openPath(file);
  const places = screen.dialog.locator('.problems');
  await expect(places).toContainText('broken.yaml:7:5');
  await expect(places).toContainText('titel');
  await expect(places).toContainText('broken.yaml:12:');
  await expect(places).toContainText(/statuss.*Did you mean status\? Allowed: .*durationMs/s);
  await expect(screen.dialog.getByLabel('Path')).toHaveValue(file);

  await page.keyboard.press('Escape');
  await expect(screen.headline).toHaveText('Ready: all 1 passed');
  await expect(screen.plans).toHaveCount(1);
  await expect(page.getByText('broken.yaml:7:5')).toBeVisible();

  folder.write('broken.yaml', planText('bad', 'A mended plan', httpItem('It answers', address)));
  await screen.openPath(file);
  await expect(screen.plans).toHaveCount(2);
  await expect(screen.dialog).toBeHidden();
  await expect(screen.headline).toHaveText('Not looked at yet');
});

test('a text that is no YAML at all is refused with its place', async () => {
  await screen.openPath(folder.write('torn.yaml', 'apiVersion: readyroom/v1\nphases: [ { id: "a }\n'));
  await expect(screen.dialog.locator('.problems')).toContainText(/torn\.yaml:\d+:\d+/);
});

test('a pasted command does not run until it is trusted by name, and one changed letter asks again', async ({
  page,
}) => {
  const mark = join(folder.path, 'ran');
  const text = planText('pasted', 'From elsewhere', markItem('Leaves a mark', mark));
  await screen.paste(text);
  await expect(page.getByText('This plan is not trusted.')).toBeVisible();
  await expect(page.locator('.demands')).toContainText(`touch ${mark}`);
  await screen.runAll();
  await expect(screen.sign('Leaves a mark', 'could not look')).toBeVisible();
  await expect(screen.reason('Leaves a mark')).toContainText(/trust/);
  await expect(screen.headline).toHaveText('Not proven: could not look at 1');
  expect(existsSync(mark)).toBe(false);

  await page.getByRole('button', { name: 'Trust this plan' }).click();
  await expect(screen.dialog).toContainText(`touch ${mark}`);
  const trust = screen.dialog.getByRole('button', { name: 'Trust this plan' });
  await trust.click({ force: true });
  await expect(trust).toHaveAttribute('title', 'type your name first');
  await screen.dialog.getByLabel('Type your name to consent').fill('Release lead');
  await trust.click();
  await expect(screen.dialog).toBeHidden();
  await expect(page.getByText('This plan is not trusted.')).toBeHidden();
  expect(existsSync(mark)).toBe(false);
  await screen.runAll();
  await expect(screen.headline).toHaveText('Ready: all 1 passed');
  expect(existsSync(mark)).toBe(true);

  rmSync(mark);
  await screen.paste(text.replace('From elsewhere', 'From elsewhers'));
  await expect(page.getByText('This plan is not trusted.')).toBeVisible();
  await screen.runAll();
  await expect(screen.sign('Leaves a mark', 'could not look')).toBeVisible();
  expect(existsSync(mark)).toBe(false);
});

test('a run that hangs is cancelled from the screen at once, and says what was not known', async () => {
  await screen.openPath(folder.write('hang.yaml', planText('hang', 'Hangs', httpItem('Never answers', `${address}/silent`)))); // prettier-ignore
  await expect(screen.dialog).toBeHidden();
  await expect(screen.headline).toHaveText('Not looked at yet');
  const asked = new Promise((resolve) => server.once('request', resolve));
  await screen.runAll();
  await asked;
  await expect(screen.headline).toHaveText('Running: 0 of 1');
  await expect(screen.sign('Never answers', 'running')).toBeVisible();
  await screen.button('Cancel').click();
  await expect(screen.headline).toHaveText('Not proven: 1 cancelled', { timeout: 2000 });
  await expect(screen.sign('Never answers', 'cancelled')).toBeVisible();
  await expect(screen.button('Run all')).toBeVisible();
});
