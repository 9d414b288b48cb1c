// The pictures of bundles.
import type { Shot } from './shot.ts';

const reading = '#/incidents?incident=incident-3&review=rv-5f0c9a7be2d1&known=now';
const doubtful = '#/incidents?review=rv-00112233aabb&known=now';
const open: Shot['act'] = async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Open a bundle');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.bundle-line');
};
const show =
  (tab: string): Shot['act'] =>
  async (page) => {
    await page.click('.banner >> text=What is in it');
    await page.click(`.dialog [role=tab]:has-text("${tab}")`);
    await page.waitForSelector('.bundle-panel');
  };
const exported: Shot['act'] = async (page) => {
  await page.click('.incident-head >> text=Export');
  await page.click('text=Show what would leave');
  await page.waitForSelector('.bundle-preview');
};

export const reviewsShots: Shot[] = [
  { name: 'review-band', scenario: 'reviews-open', hash: reading, ready: '.bundle-signs' },
  { name: 'review-contrast', scenario: 'reviews-open', hash: reading, ready: '.bundle-signs', once: true, theme: 'contrast' }, // prettier-ignore
  { name: 'review-doubtful', scenario: 'reviews-open', hash: doubtful, ready: '.bundle-signs', once: true },
  { name: 'review-list', scenario: 'reviews-open', hash: '#/incidents', ready: '.rail', act: open },
  { name: 'review-proof', scenario: 'reviews-open', hash: reading, ready: '.bundle-signs', act: show('Proof') },
  { name: 'review-content', scenario: 'reviews-open', hash: reading, ready: '.bundle-signs', once: true, act: show('Content') }, // prettier-ignore
  { name: 'review-comments', scenario: 'reviews-open', hash: reading, ready: '.bundle-signs', act: show('Comments') },
  { name: 'review-export', scenario: 'incidents-twelve', hash: '#/incidents?incident=incident-12', ready: '.incident-head', act: exported }, // prettier-ignore
];
