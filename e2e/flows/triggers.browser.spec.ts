// Triggers from the page, on a Docker engine made of memory: a sample by one click, a trigger written by hand that fires,
// calls on every screen, and is answered by name; what cannot be watched is never called quiet.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fakeContainer, idOf, startFakeDaemon, type FakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';

let home: string;
let daemon: FakeDaemon;
let app: ConsoleProcess;
test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'triggers-flow-'));
  daemon = await startFakeDaemon(join(home, 'docker.sock'));
  daemon.containers.set(idOf('attestor'), fakeContainer('attestor'));
  app = await startConsole({ env: { DOCKER_HOST: daemon.endpoint, HOME: home, KUBECONFIG: join(home, 'none') } });
});
test.afterEach(async () => {
  await app.close();
  await daemon.stop();
  rmSync(home, { recursive: true, force: true });
});

const restart = (times: number): void => {
  for (let time = 0; time < times; time++) {
    daemon.emit('die', fakeContainer('attestor', { state: 'exited' }), { exitCode: '1' });
    daemon.emit('start', fakeContainer('attestor', { restartCount: time + 1 }));
  }
};

test('a sample is imported by one click: what can be watched is, what cannot is a hole, and nothing is called quiet', async ({
  page,
}) => {
  await page.goto(app.url);
  await page.getByRole('button', { name: 'Triggers' }).click();
  await page.getByRole('button', { name: 'Import…' }).last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Phase IX/ }).click();
  await dialog.getByLabel('Your name (required)').fill('On-call');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByText('10 added:')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { name: /^5 not known \(.*\), 5 holes$/ })).toBeVisible();
  const holes = page.getByRole('region', { name: /^Holes/ });
  await expect(holes.getByText('Any evidence of log loss or corruption during staging tests.')).toBeVisible();
  const down = page.getByRole('button', { name: /AttestorTargetDown/ });
  await expect(down).toContainText('No Prometheus is connected.');
  await expect(page.getByRole('button', { name: /AttestorRestarts/ })).toContainText('15 min of 15 min not observed'); // prettier-ignore
});

test('a trigger written by hand fires, calls on every screen, is acknowledged by name, and the record says so', async ({
  page,
}) => {
  await page.goto(app.url);
  await page.getByRole('button', { name: 'Triggers' }).click();
  await page.getByRole('button', { name: 'New…' }).last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('TooManyRestarts');
  await dialog.getByLabel('Container or service').fill('attestor');
  await dialog.getByLabel('More restarts than').fill('2');
  await dialog.getByLabel('Look every').fill('1s');
  await dialog.getByLabel('Your name (required)').fill('On-call');
  await expect(dialog.getByRole('status')).toHaveText('Fires when container attestor restarts more than 2 times in 15 min. Looked at every 1 s.'); // prettier-ignore
  await dialog.getByRole('button', { name: 'Save' }).click();
  const line = page.getByRole('button', { name: /TooManyRestarts/ }).first();
  await expect(line).toContainText('15 min of 15 min not observed');

  restart(3);
  await page.getByRole('button', { name: 'Journal' }).click();
  const band = page.locator('.banner', { hasText: 'TooManyRestarts fires' });
  await expect(band).toBeVisible();
  await band.getByRole('button', { name: 'Acknowledge…' }).click();
  await dialog.getByLabel('Note (optional)').fill('looking at it');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(band).toHaveCount(0);

  await page.getByRole('button', { name: '1 firing' }).click();
  await expect(page.getByRole('heading', { name: '1 firing' })).toBeVisible();
  await page.getByRole('button', { name: /TooManyRestarts/ }).first().click(); // prettier-ignore
  const drawer = page.getByRole('complementary', { name: 'Trigger' });
  await expect(drawer.getByText(/^Acknowledged by On-call \d/)).toBeVisible();
  await page.keyboard.press('x');
  await dialog.getByLabel('Note (optional)').fill('image rolled back');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(drawer.getByText('resolved by On-call: image rolled back')).toBeVisible();
  // It still holds, so it begins anew, and calls anew.
  await expect(band).toBeVisible();

  await page.getByRole('button', { name: 'Journal' }).click();
  const journal = page.getByRole('region', { name: 'Journal events' });
  await expect(journal.getByRole('row').filter({ hasText: 'trigger.acknowledged' })).toContainText('person:On-call');
});
