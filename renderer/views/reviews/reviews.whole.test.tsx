// Bundles in jsdom over a fake engine: what is read is always said, with how far it is proven, and what leaves is seen first.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { someComment, someDraft, someReview } from '#shared/model/bundle/bundle.fixture.ts';
import { boundsOf } from '#shared/model/bundle/manifest.ts';
import type { BundleDraft, Review } from '#shared/model/bundle/review.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';

afterEach(cleanup);

const review = someReview(someNow);

function show(given: Partial<FakeEngine>): Bench {
  const made = bench(given);
  made.stores.settings.set({ name: 'Reviewer' });
  showFrame(made.stores, 'incidents');
  return made;
}

test('a bundle that is read is named on every screen, with how far it is proven, until it is closed', async () => {
  const { engine, stores } = show({ reviews: fakeFeed<Review>(() => [review]), reviewComments: fakeFeed(() => [someComment(someNow)]) }); // prettier-ignore
  stores.place.go({ view: 'watch', review: review.key, at: 0 });
  const band = (await screen.findByText('Reviewing INC-3 from INC-3.rrb')).closest('.banner') as HTMLElement;
  for (const words of ['read-only', 'verified, 3 redacted', 'unknown key 91c2 04be 77a0 d3f5']) expect(band.textContent).toContain(words); // prettier-ignore
  // The clock stays within what the bundle holds.
  await waitFor(() => expect(stores.place.store.getState().at).toBe(boundsOf(review.manifest).fromMs));
  fireEvent.click(within(band).getByRole('button', { name: 'What is in it' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'INC-3 from INC-3.rrb' }));
  expect(dialog.getByText('Redacted on the way out: 7')).toBeTruthy();
  fireEvent.click(dialog.getByRole('tab', { name: 'Comments' }));
  expect(await dialog.findByText(/The attestor stopped answering/)).toBeTruthy();
  fireEvent.change(dialog.getByLabelText('Comment on what is shown now'), { target: { value: 'agreed' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Comment' }));
  await waitFor(() => expect(engine.reviewsCalls).toEqual([{ name: 'reviews.comment', input: { id: review.key, event: null, at: boundsOf(review.manifest).fromMs, text: 'agreed', by: 'Reviewer' } }])); // prettier-ignore
  fireEvent.click(dialog.getByRole('button', { name: 'Close' }));
  fireEvent.click(within(band).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(engine.reviewsCalls.at(-1)).toEqual({ name: 'reviews.close', input: { id: review.key } }));
  expect(stores.place.store.getState()).toMatchObject({ review: null, at: null });
});

test('a key that is not known is shown by its fingerprint, and a person says whose it is; one that is known is named, and can be taken back', async () => {
  const feed = fakeFeed<Review>(() => [review]);
  const { engine, stores } = show({ reviews: feed });
  stores.place.go({ review: review.key });
  const band = (await screen.findByText('Reviewing INC-3 from INC-3.rrb')).closest('.banner') as HTMLElement;
  fireEvent.click(within(band).getByRole('button', { name: 'What is in it' }));
  const part = within(await screen.findByRole('region', { name: 'Signature' }));
  expect(part.getByText(/Signed by a key that this console does not know/).textContent).toContain('91c2 04be 77a0 d3f5'); // prettier-ignore
  const add = part.getByRole('button', { name: 'Know this key' });
  expect(add.getAttribute('aria-disabled') ?? add.hasAttribute('disabled')).toBeTruthy();
  fireEvent.change(part.getByLabelText('Whose key it is'), { target: { value: 'Shop team' } });
  fireEvent.click(add);
  const fingerprint = '91c2 04be 77a0 d3f5';
  await waitFor(() => expect(engine.reviewsCalls).toEqual([{ name: 'reviews.knowKey', input: { id: review.key, fingerprint, name: 'Shop team', by: 'Reviewer' } }])); // prettier-ignore
  const signed = { state: 'verified', fingerprint, known: true, name: 'Shop team', knownSince: someNow, addedBy: 'Reviewer' } as const; // prettier-ignore
  feed.send({ kind: 'change', revision: 2, since: 1, upserts: [{ ...review, signed }], removes: [] });
  expect((await part.findByText(/Signed by Shop team \(known since/)).textContent).toContain('as Reviewer said');
  fireEvent.click(part.getByRole('button', { name: 'Take it off the known keys' }));
  await waitFor(() => expect(engine.reviewsCalls.at(-1)).toEqual({ name: 'reviews.forgetKey', input: { id: review.key, fingerprint, by: 'Reviewer' } })); // prettier-ignore
});

test('a bundle that was altered, and one whose process is gone, are not shown as if they were sound', async () => {
  const altered = someReview(someNow, { proof: { state: 'altered', checked: 9, redacted: 0, altered: 2, words: '2 of 9' } }); // prettier-ignore
  const gone = someReview(someNow, { key: 'rv-000000000000', state: 'ended', reason: 'it did not answer for 30 s and was ended' }); // prettier-ignore
  const { stores } = show({ reviews: fakeFeed<Review>(() => [altered, gone]) });
  stores.place.go({ review: altered.key });
  const band = (await screen.findByText('Reviewing INC-3 from INC-3.rrb')).closest('.banner') as HTMLElement;
  expect(band.className).toContain('banner-bad');
  expect(band.textContent).toContain('2 altered');
  stores.place.go({ review: gone.key });
  expect((await screen.findByText('INC-3 cannot be read.')).closest('.banner')?.textContent).toContain('did not answer for 30 s'); // prettier-ignore
});

test('a bundle that is not open is shown with nothing proven of it, and one whose file is gone says so', async () => {
  const closed = someReview(someNow, { state: 'closed' });
  const gone = someReview(someNow, { key: 'rv-000000000000', state: 'closed', file: '/media/stick/INC-4.rrb', reason: 'its file was not found when it was looked for' }); // prettier-ignore
  const { stores } = show({ reviews: fakeFeed<Review>(() => [closed, gone]) });
  stores.dialog.setState({ open: { kind: 'open-bundle', path: '' } });
  const dialog = within(await screen.findByRole('dialog', { name: 'Open a bundle' }));
  const lines = within(await dialog.findByRole('region', { name: 'Bundles that were read here' })).getAllByRole('listitem'); // prettier-ignore
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('checked anew when it is opened'),
    expect.stringContaining('its file was not found when it was looked for'),
  ]);
  for (const line of lines) expect(line.querySelector('.state-pass')).toBeNull();
  stores.dialog.setState({ open: null });
  stores.place.go({ review: gone.key });
  expect((await screen.findByText('INC-3 cannot be read.')).closest('.banner')?.textContent).toContain('Its file was not found'); // prettier-ignore
});

test('a refusal of a bundle is said beside its file, and one that was opened is shown at its beginning', async () => {
  const { engine, stores } = show({ reviews: fakeFeed<Review>(() => [review]) });
  let refuse = true;
  engine.refuse = async () => {
    if (refuse) throw new Error('database: it is damaged');
  };
  stores.dialog.setState({ open: { kind: 'open-bundle', path: '/media/stick/INC-3.rrb' } });
  const dialog = within(await screen.findByRole('dialog', { name: 'Open a bundle' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Open' }));
  await waitFor(() => expect(dialog.getByLabelText('File').getAttribute('aria-invalid')).toBe('true'));
  refuse = false;
  fireEvent.click(dialog.getByRole('button', { name: 'Open' }));
  await waitFor(() => expect(stores.place.store.getState()).toMatchObject({ view: 'incidents', incident: 'inc-3', review: review.key, known: 'now' })); // prettier-ignore
});

test('a bundle that is dropped on the window is sent in parts and opened, and no other file is taken for one', async () => {
  const { engine, stores } = show({ reviews: fakeFeed<Review>(() => [review]) });
  await screen.findByRole('heading', { name: 'Incidents' });
  const file = new File([new Uint8Array(900_000)], 'INC-3.rrb');
  fireEvent.drop(document.body, { dataTransfer: { files: [new File(['x'], 'plan.yaml')], types: ['Files'] } });
  fireEvent.drop(document.body, { dataTransfer: { files: [file], types: ['Files'] } });
  await waitFor(() => expect(stores.place.store.getState().review).toBe(review.key));
  expect(engine.reviewsCalls.map(({ name }) => name)).toEqual(['reviews.part', 'reviews.part', 'reviews.openParts']);
  expect(engine.reviewsCalls.at(-1)?.input).toMatchObject({ name: 'INC-3.rrb' });
});

test('what would leave is made and shown before it is written anywhere, and what is dropped is not written', async () => {
  const drafts = fakeFeed<BundleDraft>(() => [someDraft(someNow)]);
  const { engine, stores } = show({ drafts });
  stores.dialog.setState({ open: { kind: 'export-bundle', incidentId: 'inc-3' } });
  const dialog = within(await screen.findByRole('dialog', { name: 'Export the incident as a bundle' }));
  fireEvent.change(dialog.getByLabelText('Minutes before it'), { target: { value: '15' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Show what would leave' }));
  expect(await dialog.findByText('Redacted on the way out: 7')).toBeTruthy();
  expect(engine.reviewsCalls).toEqual([{ name: 'reviews.prepare', input: { incidentId: 'inc-3', beforeMs: 900_000, afterMs: 1_800_000 } }]); // prettier-ignore
  fireEvent.click(dialog.getByRole('button', { name: 'Write the file' }));
  await waitFor(() => expect(engine.reviewsCalls.at(-1)).toEqual({ name: 'reviews.save', input: { draft: 'draft-1', path: '/home/oncall/INC-3.rrb', sign: true, by: 'Reviewer' } })); // prettier-ignore
  expect(stores.dialog.getState().open).toBeNull();
});
