// A console with nothing in it: every section and every tab of one is gone through, in each theme. None may have an
// accessibility violation, and each says what it is for and offers a next step.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';

/** The address of each, and words that are there once it stands. */
const places: readonly [address: string, words: RegExp][] = [
  ['watch', /Nothing is watched/],
  ['containers', /Docker/],
  ['workloads', /kubeconfig|context/],
  ['logs', /log/i],
  ['terminal', /No terminal is open/],
  ['forwards', /forward/i],
  ['metrics', /comes with Ready Room/],
  ['metrics?metrics=explore', /Prometheus/],
  ['metrics?metrics=targets', /Prometheus/],
  ['metrics?metrics=rules', /Prometheus/],
  ['metrics?metrics=alerts', /Prometheus/],
  ['metrics?metrics=scrapes', /No endpoint is scraped/],
  ['triggers', /trigger/i],
  ['criteria', /criteri/i],
  ['criteria?criteria=objectives', /objective/i],
  ['criteria?criteria=baselines', /baseline/i],
  ['criteria?criteria=soaks', /soak/i],
  ['readiness', /No plan is open/],
  ['incidents', /No incident was ever declared here/],
  ['errors', /nothing is known of failures/],
  ['errors?errors=health', /nothing is known of their health/],
  ['errors?errors=correlation', /One id ties together/],
  ['errors?errors=ingest', /How services send theirs/],
  ['journal', /The console started/],
  ['journal?timeline=all', /Console and record/],
  ['diagnostics', /Look again/],
  ['settings', /Density/],
];

let folder: string;
let app: ConsoleProcess;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sections-flow-'));
  app = await startConsole({ env: { HOME: folder, KUBECONFIG: join(folder, 'none'), DOCKER_HOST: `unix://${join(folder, 'none.sock')}` } }); // prettier-ignore
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

for (const theme of ['dark', 'light', 'contrast']) {
  test(`every section of an empty console has something to do and no accessibility violation, ${theme}`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.addInitScript((settings) => localStorage.setItem('readyroom:settings', settings), JSON.stringify({ theme })); // prettier-ignore
    await page.goto(await app.newUrl());
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const view = page.locator('.view');
    for (const [address, words] of places) {
      await page.evaluate((hash) => (location.hash = hash), `#/${address}`);
      await expect(view, address).toContainText(words);
      // The frame has buttons anyway: what counts is the view.
      expect(await view.getByRole('button').count(), `${address} has a next step`).toBeGreaterThan(0);
      expect(await axeViolations(page), address).toEqual([]);
    }
  });
} // prettier-ignore
