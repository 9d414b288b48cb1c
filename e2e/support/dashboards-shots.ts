// The pictures of dashboards.
import type { Page } from 'playwright';
import type { Shot } from './shot.ts';

const list = '#/metrics';
const open = (key: string, rest = ''): string => `#/metrics?dashboard=${key}${rest}`;
const drawn = '.chart[data-drawn]';
const settle = (ms: number) => async (page: Page) => page.waitForTimeout(ms);
const down = (px: number) => async (page: Page) => {
  await page.locator('.dash-scroll').evaluate((box, by) => box.scrollBy(0, by), px);
  await page.waitForTimeout(700);
};
const point = async (page: Page): Promise<void> => {
  await page.waitForTimeout(500);
  const box = await page.locator('.chart-overlay').first().boundingBox();
  if (box !== null) await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.4);
  await page.waitForTimeout(200);
};

export const dashboardsShots: Shot[] = [
  { name: 'dash-list', scenario: 'dash', hash: list, ready: '.library-line' },
  { name: 'dash-list-empty', scenario: 'dash-none', hash: list, ready: 'text=There is no dashboard yet', once: true },
  { name: 'dash-import', scenario: 'dash', hash: list, ready: '.library-line', once: true, act: async (page) => page.keyboard.press('i') }, // prettier-ignore
  { name: 'dash-report', scenario: 'dash', hash: list, ready: '.library-line', act: async (page) => { await page.click('text=Why >> nth=0'); await page.waitForSelector('.report'); } }, // prettier-ignore
  { name: 'dash-remove', scenario: 'dash', hash: list, ready: '.library-line', once: true, act: async (page) => page.click('[aria-label^="Remove"] >> nth=0') }, // prettier-ignore
  { name: 'dash', scenario: 'dash', hash: open('checkout'), ready: drawn, act: point },
  { name: 'dash-down', scenario: 'dash', hash: open('checkout'), ready: drawn, act: down(560) },
  { name: 'dash-end', scenario: 'dash', hash: open('checkout', `&with=${encodeURIComponent('v.worker=worker-3&v.job=api')}`), ready: drawn, act: down(4000) }, // prettier-ignore
  { name: 'dash-tiles', scenario: 'dash', hash: open('tiles'), ready: '.stat', act: settle(700) },
  { name: 'dash-tiles-down', scenario: 'dash', hash: open('tiles'), ready: '.stat', act: down(600) },
  { name: 'dash-alone', scenario: 'dash', hash: open('checkout'), ready: drawn, act: async (page) => { await page.hover('[aria-label="Latency"].panel'); await page.keyboard.press('v'); await page.waitForTimeout(600); } }, // prettier-ignore
  { name: 'dash-variable', scenario: 'dash', hash: open('checkout'), ready: drawn, act: async (page) => { await page.click('[aria-label^="Worker:"]'); await page.waitForTimeout(100); } }, // prettier-ignore
  { name: 'dash-inspect', scenario: 'dash', hash: open('checkout'), ready: drawn, act: async (page) => { await page.hover('[aria-label="Latency"].panel'); await page.click('[aria-label="What can be done with Latency"]'); await page.click('[aria-label="Latency"].panel >> text=Look into it'); await page.waitForSelector('.inspect'); } }, // prettier-ignore
  { name: 'dash-menu', scenario: 'dash', hash: open('checkout'), ready: drawn, once: true, act: async (page) => { await page.hover('[aria-label="Latency"].panel'); await page.click('[aria-label="What can be done with Latency"]'); } }, // prettier-ignore
  { name: 'dash-empty', scenario: 'dash-empty', hash: open('checkout'), ready: 'text=No data', act: settle(600), once: true }, // prettier-ignore
  { name: 'dash-red', scenario: 'dash-red', hash: open('checkout'), ready: 'text=Could not look', act: settle(600) },
  { name: 'dash-stale', scenario: 'dash-stale', hash: open('checkout'), ready: drawn, act: async (page) => { await page.waitForTimeout(500); await page.click('[aria-label="Ask again now"]'); await page.waitForTimeout(900); } }, // prettier-ignore
  { name: 'dash-waiting', scenario: 'dash-waiting', hash: open('checkout'), ready: 'text=Waiting for $job', act: settle(300) }, // prettier-ignore
  { name: 'dash-long', scenario: 'dash-long', hash: open('checkout'), ready: drawn, act: settle(700) },
  { name: 'dash-long-down', scenario: 'dash-long', hash: open('checkout'), ready: drawn, once: true, act: down(560) },
  { name: 'dash-hostile', scenario: 'dash', hash: open('hostile'), ready: 'text=Not drawn here', act: settle(300) },
  { name: 'dash-many', scenario: 'dash', hash: open('many'), ready: drawn, act: settle(900) },
  { name: 'dash-contrast', scenario: 'dash', hash: open('checkout'), ready: drawn, once: true, theme: 'contrast', act: point }, // prettier-ignore
  { name: 'dash-lost', scenario: 'dash', hash: open('checkout'), ready: drawn, once: true, act: async (page, engine) => { await page.waitForTimeout(500); engine.cut(); await page.waitForTimeout(800); } }, // prettier-ignore
];
