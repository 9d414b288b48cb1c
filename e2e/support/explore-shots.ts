// The pictures of Explore.
import type { Page } from 'playwright';
import type { Shot } from './shot.ts';

const at = (look: object, span = 'now-24h..now'): string => `#/metrics?metrics=explore&span=${encodeURIComponent(span)}&explore=${encodeURIComponent(JSON.stringify(look))}`; // prettier-ignore
const ask = (...queries: string[]): { queries: { q: string }[] } => ({ queries: queries.map((q) => ({ q })) });
const drawn = '.chart[data-drawn]';

const point = async (page: Page): Promise<void> => {
  const box = await page.locator('.chart-overlay').boundingBox();
  if (box !== null) await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.4);
  await page.waitForSelector('.chart-tooltip');
};
const again = async (page: Page): Promise<void> => {
  await page.click('[aria-label="Ask again now"]');
  await page.waitForSelector('.chart-stale');
};

export const exploreShots: Shot[] = [
  { name: 'explore-one', scenario: 'explore', hash: at(ask('one')), ready: drawn, act: point },
  { name: 'explore-twenty', scenario: 'explore', hash: at(ask('twenty')), ready: drawn, act: point },
  { name: 'explore-many', scenario: 'explore', hash: at({ ...ask('many'), unit: 'bytes' }), ready: drawn },
  { name: 'explore-gaps', scenario: 'explore', hash: at(ask('gaps')), ready: drawn, act: async (page) => page.click('text=/^\\d+ events$/') }, // prettier-ignore
  { name: 'explore-spikes', scenario: 'explore', hash: at(ask('spikes')), ready: drawn, once: true },
  { name: 'explore-stale', scenario: 'explore-stale', hash: at(ask('twenty')), ready: drawn, act: again },
  { name: 'explore-error', scenario: 'explore', hash: at(ask('one', 'rate(http_requests_total[5m')), ready: '.explore-failed' }, // prettier-ignore
  { name: 'explore-refused', scenario: 'explore', hash: at(ask('sum by (')), ready: '.explore-failed', once: true },
  { name: 'explore-empty', scenario: 'explore', hash: at({}), ready: 'text=Write a query' },
  {
    name: 'explore-none',
    scenario: 'explore',
    hash: at(ask('none')),
    ready: 'text=No samples in this time',
    once: true,
  },
  { name: 'explore-log', scenario: 'explore', hash: at({ ...ask('wide'), log: true, unit: 'seconds' }), ready: drawn },
  { name: 'explore-stacked', scenario: 'explore', hash: at({ ...ask('gaps'), stacked: true, unit: 'percent' }), ready: drawn }, // prettier-ignore
  { name: 'explore-rows', scenario: 'explore', hash: at({ ...ask('twenty'), view: 'table' }), ready: '.explore-table' },
  { name: 'explore-samples', scenario: 'explore', hash: at(ask('twenty')), ready: drawn, once: true, act: async (page) => page.click('text="Table" >> nth=-1') }, // prettier-ignore
  { name: 'explore-span', scenario: 'explore', hash: at(ask('one')), ready: drawn, once: true, act: async (page) => page.click('.span-menu summary') }, // prettier-ignore
  { name: 'explore-contrast', scenario: 'explore', hash: at(ask('twenty')), ready: drawn, once: true, theme: 'contrast', act: point }, // prettier-ignore
];
