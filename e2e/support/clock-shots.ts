// The pictures of the clock: what unfolds below it, and views as of a past moment.
import type { Page } from 'playwright';
import type { Shot } from './shot.ts';

const at = `at=${new Date(Date.now() - 123 * 60_000).toISOString()}`;
const unfold = async (page: Page): Promise<void> => {
  await page.click('.clock-menu > summary');
  await page.waitForSelector('.clock-ticks rect', { timeout: 8_000 });
};

export const clockShots: Shot[] = [
  { name: 'clock-panel', scenario: 'timeline', hash: '#/watch', ready: '.clock', act: unfold },
  { name: 'clock-panel-past', scenario: 'timeline', hash: `#/readiness?${at}`, ready: '.banner-past', act: unfold },
  { name: 'clock-panel-wrong', scenario: 'timeline', hash: `#/journal?${at}`, ready: '.banner-past', once: true, act: async (page) => { await unfold(page); await page.fill('.clock-entry input', 'yesterday'); await page.keyboard.press('Enter'); await page.waitForSelector('.field-problem'); } }, // prettier-ignore
  { name: 'clock-watch', scenario: 'wall', hash: `#/watch?${at}`, ready: '.banner-past' },
  { name: 'clock-watch-contrast', scenario: 'wall', hash: `#/watch?${at}&known=now`, ready: '.banner-past', once: true, theme: 'contrast' }, // prettier-ignore
  { name: 'clock-workloads', scenario: 'kube', hash: `#/workloads?${at}`, ready: '.banner-past', once: true },
  { name: 'clock-containers', scenario: 'boxes', hash: `#/containers?${at}`, ready: '.banner-past', once: true },
  { name: 'clock-metrics', scenario: 'dash', hash: `#/metrics?dashboard=checkout&${at}`, ready: '.banner-past', once: true }, // prettier-ignore
  { name: 'clock-readiness', scenario: 'normal', hash: `#/readiness?plan=plan-1&${at}`, ready: '.banner-past' },
  { name: 'clock-triggers', scenario: 'triggers', hash: `#/triggers?${at}`, ready: '.trigger-line', once: true },
  { name: 'clock-journal', scenario: 'normal', hash: `#/journal?${at}`, ready: '.banner-past', once: true },
  { name: 'clock-incidents', scenario: 'normal', hash: `#/incidents?${at}`, ready: '.empty', once: true },
  { name: 'clock-errors', scenario: 'errors', hash: `#/errors?${at}`, ready: '.banner-past', once: true },
  { name: 'clock-logs', scenario: 'logs', hash: `#/logs?${at}`, ready: '.past-logs', once: true },
  { name: 'clock-logs-kept', scenario: 'logs-kept', hash: `#/logs?${at}`, ready: '.past-log-lines' },
  { name: 'clock-cannot', scenario: 'logs', hash: `#/terminal?${at}`, ready: '.past-refusal' },
];
