// The pictures of what an incident teaches.
import type { Shot } from './shot.ts';

const open = (number: number, tab: string): string => `#/incidents?incident=incident-${number}&of=${tab}`;
const press =
  (name: string, ready: string): Shot['act'] =>
  async (page) => {
    await page.click(`button:has-text("${name}") >> nth=0`);
    await page.waitForSelector(ready);
  };
const addControl: Shot['act'] = async (page) => {
  await page.click('section[aria-label="Controls"] button:has-text("Add…")');
  await page.waitForSelector('.dialog');
};
const write: Shot['act'] = async (page) => {
  await page.click('#review-what_happened button:has-text("Write…")');
  await page.waitForSelector('.review-editor');
};
const print: Shot['act'] = async (page) => {
  await page.emulateMedia({ media: 'print' });
};
const toControls: Shot['act'] = async (page) => {
  await page.click('.learning-proof summary >> nth=0');
  await page.locator('section[aria-label="Controls"]').evaluate((part) => part.scrollIntoView());
};
const chooseOf =
  (of: string): NonNullable<Shot['act']> =>
  async (page, engine) => {
    await addControl(page, engine);
    await page.click(`label:has-text("${of}")`);
    await page.click('.chooser-list label >> nth=1');
  };
const newItem: Shot['act'] = async (page, engine) => {
  await addControl(page, engine);
  await page.click('label:has-text("an item of a plan")');
  await page.click('label:has-text("a new one")');
};
const tryIt: Shot['act'] = async (page) => {
  await page.click('section[aria-label="Try on the record"] button:has-text("Try")');
  await page.waitForSelector('.backtest');
  await page.locator('.backtest').scrollIntoViewIfNeeded();
};

export const learningShots: Shot[] = [
  { name: 'learning-empty', scenario: 'incidents-twelve', hash: open(12, 'learning'), ready: '.learning', once: true },
  { name: 'learning-full', scenario: 'learning-full', hash: open(12, 'learning'), ready: '.learning-control' },
  { name: 'learning-failing', scenario: 'learning-full', hash: open(8, 'learning'), ready: '.learning-control', once: true }, // prettier-ignore
  { name: 'learning-closed', scenario: 'learning-full', hash: open(9, 'learning'), ready: '.learning-control', once: true }, // prettier-ignore
  { name: 'learning-contrast', scenario: 'learning-full', hash: open(12, 'learning'), ready: '.learning-control', once: true, theme: 'contrast' }, // prettier-ignore
  { name: 'learning-add', scenario: 'learning-full', hash: open(12, 'learning'), ready: '.learning-control', once: true, act: addControl }, // prettier-ignore
  { name: 'learning-cause', scenario: 'learning-full', hash: open(12, 'learning'), ready: '.learning-control', once: true, act: press('Write it anew', '.dialog') }, // prettier-ignore
  { name: 'learning-playbooks', scenario: 'learning-full', hash: '#/incidents?of-all=playbooks', ready: '.playbooks' },
  { name: 'learning-playbooks-none', scenario: 'empty', hash: '#/incidents?of-all=playbooks', ready: '.empty', once: true }, // prettier-ignore
  { name: 'review', scenario: 'learning-full', hash: open(12, 'review'), ready: '.review-section' },
  { name: 'review-write', scenario: 'learning-full', hash: open(12, 'review'), ready: '.review-section', once: true, act: write }, // prettier-ignore
  { name: 'review-print', scenario: 'learning-full', hash: open(12, 'review'), ready: '.review-section', once: true, act: print }, // prettier-ignore
  { name: 'learning-controls', scenario: 'learning-full', hash: open(12, 'learning'), ready: '.learning-control', act: toControls }, // prettier-ignore
  { name: 'learning-choose-trigger', scenario: 'learning-chooser', hash: open(12, 'learning'), ready: '.learning-control', act: chooseOf('a trigger') }, // prettier-ignore
  { name: 'learning-choose-item', scenario: 'learning-chooser', hash: open(12, 'learning'), ready: '.learning-control', once: true, act: chooseOf('an item of a plan') }, // prettier-ignore
  { name: 'learning-choose-entry', scenario: 'learning-chooser', hash: open(12, 'learning'), ready: '.learning-control', once: true, act: chooseOf('a playbook entry') }, // prettier-ignore
  { name: 'learning-new-item', scenario: 'learning-chooser', hash: open(12, 'learning'), ready: '.learning-control', once: true, act: newItem }, // prettier-ignore
  { name: 'trigger-try', scenario: 'triggers', hash: '#/triggers?trigger=AttestorTargetDown', ready: '.trigger-history li', once: true, act: tryIt }, // prettier-ignore
];
