// The pictures of incidents.
import type { Shot } from './shot.ts';

const list = '#/incidents';
const open = (number: number, tab = ''): string =>
  `${list}?incident=incident-${number}${tab === '' ? '' : `&of=${tab}`}`;
const lose: Shot['act'] = async (page, engine) => {
  engine.cut();
  await page.waitForSelector('text=The engine is lost');
};
const declare: Shot['act'] = async (page) => {
  await page.click('button:has-text("Declare") >> nth=0');
  await page.waitForSelector('.declare-found');
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
  { name: 'incident-declare', scenario: 'incidents-twelve', hash: list, ready: '.incident-line', act: declare },
];
