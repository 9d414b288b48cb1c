// The pictures of criteria.
import type { Shot } from './shot.ts';

const at = (tab: string, open = ''): string => `#/criteria?criteria=${tab}${open === '' ? '' : `&criterion=${encodeURIComponent(open)}`}`; // prettier-ignore
const ready = '.criteria-table';
const lose: Shot['act'] = async (page, engine) => {
  engine.cut();
  await page.waitForSelector('text=The engine is lost');
};

export const criteriaShots: Shot[] = [
  { name: 'criteria', scenario: 'criteria', hash: at('criteria'), ready },
  { name: 'criteria-open', scenario: 'criteria', hash: at('criteria', 'gradual-rollout/p99-latency'), ready: '.trigger-history li' }, // prettier-ignore
  { name: 'criteria-manual', scenario: 'criteria', hash: at('criteria', 'gradual-rollout/user-satisfaction'), ready: '.drawer', once: true }, // prettier-ignore
  { name: 'criteria-good', scenario: 'criteria-good', hash: at('criteria'), ready, once: true },
  { name: 'criteria-lost', scenario: 'criteria', hash: at('criteria'), ready, once: true, act: lose },
  { name: 'criteria-none', scenario: 'normal', hash: at('criteria'), ready: '.empty', once: true },
  { name: 'criteria-contrast', scenario: 'criteria', hash: at('criteria'), ready, once: true, theme: 'contrast' },
  { name: 'criteria-judge', scenario: 'criteria', hash: at('criteria', 'gradual-rollout/user-satisfaction'), ready: '.drawer', once: true, act: async (page) => { await page.click('.drawer button:has-text("Judge")'); await page.waitForSelector('.dialog'); } }, // prettier-ignore
  { name: 'objectives', scenario: 'objectives', hash: at('objectives'), ready },
  { name: 'objectives-open', scenario: 'objectives', hash: at('objectives', 'objective:availability'), ready: '.criteria-windows' }, // prettier-ignore
  { name: 'objectives-new', scenario: 'objectives', hash: at('objectives'), ready, once: true, act: async (page) => { await page.click('.criteria-bar button:has-text("New")'); await page.click('.dialog-foot .button-primary'); await page.waitForSelector('.field-problem'); } }, // prettier-ignore
  { name: 'baselines', scenario: 'baselines', hash: at('baselines', 'b1'), ready: '.run-dots' },
  { name: 'baselines-compared', scenario: 'baselines', hash: at('baselines', 'b1'), ready: '.run-dots', act: async (page) => { await page.click('.criteria-compare .button-primary'); await page.waitForSelector('.run-dots-1'); } }, // prettier-ignore
  { name: 'baselines-none', scenario: 'normal', hash: at('baselines'), ready: '.empty', once: true },
  { name: 'soaks', scenario: 'soaks', hash: at('soaks'), ready },
  { name: 'soaks-open', scenario: 'soaks', hash: at('soaks', 'soak-1'), ready: '.drawer' },
  { name: 'soaks-failed', scenario: 'soaks', hash: at('soaks', 'soak-0'), ready: '.drawer', once: true },
  { name: 'soaks-none', scenario: 'normal', hash: at('soaks'), ready: '.empty', once: true },
  { name: 'soaks-start', scenario: 'normal', hash: at('soaks'), ready: '.empty', act: async (page) => { await page.click('.empty .button-primary'); await page.click('.trigger-sample >> nth=0'); } }, // prettier-ignore
  { name: 'soaks-start-wrong', scenario: 'normal', hash: at('soaks'), ready: '.empty', once: true, act: async (page) => { await page.click('.empty .button-primary'); await page.fill('.code-area', 'apiVersion: readyroom/v1\nkind: Soak\nname: s\ntitle: S\nduration: 72h\ninterval: 1s\ncriteria:\n  - id: queue\n    title: Queue\n    level: { query: "max(depth", below: 10, allowedShare: 0 }\n'); const by = page.locator('.dialog input[autocomplete=name]'); if ((await by.inputValue()) === '') await by.fill('Release lead'); await page.click('.dialog-foot .button-primary'); await page.waitForSelector('.problems'); } }, // prettier-ignore
];
