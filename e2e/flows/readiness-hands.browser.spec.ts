// The readiness screen without a pointer, without sight, and without its engine.
import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { demoItems, demoPhase, readinessOn, type ReadinessPage } from '../support/readiness-page.ts';

let dataDir: string;
let served: ConsoleProcess;
let screen: ReadinessPage;

test.beforeEach(async ({ page }) => {
  dataDir = mkdtempSync(join(tmpdir(), 'readyroom-hands-'));
  served = await startConsole({ dataDir });
  screen = readinessOn(page);
  await page.goto(served.url);
  await page.getByText('engine live').waitFor();
});
test.afterEach(async () => {
  await served.close();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

test('a whole pass by keyboard alone, from the empty screen to ready', async ({ page }) => {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const chosen = page.locator('[role=row][aria-selected=true]');

  await press('Control+k');
  await page.keyboard.type('try it on the demo');
  await expect(screen.dialog.getByRole('option').first()).toContainText('Try it on the demo');
  await press('Enter');
  await expect(screen.drawer('Demo')).toContainText('The demo is running');

  await press('Escape');
  await expect(screen.drawer('Demo')).toBeHidden();
  await press('j');
  await expect(chosen).toContainText(demoPhase);
  await press('j', 'j');
  await expect(chosen).toContainText(demoItems.logs);
  await press('k');
  await expect(chosen).toContainText(demoItems.health);
  await press('Enter');
  await expect(screen.drawer('Item')).toContainText('status == 200');
  await press('r');
  await expect(screen.sign(demoItems.health, 'passed')).toBeVisible();
  await expect(screen.sign(demoItems.logs, 'not looked at')).toBeVisible();
  await press('e');
  await expect(screen.tab('Evidence')).toHaveAttribute('aria-selected', 'true');
  await expect(screen.drawer('Item')).toContainText('"healthy"');

  await press('n');
  const note = screen.drawer('Item').getByLabel('Note in Markdown');
  await expect(note).toBeFocused();
  await page.keyboard.type('seen by r, j and k');
  await expect(screen.drawer('Item').getByText(/^saved /)).toBeVisible();
  await press('Escape');
  await expect(note).not.toBeFocused();

  await press('/');
  await page.keyboard.type('pipeline');
  await expect(screen.row(demoItems.health)).toBeHidden();
  await press('Enter', 'j');
  await expect(chosen).toContainText(demoPhase);
  await press('j');
  await expect(chosen).toContainText(demoItems.pipeline);
  await press('Space');
  await expect(screen.dialog).toBeVisible();
  // Space takes the first answer, Tab goes on from field to field, Enter gives the word.
  await press('Space', 'Tab');
  await page.keyboard.type('Release lead');
  await press('Tab');
  await page.keyboard.type('pipeline 4711');
  await press('Enter');
  await expect(screen.dialog).toBeHidden();
  await expect(screen.sign(demoItems.pipeline, 'passed')).toBeVisible();

  await press('/', 'Escape', 'Shift+R');
  await expect(screen.headline).toHaveText('Ready: all 5 passed');
  await press('?');
  await expect(screen.dialog.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await press('Escape');
  await expect(screen.dialog).toBeHidden();
  await press('Escape');
  await expect(screen.drawer('Item')).toBeHidden();
});

test('has no accessibility violation, dark and light, with an item, its note, the runs and the demo open', async ({
  page,
}) => {
  expect(await axeViolations(page)).toEqual([]);
  await screen.button('Try it on the demo').click();
  await expect(screen.drawer('Demo')).toContainText('The demo is running');
  await screen.setFault('Gap in the log', true);
  await screen.runAll();
  await expect(screen.headline).toHaveText(/^Not ready/);
  for (const theme of ['dark', 'light']) {
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(await axeViolations(page), `${theme}, demo`).toEqual([]);
    await screen.row(demoItems.logs).click();
    for (const tab of ['Result', 'Evidence', 'Note', 'History'] as const) {
      await screen.tab(tab).click();
      await expect(screen.drawer('Item').getByText('is being read')).toBeHidden();
      expect(await axeViolations(page), `${theme}, ${tab}`).toEqual([]);
    }
    await screen.openRuns();
    expect(await axeViolations(page), `${theme}, runs`).toEqual([]);
    if (theme === 'light') break;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('light theme');
    expect(await axeViolations(page), `${theme}, palette`).toEqual([]);
    await page.keyboard.press('Enter');
    await screen.openDemo();
  }
});

test('an engine that is killed is called lost, what was seen stays greyed, and it is live again by itself', async ({
  page,
  context,
}) => {
  await screen.button('Try it on the demo').click();
  await expect(screen.drawer('Demo')).toContainText('The demo is running');
  await screen.runAll();
  await expect(screen.headline).toHaveText('Not proven: 1 waits for a person');
  await screen.row(demoItems.health).click();
  const port = Number(new URL(page.url()).port);

  process.kill(served.pid, 'SIGKILL');
  await expect(page.getByText('The engine is lost.')).toBeVisible();
  await expect(page.getByText('NOT LIVE')).toBeVisible();
  await expect(screen.headline).toHaveText('As last known: Not proven: 1 waits for a person');
  await expect(page.locator('.grid')).toHaveClass(/grid-stale/);
  await expect(screen.drawer('Item')).toHaveClass(/drawer-stale/);
  await expect(screen.sign(demoItems.health, 'passed')).toBeVisible();
  await screen.runAll();
  await expect(screen.headline).toHaveText(/^As last known/);

  await expect(page.getByText(/a new link that it prints, opened in this browser, mends that/)).toBeVisible();
  served = await startConsole({ dataDir, port });
  // A session ends with its server, so its new link is opened once, in any tab; this one then finds back without a hand.
  const other = await context.newPage();
  await other.goto(served.url);
  await expect(page.getByText('engine live')).toBeVisible();
  await expect(page.getByText('The engine is lost.')).toBeHidden();
  await expect(screen.headline).toHaveText('Not proven: 1 waits for a person');
  await expect(page.locator('.grid')).not.toHaveClass(/grid-stale/);
  await expect(screen.drawer('Item')).not.toHaveClass(/drawer-stale/);
});
