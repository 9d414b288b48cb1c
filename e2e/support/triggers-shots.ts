// The pictures of triggers.
import type { Page } from 'playwright';
import type { Shot } from './shot.ts';

const list = '#/triggers';
const ready = '.trigger-line';
const lose: Shot['act'] = async (page, engine) => {
  engine.cut();
  await page.waitForSelector('text=The engine is lost');
};
const press = async (page: Page, name: string): Promise<void> => page.click(`.triggers-bar button:has-text("${name}")`);

export const triggersShots: Shot[] = [
  { name: 'triggers', scenario: 'triggers', hash: list, ready },
  { name: 'triggers-open', scenario: 'triggers', hash: `${list}?trigger=AttestorTargetDown`, ready: '.trigger-history li' }, // prettier-ignore
  { name: 'triggers-open-end', scenario: 'triggers', hash: `${list}?trigger=AttestorTargetDown`, ready: '.trigger-history li', once: true, act: async (page) => page.locator('.drawer-body').evaluate((body) => body.scrollTo(0, body.scrollHeight)) }, // prettier-ignore
  { name: 'triggers-acknowledged', scenario: 'triggers', hash: `${list}?trigger=AttestorRestarts`, ready: '.trigger-instance', once: true }, // prettier-ignore
  { name: 'triggers-hole', scenario: 'triggers', hash: `${list}?trigger=LogLossOrCorruption`, ready: '.drawer', once: true }, // prettier-ignore
  { name: 'triggers-quiet', scenario: 'triggers-quiet', hash: list, ready },
  { name: 'triggers-calm', scenario: 'triggers-calm', hash: list, ready, once: true },
  { name: 'triggers-error', scenario: 'triggers-error', hash: list, ready },
  { name: 'triggers-many', scenario: 'triggers-many', hash: list, ready, once: true },
  { name: 'triggers-lost', scenario: 'triggers', hash: list, ready, once: true, act: lose },
  { name: 'triggers-none', scenario: 'normal', hash: list, ready: '.empty', once: true },
  { name: 'triggers-contrast', scenario: 'triggers', hash: list, ready, once: true, theme: 'contrast' },
  { name: 'triggers-import', scenario: 'normal', hash: list, ready: '.empty', act: async (page) => { await press(page, 'Import'); await page.click('.trigger-sample >> nth=0'); } }, // prettier-ignore
  { name: 'triggers-import-wrong', scenario: 'normal', hash: list, ready: '.empty', once: true, act: async (page) => { await press(page, 'Import'); await page.fill('.code-area', 'groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up == \n        fro: 5m\n'); await page.click('.dialog-foot .button-primary'); await page.waitForSelector('.problems'); } }, // prettier-ignore
  { name: 'triggers-imported', scenario: 'normal', hash: list, ready: '.empty', once: true, act: async (page) => { await press(page, 'Import'); await page.click('.trigger-sample >> nth=0'); await page.click('.dialog-foot .button-primary'); await page.waitForSelector('.trigger-report'); } }, // prettier-ignore
  { name: 'triggers-new', scenario: 'triggers', hash: list, ready, act: async (page) => { await press(page, 'New'); await page.fill('.trigger-form input >> nth=0', 'CartRestarts'); await page.fill('[placeholder="*attestor*"]', 'cart'); } }, // prettier-ignore
  { name: 'triggers-new-wrong', scenario: 'triggers', hash: list, ready, once: true, act: async (page) => { await press(page, 'New'); await page.selectOption('.trigger-form select >> nth=0', 'promql'); await page.click('.dialog-foot .button-primary'); await page.waitForSelector('.field-problem'); } }, // prettier-ignore
  { name: 'triggers-snooze', scenario: 'triggers', hash: `${list}?trigger=AttestorTargetDown`, ready: '.trigger-history li', once: true, act: async (page) => { await page.keyboard.press('z'); await page.waitForSelector('.dialog'); } }, // prettier-ignore
  { name: 'triggers-band', scenario: 'triggers', hash: '#/journal', ready: '.firing-chip', once: true },
];
