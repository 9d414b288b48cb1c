// The pictures of environments, locks, actions, terminals and port-forwards.
import type { Page } from '@playwright/test';

interface ChangeShot {
  name: string;
  scenario: string;
  hash: string;
  ready: string;
  once?: boolean;
  theme?: string;
  act?: (page: Page) => Promise<void>;
}

const boxes = '#/containers';
const objects = '#/workloads';
const pod = `${objects}?object=${encodeURIComponent('shop/cart-7d4b9c6f88-hn2vd')}&open=yes`;
const deployment = `${objects}?kind=deployments&object=shop%2Fweb&open=yes`;
const openBox = async (page: Page, name: string): Promise<void> => {
  await page.click(`.box-name:has-text("${name}")`);
  await page.waitForSelector('.action-bar');
};
const markPods = async (page: Page): Promise<void> => {
  await page.click('.box-mark input >> nth=0');
  await page.click('.box-mark input >> nth=6', { modifiers: ['Shift'] });
  await page.waitForSelector('.action-bar');
};
const prepared = async (page: Page, verb: string): Promise<void> => {
  await page.click(`.action-bar button:has-text("${verb}")`);
  await page.waitForSelector('.touched');
};
const terminal = async (page: Page): Promise<void> => {
  await openBox(page, 'shop-web-1');
  await page.click('button:has-text("Terminal") >> nth=-1');
  await page.waitForSelector('.xterm-rows span');
};

export const changeShots: ChangeShot[] = [
  { name: 'env-menu', scenario: 'boxes', hash: boxes, ready: '.box-row', act: async (page) => page.click('.switcher-button') }, // prettier-ignore
  { name: 'env-edit', scenario: 'changes-kube', hash: objects, ready: '.box-row', act: async (page) => { await page.click('.switcher-button'); await page.click('text=Edit…'); await page.waitForSelector('.pinned-to'); } }, // prettier-ignore
  { name: 'env-wrong', scenario: 'boxes', hash: boxes, ready: '.box-row', once: true, act: async (page) => { await page.click('.switcher-button'); await page.click('text=New…'); await page.fill('.environment-form .field-code >> nth=0', 'docker.sock'); await page.click('text=Add a variable'); await page.fill('.variable input >> nth=0', '9lives'); await page.click('button:has-text("Save")'); await page.waitForSelector('.field-problem'); } }, // prettier-ignore
  { name: 'locked', scenario: 'kube-locked', hash: deployment, ready: '.change-bar' },
  { name: 'unlock', scenario: 'kube-locked', hash: deployment, ready: '.change-bar', act: async (page) => { await page.click('.lock .button'); await page.fill('.dialog .field-code', 'prod-e'); } }, // prettier-ignore
  { name: 'unlocked', scenario: 'changes-kube', hash: deployment, ready: '.action-bar' },
  { name: 'unlocked-box', scenario: 'changes-boxes', hash: boxes, ready: '.box-row', act: async (page) => openBox(page, 'shop-web-1') }, // prettier-ignore
  { name: 'marked', scenario: 'changes-kube', hash: objects, ready: '.box-row', act: markPods },
  { name: 'confirm', scenario: 'changes-kube', hash: objects, ready: '.box-row', act: async (page) => { await markPods(page); await prepared(page, 'Delete'); } }, // prettier-ignore
  { name: 'confirm-scale', scenario: 'changes-kube', hash: deployment, ready: '.action-bar', once: true, act: async (page) => { await page.fill('.action-count input', '5'); await prepared(page, 'Scale'); } }, // prettier-ignore
  { name: 'results', scenario: 'changes-kube', hash: objects, ready: '.box-row', act: async (page) => { await markPods(page); await prepared(page, 'Delete'); await page.click('.dialog-foot .button-danger'); await page.waitForSelector('text=failed'); } }, // prettier-ignore
  { name: 'terminal', scenario: 'changes-boxes', hash: boxes, ready: '.box-row', act: terminal },
  { name: 'terminal-contrast', scenario: 'changes-boxes', hash: boxes, ready: '.box-row', act: terminal, once: true, theme: 'contrast' }, // prettier-ignore
  { name: 'terminal-ended', scenario: 'terminal-ended', hash: boxes, ready: '.box-row', act: async (page) => { await terminal(page); await page.waitForSelector('text=exit code 137'); } }, // prettier-ignore
  { name: 'terminal-pod', scenario: 'changes-kube', hash: pod, ready: '.change-bar', once: true, act: async (page) => page.click('.change-bar button:has-text("Terminal")') }, // prettier-ignore
  { name: 'terminal-none', scenario: 'boxes', hash: '#/terminal', ready: '.empty', once: true },
  { name: 'forwards', scenario: 'forwards', hash: '#/forwards', ready: '.forward' },
  { name: 'forwards-none', scenario: 'kube-locked', hash: '#/forwards', ready: '.empty', once: true },
  { name: 'forward-start', scenario: 'changes-kube', hash: pod, ready: '.change-bar', once: true, act: async (page) => { await page.click('.change-bar button:has-text("Forward")'); await page.waitForSelector('.forward-names'); } }, // prettier-ignore
  { name: 'diagnostics-all', scenario: 'changes-kube', hash: '#/diagnostics', ready: '.card' },
];
