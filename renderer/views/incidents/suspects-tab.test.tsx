// Suspects on the page: blind spots above, every factor shown, and a word that needs a reason and a name.
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { SuspectReport } from '#shared/model/suspects/suspect.ts';
import { ConsoleContext } from '../../state/use-console.ts';
import { bench, someNow } from '../readiness/readiness.fixture.ts';
import { WhoDialog } from '../../app/who-dialog.tsx';
import { SuspectsTab } from './suspects-tab.tsx';

afterEach(cleanup);

const report = (status: 'suspect' | 'match'): SuspectReport => ({
  symptom: { class: 'errors', words: '4 things turned for the worse' },
  onset: { fromMs: someNow - 120_000, toMs: someNow - 60_000, words: 'attestor was the first to turn' },
  lookedFromMs: someNow - 6 * 3_600_000,
  clockErrorMs: 5_000,
  suspects: [{ change: 41, kind: 'image', title: 'attestor was created', detail: 'shop/attestor:2', atMs: someNow - 180_000, recordedMs: someNow - 180_000, source: 'engine', score: 4.5, factors: [{ name: 'surprise', points: 3, words: 'one such change comes every 3 d' }, { name: 'scope', points: 1.5, words: 'it touched attestor' }], check: { words: 'Confirm: the log.', at: 'container_log', key: 'c0ffee' }, status, said: status === 'match' ? { by: 'on-call', at: someNow, reason: 'undone, and it was well' } : null }],
  others: 2,
  dropped: [{ change: 50, title: 'mailer started', atMs: someNow, reason: 'it came 1 min after it had begun' }],
  blindSpots: ['Kubernetes was never watched: changes there are not known.'],
}); // prettier-ignore

test('what could not be seen stands above, every factor is shown, and only a named person with a reason says match', async () => {
  let status: 'suspect' | 'match' = 'suspect';
  const { engine, stores } = bench({ timelineSuspects: () => report(status) });
  render(
    <ConsoleContext value={stores}>
      <SuspectsTab incidentId="i1" />
      <WhoDialog />
    </ConsoleContext>,
  );
  expect(await screen.findByText(/Kubernetes was never watched/)).toBeTruthy();
  expect(screen.getByText('Recency is a lead, not a verdict.')).toBeTruthy();
  expect(screen.getByText('one such change comes every 3 d')).toBeTruthy();
  expect(screen.getByText('it came 1 min after it had begun')).toBeTruthy();
  expect(screen.getByText('worth a look')).toBeTruthy();
  const cause = (): HTMLElement => screen.getByRole('button', { name: 'It is the cause' });
  fireEvent.click(cause());
  expect(cause().getAttribute('aria-disabled')).toBe('true');
  fireEvent.change(screen.getByLabelText('It is the cause, because'), { target: { value: ' undone, and it was well ' } }); // prettier-ignore
  status = 'match';
  fireEvent.click(cause());
  const who = within(await screen.findByRole('dialog', { name: 'Who are you?' }));
  expect(engine.timelineCalls.some(({ name }) => name === 'timeline.judgeSuspect')).toBe(false);
  fireEvent.change(who.getByLabelText('Your name (required)'), { target: { value: 'on-call' } });
  fireEvent.click(who.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByText(/undone, and it was well/)).toBeTruthy();
  expect(engine.timelineCalls.find(({ name }) => name === 'timeline.judgeSuspect')?.input).toEqual({ incidentId: 'i1', change: 41, status: 'match', reason: 'undone, and it was well', by: 'on-call' }); // prettier-ignore

  fireEvent.click(screen.getByRole('button', { name: 'Open its log' }));
  expect(stores.place.store.getState()).toMatchObject({ view: 'logs', log: 'container:c0ffee' });
});
