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

/** Frames while nothing is touched: the 95th percentile of their distance, and tasks over 50 ms. */
const watchFrames = (page: Page, forMs: number): Promise<{ p95Ms: number; longestTaskMs: number; rows: number }> =>
  page.evaluate(async (limitMs) => {
    const gaps: number[] = [];
    let longestTaskMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    });
    observer.observe({ type: 'longtask' });
    const began = performance.now();
    let last = began;
    while (last - began < limitMs) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      gaps.push(now - last);
      last = now;
    }
    observer.disconnect();
    gaps.sort((a, b) => a - b);
    return { p95Ms: gaps[Math.floor(gaps.length * 0.95)] ?? 0, longestTaskMs, rows: document.querySelectorAll('.log-row').length }; // prettier-ignore
  }, forMs);

test('5,000 lines a second: none dropped, the page stays responsive, a pause loses nothing', async ({ page }) => {
  test.setTimeout((seconds + 60) * 1000);
  await page.goto(`${engine.url}#/logs?log=project:shop`);
  await page.locator('.log-line').first().waitFor();
  const before = await readSoFar(page);
  const frames = await watchFrames(page, seconds * 1000);
  const read = await readSoFar(page);
  console.log(`${read - before} lines in ${seconds} s; frames p95 ${frames.p95Ms.toFixed(1)} ms, longest task ${Math.round(frames.longestTaskMs)} ms, ${frames.rows} rows in the page`); // prettier-ignore
  expect(read - before).toBeGreaterThan(seconds * 5000 * 0.9);
  expect(await dropped(page)).toBe(0);
  // A quiet machine draws in a third of this; a busy one without a graphics card must not fail for it.
  expect(frames.p95Ms).toBeLessThan(100);
  expect(frames.rows).toBeLessThan(150);

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
