// The pictures of incidents.
import type { Shot } from './shot.ts';

const list = '#/incidents';
const open = (number: number, tab = ''): string =>
  `${list}?incident=incident-${number}${tab === '' ? '' : `&of=${tab}`}`;
const lose: Shot['act'] = async (page, engine) => {
  engine.cut();
  await page.waitForSelector('text=The engine is lost');
};
const declare: NonNullable<Shot['act']> = async (page) => {
  await page.click('button:has-text("Declare") >> nth=0');
  await page.waitForSelector('.declare-found');
};

const form =
  (words: string): Shot['act'] =>
  async (page) => {
    await page.click(`.incident-overview button:has-text("${words}") >> nth=0`);
    await page.waitForSelector('.dialog');
  };

export const incidentsShots: Shot[] = [
  { name: 'incidents', scenario: 'incidents-twelve', hash: list, ready: '.incident-line' },
  { name: 'incidents-none', scenario: 'normal', hash: list, ready: '.empty', once: true },
  { name: 'incidents-many', scenario: 'incidents-thousand', hash: list, ready: '.incident-line', once: true },
  { name: 'incidents-find', scenario: 'incidents-twelve', hash: `${list}?incidents=kind:drill`, ready: '.incident-line', once: true }, // prettier-ignore
  { name: 'incidents-lost', scenario: 'incidents-twelve', hash: list, ready: '.incident-line', once: true, act: lose },
  { name: 'incident', scenario: 'incidents-twelve', hash: open(12), ready: '.incident-words li' },
  { name: 'incident-over', scenario: 'incidents-twelve', hash: open(8), ready: '.incident-state' },
  { name: 'incident-contrast', scenario: 'incidents-twelve', hash: open(12), ready: '.incident-words li', once: true, theme: 'contrast' }, // prettier-ignore
  { name: 'incident-end', scenario: 'incidents-twelve', hash: open(12), ready: '.finding-list li', once: true, act: async (page) => page.locator('.incident-body').evaluate((body) => body.scrollTo(0, body.scrollHeight)) }, // prettier-ignore
  { name: 'incident-merged', scenario: 'incidents-twelve', hash: open(10), ready: '.incident-state', once: true },
  { name: 'incident-missing', scenario: 'normal', hash: open(99), ready: '.empty', once: true },
  { name: 'incident-close', scenario: 'incidents-twelve', hash: open(8), ready: '.incident-state', once: true, act: form('Close it…') }, // prettier-ignore
  { name: 'incident-diagnosed', scenario: 'incidents-twelve', hash: open(12), ready: '.incident-state', once: true, act: form('Diagnosed…') }, // prettier-ignore
  { name: 'incident-impact', scenario: 'incidents-twelve', hash: open(12), ready: '.incident-state', once: true, act: form('Record…') }, // prettier-ignore
  { name: 'incident-correct', scenario: 'incidents-twelve', hash: open(12), ready: '.incident-words li', once: true, act: form('Correct…') }, // prettier-ignore
  { name: 'incident-describe', scenario: 'incidents-twelve', hash: open(12), ready: '.incident-state', once: true, act: async (page) => { await page.click('.incident-more summary'); await page.click('text=Describe…'); await page.waitForSelector('.dialog'); } }, // prettier-ignore
  { name: 'incident-declare-end', scenario: 'incidents-twelve', hash: list, ready: '.incident-line', once: true, act: async (page, engine) => { await declare(page, engine); await page.locator('.dialog').evaluate((dialog) => dialog.scrollTo(0, dialog.scrollHeight)); } }, // prettier-ignore
  { name: 'incident-declare', scenario: 'incidents-twelve', hash: list, ready: '.incident-line', act: declare },
];
