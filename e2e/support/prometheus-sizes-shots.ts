// The pictures of Prometheus' and Alertmanager's pages at their ends: nothing, ten thousand lines, long names, all ill.
import type { Page } from 'playwright';
import type { Shot } from './shot.ts';

const at = (tab: string): string => `#/metrics?metrics=${tab}`;
const row = '.box-row';
const openFirst = async (page: Page): Promise<void> => {
  await page.click('.box-row >> nth=0');
  await page.waitForSelector('.drawer');
};
const choose =
  (part: string) =>
  async (page: Page): Promise<void> => {
    await page.click(`label:has-text("${part}")`);
    await page.waitForTimeout(600);
  };

export const prometheusSizesShots: Shot[] = [
  { name: 'prom-none', scenario: 'prometheus-none', hash: at('targets'), ready: 'text=has no targets', once: true },
  { name: 'prom-none-rules', scenario: 'prometheus-none', hash: at('rules'), ready: 'text=has no rules', once: true },
  { name: 'prom-none-alerts', scenario: 'prometheus-none', hash: at('alerts'), ready: 'text=No alert is', once: true },
  { name: 'prom-many', scenario: 'prometheus-many', hash: at('targets'), ready: row },
  { name: 'prom-many-rules', scenario: 'prometheus-many', hash: at('rules'), ready: row, once: true },
  { name: 'prom-ill', scenario: 'prometheus-ill', hash: at('targets'), ready: row },
  { name: 'prom-ill-target', scenario: 'prometheus-ill', hash: at('targets'), ready: row, act: openFirst },
  { name: 'prom-ill-rules', scenario: 'prometheus-ill', hash: at('rules'), ready: row },
  { name: 'prom-ill-rule', scenario: 'prometheus-ill', hash: at('rules'), ready: row, once: true, act: openFirst },
  { name: 'prom-ill-alerts', scenario: 'prometheus-ill', hash: at('alerts'), ready: row },
  { name: 'prom-ill-managed', scenario: 'prometheus-ill', hash: at('alerts'), ready: row, once: true, act: choose('Of Alertmanager') }, // prettier-ignore
  { name: 'prom-ill-silences', scenario: 'prometheus-ill', hash: at('alerts'), ready: row, act: choose('Silences') },
  { name: 'prom-contrast', scenario: 'prometheus-ill', hash: at('targets'), ready: row, once: true, theme: 'contrast' },
];
