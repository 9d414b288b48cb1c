// The pictures of the recorder.
import type { Shot } from './shot.ts';

export const recorderShots: Shot[] = [
  { name: 'record', scenario: 'normal', hash: '#/settings', ready: '.budget-table tbody tr', once: true },
  { name: 'record-wrong', scenario: 'normal', hash: '#/settings', ready: '.budget-table tbody tr', once: true, act: async (page) => { await page.getByLabel('Keep for, in days').fill('soon'); await page.getByLabel('MiB of docker').fill('3'); } }, // prettier-ignore
];
