// The pictures of the recorder.
import type { Shot } from './shot.ts';

export const recorderShots: Shot[] = [
  { name: 'record', scenario: 'normal', hash: '#/settings', ready: '.budget-table tbody tr', once: true },
  { name: 'record-wrong', scenario: 'normal', hash: '#/settings', ready: '.budget-table tbody tr', once: true, act: async (page) => { await page.getByLabel('Keep for, in days').fill('soon'); await page.getByLabel('MiB of docker').fill('3'); } }, // prettier-ignore
  { name: 'recorded', scenario: 'normal', hash: '#/settings', ready: '.recorded-table tbody tr', once: true, act: async (page) => { await page.getByText('Recorded queries', { exact: true }).first().scrollIntoViewIfNeeded(); } }, // prettier-ignore
  { name: 'recorded-contrast', scenario: 'normal', hash: '#/settings', ready: '.recorded-table tbody tr', once: true, theme: 'contrast', act: async (page) => { await page.getByText('Recorded queries', { exact: true }).first().scrollIntoViewIfNeeded(); } }, // prettier-ignore
  { name: 'recorded-dialog', scenario: 'normal', hash: '#/settings', ready: '.recorded-table tbody tr', once: true, act: async (page) => { await page.getByRole('button', { name: 'Change Queue depth' }).click(); await page.getByLabel('Every, in seconds').fill('2'); await page.getByRole('button', { name: 'Save' }).last().click(); } }, // prettier-ignore
];
