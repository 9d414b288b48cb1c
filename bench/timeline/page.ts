// A saved incident of many events in a headless browser: how long from its data to the picture, and how busy that keeps the
// page. What the engine needs for the data is measured apart.
import { chromium } from 'playwright';
import type { Scenario } from '../../e2e/support/scenario.ts';
import { serveFakeEngine } from '../../e2e/support/fake-engine.ts';
import { noteMessages, openAndPaint } from './in-page.ts';

export interface PaintTimes {
  /** From the last part of the data to the frame after the lanes and the list are there. */
  afterDataMs: number[];
  /** From the click to that frame. */
  wholeMs: number[];
  /** Tasks of the main thread over 50 ms meanwhile. */
  longTasksMs: number[];
}

const flags = ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-sandbox']; // prettier-ignore

export async function paintTimes(scenario: Scenario, rounds: number, hash: string): Promise<PaintTimes> {
  const engine = await serveFakeEngine(scenario);
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags }); // prettier-ignore
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(120_000);
    await page.addInitScript(noteMessages);
    await page.goto(`${engine.url}#/diagnostics`);
    await page.getByText('engine live').waitFor();
    const times: PaintTimes = { afterDataMs: [], wholeMs: [], longTasksMs: [] };
    for (let round = 0; round <= rounds; round++) {
      const painted = await page.evaluate(openAndPaint, [hash, '#/diagnostics'] satisfies [string, string]);
      // The first one compiles.
      if (round === 0) continue;
      times.afterDataMs.push(painted.afterDataMs);
      times.wholeMs.push(painted.wholeMs);
      times.longTasksMs.push(...painted.longTasksMs);
    }
    return times;
  } finally {
    await browser.close();
    await engine.close();
  }
}
