// The pictures of endpoints that the console scrapes itself.
import type { Shot } from './shot.ts';

const at = (look: Record<string, string> = {}, span = 'now-1h..now'): string => `#/metrics?metrics=scrapes&span=${encodeURIComponent(span)}&scrape=${encodeURIComponent(new URLSearchParams(look).toString())}`; // prettier-ignore
const drawn = '.chart[data-drawn]';
const line = '.scrapes-line';

export const scrapesShots: Shot[] = [
  {
    name: 'scrapes-rate',
    scenario: 'scrapes',
    hash: at({ of: 'one', metric: 'attestor_requests_total' }),
    ready: drawn,
  },
  { name: 'scrapes-quantile', scenario: 'scrapes', hash: at({ of: 'one', metric: 'attestor_request_seconds_bucket', by: 'path' }), ready: drawn, once: true }, // prettier-ignore
  { name: 'scrapes-stale', scenario: 'scrapes', hash: at({ of: 'two', metric: 'attestor_queue_depth' }), ready: drawn },
  { name: 'scrapes-limits', scenario: 'scrapes', hash: at({ of: 'three', find: 'request' }), ready: '.scrapes-left', once: true }, // prettier-ignore
  { name: 'scrapes-denied', scenario: 'scrapes', hash: at({ of: 'four' }), ready: line, once: true },
  { name: 'scrapes-paused', scenario: 'scrapes', hash: at({ of: 'five' }), ready: line, once: true },
  {
    name: 'scrapes-contrast',
    scenario: 'scrapes',
    hash: at({ of: 'one', metric: 'attestor_requests_total', by: '' }),
    ready: drawn,
    once: true,
    theme: 'contrast',
  },
  { name: 'scrapes-none', scenario: 'normal', hash: at(), ready: '.empty' },
  { name: 'scrapes-new', scenario: 'normal', hash: at(), ready: '.empty', act: async (page) => { await page.click('.empty-actions button'); await page.selectOption('.dialog select', 'bearer'); } }, // prettier-ignore
  { name: 'scrapes-new-wrong', scenario: 'normal', hash: at(), ready: '.empty', once: true, act: async (page) => { await page.click('.empty-actions button'); await page.fill('.dialog input >> nth=2', '1s'); await page.click('.dialog-foot .button-primary'); await page.waitForSelector('.field-problem'); } }, // prettier-ignore
  { name: 'scrapes-remove', scenario: 'scrapes', hash: at({ of: 'one' }), ready: line, once: true, act: async (page) => page.click('.scrapes-head button:has-text("Remove")') }, // prettier-ignore
];
