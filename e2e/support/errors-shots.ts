// The pictures of errors, read for operators.
import { errorTrace } from './scenario-errors.ts';
import type { Shot } from './shot.ts';

const at = (tab: string, more = ''): string => `#/errors?errors=${tab}${more}`;
const row = '.box-row';
const lose: Shot['act'] = async (page, engine) => {
  engine.cut();
  await page.waitForSelector('text=The engine is lost');
};
const ask =
  (button: string): Shot['act'] =>
  async (page) => {
    await page.click(`.drawer button:has-text("${button}")`);
    await page.waitForSelector('.dialog');
  };

export const errorsShots: Shot[] = [
  { name: 'errors', scenario: 'errors', hash: at('groups'), ready: row },
  { name: 'errors-open', scenario: 'errors', hash: at('groups', '&error=grp_0000000000000000'), ready: '.error-times li' }, // prettier-ignore
  { name: 'errors-none', scenario: 'normal', hash: at('groups'), ready: '.empty', once: true },
  { name: 'errors-many', scenario: 'errors-many', hash: at('groups'), ready: row, once: true },
  { name: 'errors-settled', scenario: 'errors-settled', hash: at('groups', '&error=grp_000000000000000a'), ready: '.error-times li', once: true }, // prettier-ignore
  { name: 'errors-lost', scenario: 'errors', hash: at('groups'), ready: row, once: true, act: lose },
  { name: 'errors-contrast', scenario: 'errors', hash: at('groups'), ready: row, once: true, theme: 'contrast' },
  { name: 'errors-resolve', scenario: 'errors', hash: at('groups', '&error=grp_0000000000000000'), ready: '.error-times li', once: true, act: ask('Resolve') }, // prettier-ignore
  { name: 'errors-health', scenario: 'errors', hash: at('health'), ready: '.errors-lines li' },
  { name: 'errors-health-contrast', scenario: 'errors', hash: at('health'), ready: '.errors-lines li', once: true, theme: 'contrast' }, // prettier-ignore
  { name: 'errors-health-none', scenario: 'normal', hash: at('health'), ready: '.errors-rule', once: true },
  { name: 'errors-correlation', scenario: 'errors', hash: at('correlation', `&correlation=${errorTrace}`), ready: '.error-tree-line' }, // prettier-ignore
  { name: 'errors-correlation-contrast', scenario: 'errors', hash: at('correlation', `&correlation=${errorTrace}`), ready: '.error-tree-line', once: true, theme: 'contrast' }, // prettier-ignore
  { name: 'errors-correlation-none', scenario: 'errors', hash: at('correlation'), ready: '.empty', once: true },
  { name: 'errors-ingest', scenario: 'errors', hash: at('ingest'), ready: '.errors-send' },
  { name: 'errors-ingest-desktop', scenario: 'errors-settled', hash: at('ingest'), ready: '.errors-table', once: true },
];
