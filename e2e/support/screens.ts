// Takes pictures of the screen in made-up states, at two sizes and two themes, and fails on any console error, refused
// content (policy) or accessibility violation. Usage: node e2e/support/screens.ts OUTDIR [NAMES [LOOKS]]
// with names and looks (a theme and a width, such as dark-1440) separated by commas.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { changeShots } from './change-shots.ts';
import { axeViolations } from './axe.ts';
import { recorderShots } from './recorder-shots.ts';
import { errorsShots } from './errors-shots.ts';
import { incidentsShots } from './incidents-shots.ts';
import { learningShots } from './learning-shots.ts';
import { clockShots } from './clock-shots.ts';
import { timelineShots } from './timeline-shots.ts';
import { reviewsShots } from './reviews-shots.ts';
import { criteriaShots } from './criteria-shots.ts';
import { dashboardsShots } from './dashboards-shots.ts';
import { serveFakeEngine, type FakeEngine } from './fake-engine.ts';
import { metricsShots } from './metrics-shots.ts';
import { scenarioOf } from './scenarios.ts';
import type { Shot } from './shot.ts';
import { scrapesShots } from './scrapes-shots.ts';
import { triggersShots } from './triggers-shots.ts';

const [outDir = 'out/screens', only = '', looks = ''] = process.argv.slice(2);
const isWanted = (given: string, one: string): boolean => given === '' || given.split(',').includes(one);
mkdirSync(outDir, { recursive: true });
const troubles: string[] = [];

const plan = '#/readiness?plan=plan-1';
const health = `${plan}&item=${encodeURIComponent('smoke/health')}`;
const boxes = '#/containers';
const openBox =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.click(`.box-name:has-text("${name}")`);
    await page.waitForSelector('.box-names');
  };
const lose = async (page: Page, engine: FakeEngine): Promise<void> => {
  engine.cut();
  await page.waitForSelector('text=The engine is lost');
};
const objects = '#/workloads';
const looping = `${objects}?object=${encodeURIComponent('shop/web-6c9f7b8d5-zz81m')}&open=yes`;
const shopLog = '#/logs?log=project:shop';
const pauseLog = async (page: Page): Promise<void> => {
  await page.waitForTimeout(700);
  await page.locator('.log-grid').evaluate((grid) => grid.scrollBy(0, -900));
  await page.waitForTimeout(1800);
};
const logShots: Shot[] = [
  { name: 'logs', scenario: 'logs', hash: shopLog, ready: '.log-line' },
  { name: 'logs-one', scenario: 'logs-one', hash: '#/logs?log=container:c0ffee', ready: '.log-line' },
  { name: 'logs-paused', scenario: 'logs', hash: shopLog, ready: '.log-line', act: pauseLog },
  { name: 'logs-regex', scenario: 'logs', hash: `${shopLog}&as=${encodeURIComponent('q=refused|deadlock&re=1')}`, ready: '.log-line mark' }, // prettier-ignore
  { name: 'logs-marked', scenario: 'logs', hash: `${shopLog}&as=${encodeURIComponent('q=order&mark=1&level=error,warn,info')}`, ready: '.log-line mark', once: true, act: async (page) => { await page.keyboard.press('Shift+n'); await page.waitForTimeout(400); } }, // prettier-ignore
  { name: 'logs-refused', scenario: 'logs', hash: `${shopLog}&as=${encodeURIComponent('q=(a%2B)%2B&re=1')}`, ready: '.logs-problem', once: true }, // prettier-ignore
  { name: 'logs-gap', scenario: 'logs-gap', hash: shopLog, ready: '.log-line', act: async (page) => { await page.waitForTimeout(1800); await page.fill('[data-filter]', 'nothing has this'); await page.waitForSelector('.log-gap'); await page.fill('[data-filter]', ''); await page.waitForTimeout(300); await page.click('[aria-label="error"]'); await page.waitForSelector('.log-gap'); } }, // prettier-ignore
  { name: 'logs-ended', scenario: 'logs-ended', hash: '#/logs?log=container:c0ffee', ready: '.log-line' },
  {
    name: 'logs-denied',
    scenario: 'logs-denied',
    hash: '#/logs?log=container:c0ffee',
    ready: 'text=does not support reading',
  },
  { name: 'logs-stale', scenario: 'logs-stale', hash: shopLog, ready: '.logs-head-stale', act: async (page) => page.waitForTimeout(500) }, // prettier-ignore
  { name: 'logs-none', scenario: 'logs', hash: '#/logs', ready: '.logs-targets .button' },
  { name: 'logs-empty', scenario: 'logs-none', hash: shopLog, ready: 'text=There is nothing to read', once: true },
  { name: 'logs-many', scenario: 'logs-many', hash: shopLog, ready: '.log-line' },
  { name: 'logs-drawer', scenario: 'logs', hash: shopLog, ready: '.log-line', act: async (page) => { await page.keyboard.press('k'); await page.keyboard.press('k'); await page.keyboard.press('Enter'); await page.waitForSelector('.log-full'); } }, // prettier-ignore
  { name: 'logs-contrast', scenario: 'logs', hash: shopLog, ready: '.log-line', once: true, theme: 'contrast' },
  { name: 'logs-lost', scenario: 'logs', hash: shopLog, ready: '.log-line', once: true, act: lose },
];
const watchShots: Shot[] = [
  { name: 'wall', scenario: 'wall', hash: '#/watch', ready: '.wall-line' },
  { name: 'wall-calm', scenario: 'wall-calm', hash: '#/watch', ready: 'text=no trouble seen' },
  { name: 'wall-half', scenario: 'wall-half', hash: '#/watch', ready: 'text=without trouble', once: true },
  { name: 'wall-stale', scenario: 'wall-stale', hash: '#/watch', ready: '.wall-stale' },
  { name: 'wall-none', scenario: 'wall-none', hash: '#/watch', ready: 'text=Nothing is watched', once: true },
  { name: 'wall-hour', scenario: 'wall', hash: '#/watch?last=60', ready: '.wall-gap', once: true, theme: 'contrast' },
  { name: 'kube-contexts', scenario: 'kube-contexts', hash: objects, ready: '.context' },
  { name: 'kube-no-contexts', scenario: 'kube-no-contexts', hash: objects, ready: '.contexts-none', once: true },
  { name: 'kube-login', scenario: 'kube-contexts', hash: objects, ready: '.context', act: async (page) => page.click('[aria-label="Connect to prod-eu"]') }, // prettier-ignore
  { name: 'kube-login-missing', scenario: 'kube-contexts', hash: objects, ready: '.context', once: true, act: async (page) => page.click('[aria-label="Connect to prod-us"]') }, // prettier-ignore
  { name: 'kube', scenario: 'kube', hash: objects, ready: '.box-row' },
  { name: 'kube-red', scenario: 'kube-red', hash: objects, ready: '.box-row' },
  { name: 'kube-many', scenario: 'kube-many', hash: objects, ready: 'text=10,000 pods' },
  { name: 'kube-loading', scenario: 'kube-loading', hash: objects, ready: 'text=3,500 so far', once: true },
  { name: 'kube-denied', scenario: 'kube', hash: `${objects}?kind=secrets`, ready: 'text=may not be looked at' },
  { name: 'kube-stale', scenario: 'kube-stale', hash: objects, ready: '.box-row' },
  { name: 'kube-drawer', scenario: 'kube', hash: looping, ready: '.pod-containers' },
  { name: 'kube-drawer-end', scenario: 'kube', hash: looping, ready: '.pod-containers', once: true, act: async (page) => page.locator('.drawer-body').evaluate((body) => body.scrollTo(0, body.scrollHeight)) }, // prettier-ignore
  {
    name: 'kube-drawer-events',
    scenario: 'kube',
    hash: `${looping}&part=events`,
    ready: '.object-events li',
    once: true,
  },
  { name: 'kube-drawer-yaml', scenario: 'kube', hash: `${looping}&part=yaml`, ready: '.object-text', once: true },
  { name: 'kube-marked', scenario: 'kube', hash: objects, ready: '.box-row', once: true, act: async (page) => { await page.click('.box-mark input >> nth=0'); await page.click('.box-mark input >> nth=3', { modifiers: ['Shift'] }); } }, // prettier-ignore
  { name: 'kube-nodes', scenario: 'kube', hash: `${objects}?kind=nodes`, ready: '.box-row' },
  { name: 'kube-deployments', scenario: 'kube', hash: `${objects}?kind=deployments`, ready: '.box-row' },
  { name: 'kube-deployment', scenario: 'kube', hash: `${objects}?kind=deployments&object=shop%2Fweb&open=yes`, ready: '.members li', once: true }, // prettier-ignore
  { name: 'kube-events', scenario: 'kube', hash: `${objects}?kind=events`, ready: '.box-row', once: true },
  { name: 'kube-none', scenario: 'kube', hash: `${objects}?kind=ingresses`, ready: '.kinds', once: true },
];
const shots: Shot[] = [
  { name: 'empty', scenario: 'empty', ready: 'text=Try it on the demo' },
  { name: 'normal', scenario: 'normal' },
  { name: 'contrast', scenario: 'normal', hash: health, once: true, theme: 'contrast' },
  { name: 'green', scenario: 'green', once: true },
  { name: 'red', scenario: 'red' },
  { name: 'running', scenario: 'running', once: true },
  { name: 'many', scenario: 'many' },
  { name: 'long', scenario: 'long' },
  { name: 'lost', scenario: 'normal', act: lose },
  { name: 'drawer', scenario: 'normal', hash: health },
  { name: 'drawer-long', scenario: 'long', hash: health, once: true },
  { name: 'drawer-manual', scenario: 'normal', hash: `${plan}&item=people%2Frollback`, once: true },
  { name: 'evidence', scenario: 'normal', hash: `${health}&tab=evidence`, once: true },
  { name: 'note', scenario: 'normal', hash: `${health}&tab=note`, once: true },
  { name: 'note-conflict', scenario: 'normal', hash: `${health}&tab=note`, once: true, act: async (page) => { await page.click('text=Write'); await page.fill('.note textarea', 'a conflict'); await page.waitForSelector('text=Someone else saved'); } }, // prettier-ignore
  { name: 'history', scenario: 'normal', hash: `${health}&tab=history`, once: true },
  { name: 'phase', scenario: 'normal', hash: `${plan}&item=smoke%2F`, once: true },
  { name: 'runs', scenario: 'normal', hash: `${plan}&panel=runs`, once: true, act: async (page) => page.click('text=What changed >> nth=0') }, // prettier-ignore
  { name: 'past-run', scenario: 'normal', hash: `${plan}&run=run-39` },
  { name: 'demo', scenario: 'normal', hash: `${plan}&panel=demo` },
  { name: 'filter', scenario: 'normal', hash: `${plan}&show=fail,error`, once: true },
  { name: 'palette', scenario: 'normal', act: async (page) => page.keyboard.press('Control+k') },
  { name: 'keys', scenario: 'normal', once: true, act: async (page) => page.keyboard.press('?') },
  {
    name: 'tick',
    scenario: 'normal',
    hash: `${plan}&item=people%2Fpipeline`,
    act: async (page) => page.keyboard.press('Space'),
  },
  { name: 'trust', scenario: 'long', act: async (page) => page.click('text=Trust this plan') },
  {
    name: 'remove',
    scenario: 'normal',
    once: true,
    act: async (page) => page.click('[aria-label^="Remove the plan"]'),
  },
  { name: 'refused', scenario: 'normal', act: async (page) => { await page.keyboard.press('o'); await page.fill('.dialog input[type=text]', '/srv/plans/broken.yaml'); await page.keyboard.press('Enter'); await page.waitForSelector('.dialog .problems'); } }, // prettier-ignore
  {
    name: 'paste',
    scenario: 'empty',
    once: true,
    ready: 'text=Paste a plan',
    act: async (page) => page.click('text=Paste a plan'),
  },
  { name: 'boxes', scenario: 'boxes', hash: boxes, ready: '.box-row' },
  { name: 'boxes-contrast', scenario: 'boxes', hash: boxes, ready: '.box-row', once: true, theme: 'contrast' },
  { name: 'boxes-none', scenario: 'boxes-none', hash: boxes, ready: 'text=it has no containers', once: true },
  { name: 'boxes-green', scenario: 'boxes-green', hash: boxes, ready: '.box-row', once: true },
  { name: 'boxes-many', scenario: 'boxes-many', hash: boxes, ready: '.box-row' },
  { name: 'boxes-red', scenario: 'boxes-red', hash: boxes, ready: '.box-row' },
  { name: 'boxes-stale', scenario: 'boxes-stale', hash: boxes, ready: '.box-row' },
  { name: 'boxes-lost', scenario: 'boxes', hash: boxes, ready: '.box-row', once: true, act: lose },
  { name: 'boxes-denied', scenario: 'boxes-denied', hash: boxes, ready: '.candidates' },
  { name: 'boxes-off', scenario: 'boxes-off', hash: boxes, ready: '.candidates' },
  { name: 'boxes-waiting', scenario: 'boxes-waiting', hash: boxes, ready: 'text=Connecting to Docker', once: true },
  { name: 'boxes-long', scenario: 'boxes-long', hash: boxes, ready: '.box-row' },
  { name: 'boxes-drawer', scenario: 'boxes', hash: boxes, ready: '.box-row', act: openBox('attestor-api-1') },
  { name: 'boxes-drawer-end', scenario: 'boxes', hash: boxes, ready: '.box-row', once: true, act: async (page) => { await openBox('attestor-api-1')(page); await page.locator('.drawer-body').evaluate((body) => body.scrollTo(0, body.scrollHeight)); } }, // prettier-ignore
  { name: 'boxes-drawer-long', scenario: 'boxes-long', hash: boxes, ready: '.box-row', once: true, act: openBox('attestor-api-1') }, // prettier-ignore
  { name: 'boxes-columns', scenario: 'boxes', hash: boxes, ready: '.box-row', once: true, act: async (page) => page.click('text=Columns') }, // prettier-ignore
  { name: 'boxes-images', scenario: 'boxes', hash: `${boxes}?list=images`, ready: '.box-row' },
  { name: 'boxes-images-long', scenario: 'boxes-long', hash: `${boxes}?list=images&sort=size`, ready: '.box-row', once: true }, // prettier-ignore
  { name: 'boxes-images-lost', scenario: 'boxes-stale', hash: `${boxes}?list=images`, ready: 'text=could not be read', once: true }, // prettier-ignore
  { name: 'boxes-volumes', scenario: 'boxes', hash: `${boxes}?list=volumes`, ready: '.box-row', once: true },
  { name: 'boxes-networks', scenario: 'boxes', hash: `${boxes}?list=networks`, ready: '.box-row', once: true },
  { name: 'boxes-unverified', scenario: 'boxes-unverified', hash: boxes, ready: '.box-warning', once: true },
  { name: 'boxes-filter', scenario: 'boxes', hash: `${boxes}?find=label:tier%3Dweb+is:trouble&sort=-restarts`, ready: '.box-row', once: true }, // prettier-ignore
  ...watchShots,
  ...changeShots,
  ...logShots,
  ...metricsShots,
  ...scrapesShots,
  ...dashboardsShots,
  ...triggersShots,
  ...criteriaShots,
  ...reviewsShots,
  ...timelineShots,
  ...clockShots,
  ...learningShots,
  ...incidentsShots,
  ...errorsShots,
  ...recorderShots,
  { name: 'diagnostics', scenario: 'normal', hash: '#/diagnostics', ready: 'text=API 1.41' },
  { name: 'journal', scenario: 'normal', hash: '#/journal', ready: '.table' },
  { name: 'settings', scenario: 'normal', hash: '#/settings', ready: 'text=Density' },
];

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];

async function shoot(browser: Browser, shot: Shot, theme: string, size: (typeof sizes)[number]): Promise<void> {
  const engine = await serveFakeEngine(scenarioOf(shot.scenario, Date.now()));
  const context = await browser.newContext({ viewport: size, timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  const name = `${shot.name}-${theme}-${size.width}`;
  const note = (text: string): unknown => troubles.push(`${name}: ${text}`);
  page.on('pageerror', (error) => note(error.message));
  page.on('console', (message) => {
    const refusedSocket = shot.act === lose && message.text().includes('WebSocket');
    if (['error', 'warning'].includes(message.type()) && !refusedSocket) note(message.text());
  });
  await page.addInitScript((settings) => localStorage.setItem('readyroom:settings', settings), JSON.stringify({ theme, name: 'Release lead' })); // prettier-ignore
  try {
    await page.goto(engine.url + (shot.hash ?? ''));
    await page.waitForSelector(shot.ready ?? '.item', { timeout: 5_000 });
    await shot.act?.(page, engine);
    await page.waitForTimeout(250);
    await page.screenshot({ path: join(outDir, `${name}.png`) });
    for (const words of await axeViolations(page)) note(`axe ${words}`);
  } catch (error) {
    note(String(error));
    await page.screenshot({ path: join(outDir, `${name}.png`) });
  }
  await context.close();
  await engine.close();
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const shot of shots.filter(({ name }) => isWanted(only, name))) {
  for (const theme of shot.once === true ? [shot.theme ?? 'dark'] : ['dark', 'light']) {
    for (const size of shot.once === true ? sizes.slice(0, 1) : sizes) {
      if (isWanted(looks, `${theme}-${size.width}`)) await shoot(browser, shot, theme, size);
    }
  }
}
await browser.close();
for (const trouble of troubles) console.error(trouble);
console.log(`${shots.length} screens, ${troubles.length} troubles, pictures in ${outDir}`);
process.exitCode = troubles.length === 0 ? 0 : 1;
