// The pictures of Prometheus' and Alertmanager's pages.
import type { Shot } from './shot.ts';

const at = (tab: string): string => `#/metrics?metrics=${tab}`;
const openRow =
  (words: string): NonNullable<Shot['act']> =>
  async (page) => {
    await page.click(`.grid-line:has-text("${words}")`);
    await page.waitForSelector('.drawer');
  };

export const prometheusShots: Shot[] = [
  { name: 'prom-targets', scenario: 'prometheus', hash: at('targets'), ready: '.box-row' },
  { name: 'prom-target', scenario: 'prometheus', hash: at('targets'), ready: '.box-row', act: openRow('connection refused') }, // prettier-ignore
  { name: 'prom-stale', scenario: 'prometheus-stale', hash: at('targets'), ready: '.box-row', once: true },
  { name: 'prom-warned', scenario: 'prometheus-warned', hash: at('rules'), ready: '.box-row', once: true },
  { name: 'prom-rules', scenario: 'prometheus', hash: at('rules'), ready: '.box-row' },
  {
    name: 'prom-rule',
    scenario: 'prometheus',
    hash: at('rules'),
    ready: '.box-row',
    once: true,
    act: openRow('TargetDown'),
  },
  {
    name: 'prom-alerts',
    scenario: 'prometheus',
    hash: at('alerts'),
    ready: '.box-row',
    once: true,
    act: openRow('10.0.3.17'),
  },
  { name: 'prom-managed', scenario: 'prometheus-open', hash: at('alerts'), ready: '.box-row', act: async (page) => { await page.click('text=Of Alertmanager'); await page.waitForSelector('.box-row:has-text("silenced")'); } }, // prettier-ignore
  { name: 'prom-silences', scenario: 'prometheus-open', hash: at('alerts'), ready: '.box-row', once: true, act: async (page) => { await page.click('label:has-text("Silences")'); await openRow('being moved')(page, undefined as never); } }, // prettier-ignore
  { name: 'prom-silence', scenario: 'prometheus-open', hash: at('alerts'), ready: '.box-row', act: async (page) => { await page.click('text=Of Alertmanager'); await openRow('TargetDown')(page, undefined as never); await page.click('.drawer button:has-text("Silence…")'); await page.waitForSelector('.metrics-preview'); } }, // prettier-ignore
  { name: 'prom-found', scenario: 'prometheus-found', hash: at('targets'), ready: '.metrics-candidates li' },
  { name: 'prom-env', scenario: 'prometheus', hash: at('targets'), ready: '.box-row', act: async (page) => { await page.click('.switcher-button'); await page.click('text=Edit…'); await page.waitForSelector('.environment-form'); await page.click('summary:has-text("Prometheus")'); } }, // prettier-ignore
];
