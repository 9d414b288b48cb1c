// The pictures of the timeline.
import type { Shot } from './shot.ts';

const at = (as: Record<string, string> = {}): string => {
  const text = new URLSearchParams(as).toString();
  return `#/journal?timeline=${encodeURIComponent(text === '' ? 'all' : text)}`;
};
const ready = '.timeline-line';
const settle: Shot['act'] = async (page) => page.waitForTimeout(600);
const last = (hours: number): Record<string, string> => ({ from: String(Date.now() - hours * 3_600_000), to: String(Date.now()) }); // prettier-ignore

const incident = (tab: string): string => `#/incidents?incident=incident-1&of=${tab}`;

export const timelineShots: Shot[] = [
  { name: 'timeline-incident', scenario: 'timeline', hash: incident('timeline'), ready, act: settle },
  { name: 'timeline-kept', scenario: 'timeline', hash: incident('timeline'), ready, act: async (page) => { for (const _ of [0, 1]) await page.click('.timeline-offered .button'); await page.waitForTimeout(900); } }, // prettier-ignore
  { name: 'suspects', scenario: 'timeline', hash: incident('suspects'), ready: '.suspect' },
  {
    name: 'suspects-judge',
    scenario: 'timeline',
    hash: incident('suspects'),
    ready: '.suspect',
    once: true,
    act: async (page) => {
      await page.click('text=It is the cause >> nth=0');
      await page.waitForSelector('.suspect-form');
    },
  },
  { name: 'suspects-contrast', scenario: 'timeline', hash: incident('suspects'), ready: '.suspect', once: true, theme: 'contrast' }, // prettier-ignore
  { name: 'suspects-many', scenario: 'timeline-many', hash: incident('suspects'), ready: '.suspect', once: true },
  { name: 'timeline', scenario: 'timeline', hash: at(last(3)), ready, act: settle },
  { name: 'timeline-empty', scenario: 'normal', hash: at(), ready: '.timeline-empty', act: settle, once: true },
  { name: 'timeline-few', scenario: 'timeline-few', hash: at(), ready, act: settle, once: true },
  { name: 'timeline-many', scenario: 'timeline-many', hash: at(last(3)), ready, act: settle },
  { name: 'timeline-year', scenario: 'timeline-year', hash: at(last(365 * 24)), ready, act: settle, once: true },
  { name: 'timeline-second', scenario: 'timeline-many', hash: at(last(3)), ready, once: true, act: async (page) => { await page.locator('.timeline-box').focus(); for (let step = 0; step < 12; step++) await page.keyboard.press('+'); await page.waitForTimeout(900); } }, // prettier-ignore
  { name: 'timeline-charts', scenario: 'timeline', hash: at({ ...last(3), chart: 'up{job="attestor"}' }), ready, act: settle, once: true }, // prettier-ignore
  { name: 'timeline-red', scenario: 'timeline-red', hash: at(last(3)), ready, act: settle, once: true },
  { name: 'timeline-filter', scenario: 'timeline-many', hash: at({ ...last(3), q: 'type:docker is:action', hidden: 'engine,notes,errors' }), ready, act: settle, once: true }, // prettier-ignore
  { name: 'timeline-drawer', scenario: 'timeline', hash: at(last(3)), ready, act: async (page) => { await page.fill('[data-filter]', 'customers'); await page.waitForTimeout(700); await page.click('.timeline-line >> nth=1'); await page.waitForSelector('.timeline-data'); } }, // prettier-ignore
  { name: 'timeline-contrast', scenario: 'timeline', hash: at(last(3)), ready, act: settle, once: true, theme: 'contrast' }, // prettier-ignore
];
