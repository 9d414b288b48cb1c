// The logs in a real browser over the engine's own sessions: 5,000 lines a second without a dropped line or a frozen page,
// and a pause, a search and a way back in the middle of it. READYROOM_LOG_SECONDS says for how long; 8 unless told.
import { expect, test, type Page } from '@playwright/test';
import { serveFakeEngine, type FakeEngine } from '../support/fake-engine.ts';
import { scenarioOf } from '../support/scenarios.ts';

const seconds = Number(process.env['READYROOM_LOG_SECONDS'] ?? 8);
let engine: FakeEngine;

test.beforeEach(async () => {
  engine = await serveFakeEngine(scenarioOf('logs-fast', Date.now()));
});
test.afterEach(async () => engine.close());

const numberIn = async (page: Page, pattern: RegExp): Promise<number> => {
  const text = (await page.locator('.logs-numbers').textContent()) ?? '';
  return Number(pattern.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN);
};
const readSoFar = (page: Page): Promise<number> => numberIn(page, /s([\d,]+) read/);
const dropped = (page: Page): Promise<number> => numberIn(page, /held([\d,]+) dropped/);

/** While nothing is touched: how often a second the table is drawn anew, and how many rows there are. */
const watchWork = (page: Page, forMs: number): Promise<{ drawnASecond: number; rows: number }> =>
  page.evaluate(async (limitMs) => {
    const table = document.querySelector('[role="grid"]');
    if (table === null) throw new Error('there is no table of lines');
    let drawn = 0;
    const observer = new MutationObserver(() => drawn++);
    observer.observe(table, { childList: true, subtree: true, characterData: true });
    const began = performance.now();
    await new Promise((resolve) => setTimeout(resolve, limitMs));
    observer.disconnect();
    return { drawnASecond: (drawn * 1000) / (performance.now() - began), rows: document.querySelectorAll('.log-row').length }; // prettier-ignore
  }, forMs);

test('5,000 lines a second: none dropped, the page stays responsive, a pause loses nothing', async ({ page }) => {
  test.setTimeout((seconds + 180) * 1000);
  await page.goto(`${engine.url}#/logs?log=project:shop`);
  await page.locator('.log-line').first().waitFor();
  const before = await readSoFar(page);
  const { drawnASecond, rows } = await watchWork(page, seconds * 1000);
  await expect.poll(async () => (await readSoFar(page)) - before).toBeGreaterThan(seconds * 5000 * 0.9);
  expect(await dropped(page)).toBe(0);
  // Ten windows a second are asked for at most, and each is drawn once or twice, however many lines came.
  expect(drawnASecond).toBeLessThan(25);
  expect(rows).toBeLessThan(150);

  await page.keyboard.press('Space');
  await expect(page.getByText(/new lines$/)).toBeVisible();
  const stands = await page.locator('.log-line').last().textContent();
  await page.waitForTimeout(1000);
  expect(await page.locator('.log-line').last().textContent()).toBe(stands);

  // The search goes over everything that was read, while more comes.
  await page.keyboard.press('/');
  await page.keyboard.type('refused');
  await expect(page.locator('.log-line mark').first()).toBeVisible();
  await expect(page.locator('.logs-matches')).toContainText(/[\d,]{4,} found/);
  expect(await dropped(page)).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await expect(page.locator('.logs-new button')).toBeHidden();
});

test('the log is saved as a file with every line that is shown', async ({ page }) => {
  await page.goto(`${engine.url}#/logs?log=project:shop&as=${encodeURIComponent('q=refused')}`);
  await page.locator('.log-line mark').first().waitFor();
  const saving = page.waitForEvent('download');
  await page.keyboard.press('e');
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^shop-.*\.log$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  expect(lines[0]).toContain('Secrets that it recognised are replaced');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.slice(1).filter((line) => !line.includes('refused'))).toEqual([]);
});
