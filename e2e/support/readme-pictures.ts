// The pictures of the README: the built console, the real demo, broken on purpose, with the drawer open on why; and of what
// an incident needs, in the made-up states of screens.ts. Usage: node e2e/support/readme-pictures.ts. Needs a build and
// Prometheus; writes docs/screenshots/readiness-{dark,light}.png and those of `fromScreens`.
import { expect } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { startConsole } from './console-server.ts';
import { demoItems, readinessOn } from './readiness-page.ts';

const outDir = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
const mostBytes = 250 * 1024;
/** By the name of the shot: that of the picture, which ends with its theme. */
const fromScreens = {
  incident: 'incident-dark',
  'timeline-incident': 'timeline-dark',
  suspects: 'suspects-dark',
  'clock-readiness': 'past-dark',
  'errors-open': 'errors-dark',
  'review-proof': 'review-dark',
  'learning-full': 'learning-dark',
  wall: 'watch-dark',
  'kube-drawer': 'workloads-dark',
  'boxes-drawer': 'containers-dark',
  'logs-gap': 'logs-dark',
  dash: 'dashboard-dark',
  triggers: 'triggers-dark',
  criteria: 'criteria-light',
};

function checkSize(path: string): void {
  const { size } = statSync(path);
  if (size > mostBytes) throw new Error(`${path} has ${size} bytes; at most ${mostBytes} are wanted`);
  console.log(`${path}: ${Math.round(size / 1024)} KiB`);
}

function takeFromScreens(): void {
  const folder = mkdtempSync(join(tmpdir(), 'readyroom-pictures-'));
  const shots = Object.keys(fromScreens).join(',');
  execFileSync(process.execPath, [join(import.meta.dirname, 'screens.ts'), folder, shots, 'dark-1440,light-1440'], {
    stdio: 'inherit',
  });
  for (const [shot, name] of Object.entries(fromScreens)) {
    const path = join(outDir, `${name}.png`);
    copyFileSync(join(folder, `${shot}-${name.replace(/^.*-/, '')}-1440.png`), path);
    checkSize(path);
  }
  rmSync(folder, { recursive: true });
}

/** A green run first, then the gap, so that there is a change to tell of; a note and a tick, as a lead would leave them. */
async function breakTheDemo(page: Page): Promise<void> {
  const screen = readinessOn(page);
  await screen.button('Try it on the demo').click();
  await screen.drawer('Demo').getByText('The demo is running').waitFor();
  await screen.runAll();
  await expect(screen.headline).toHaveText('Not proven: 1 waits for a person');
  await screen.row(demoItems.pipeline).click();
  await page.keyboard.press('Space');
  await screen.dialog.getByLabel('Passed', { exact: true }).check();
  await screen.dialog.getByLabel('Your name (required)').fill('Release lead');
  await screen.dialog.getByLabel('Evidence (required)').fill('https://ci.example.org/pipelines/4711');
  await screen.dialog.getByRole('button', { name: 'Tick', exact: true }).click();
  await expect(screen.headline).toHaveText('Ready: all 5 passed');
  await screen.openDemo();
  await screen.setFault('Gap in the log', true);
  await screen.setFault('Target down', true);
  await expect(async () => {
    await screen.runAll();
    await expect(screen.headline).toHaveText('Not ready: 2 failed', { timeout: 1000 });
  }).toPass();
  await screen.row(demoItems.logs).click();
  await screen.tab('Result').click();
  await screen.drawer('Item').getByText('Facts seen').waitFor();
}

mkdirSync(outDir, { recursive: true });
takeFromScreens();
const served = await startConsole();
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
  await page.goto(served.url);
  await breakTheDemo(page);
  for (const theme of ['dark', 'light']) {
    if (theme === 'light') {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('light theme');
      await page.keyboard.press('Enter');
    }
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.mouse.move(0, 0);
    const path = join(outDir, `readiness-${theme}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    checkSize(path);
  }
} finally {
  await browser.close();
  await served.close();
}
